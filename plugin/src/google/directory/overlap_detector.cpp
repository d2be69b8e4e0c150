#include "google/directory/overlap_detector.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace gup::google {

std::vector<std::string_view> OverlapDetector::Window::ids() const {
  std::vector<std::string_view> ids;
  std::unordered_set<std::string_view> seen;
  for (const auto* page : {&previous, &latest})
    for (const std::string& id : *page)
      if (seen.insert(id).second) ids.push_back(id);
  return ids;
}

bool OverlapDetector::Window::contains_any_of(const std::vector<std::string>& page) const {
  const boost::unordered_flat_set<std::string_view> sought(page.begin(), page.end());
  const auto is_sought = [&](const std::string& id) { return sought.contains(id); };
  return std::ranges::any_of(previous, is_sought) || std::ranges::any_of(latest, is_sought);
}

OverlapDetector::State OverlapDetector::add(Window& window, const Window& other,
                                            const std::vector<DirectoryUser>& page) {
  if (page.empty()) return State::apart;
  window.previous = std::exchange(window.latest, {});
  window.latest.reserve(page.size());
  for (const DirectoryUser& user : page) window.latest.push_back(user.id);
  // Usually the new page has no user in common with the other window, so there is nothing new to compare.
  return other.contains_any_of(window.latest) ? compare() : State::apart;
}

OverlapDetector::State OverlapDetector::compare() const {
  const std::vector<std::string_view> forward = forward_.ids();
  const std::vector<std::string_view> backward = backward_.ids();
  std::unordered_map<std::string_view, std::size_t> forward_place;
  for (std::size_t place = 0; place < forward.size(); ++place) forward_place.emplace(forward[place], place);

  std::size_t common = 0;
  std::size_t last_forward = 0;
  std::size_t last_backward = 0;
  for (std::size_t place = 0; place < backward.size(); ++place) {
    const auto found = forward_place.find(backward[place]);
    if (found == forward_place.end()) continue;
    const bool neighbours = place == last_backward + 1 && found->second + 1 == last_forward;
    if (common > 0 && !neighbours) return State::contradictory;
    ++common;
    last_forward = found->second;
    last_backward = place;
  }
  return common >= 2 ? State::overlapping : State::apart;
}

}  // namespace gup::google
