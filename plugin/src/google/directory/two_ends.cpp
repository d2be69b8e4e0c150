#include "google/directory/two_ends.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace gup::google {

std::vector<std::string_view> TwoEnds::Window::ids() const {
  std::vector<std::string_view> ids;
  std::unordered_set<std::string_view> seen;
  for (const auto* page : {&former, &latest})
    for (const std::string& id : *page)
      if (seen.insert(id).second) ids.push_back(id);
  return ids;
}

bool TwoEnds::Window::shows_one_of(const std::vector<std::string>& page) const {
  const boost::unordered_flat_set<std::string_view> sought(page.begin(), page.end());
  const auto is_sought = [&](const std::string& id) { return sought.contains(id); };
  return std::ranges::any_of(former, is_sought) || std::ranges::any_of(latest, is_sought);
}

TwoEnds::State TwoEnds::add(Window& window, const Window& other, const std::vector<DirectoryUser>& page) {
  if (page.empty()) return State::apart;
  window.former = std::exchange(window.latest, {});
  window.latest.reserve(page.size());
  for (const DirectoryUser& user : page) window.latest.push_back(user.id);
  // Without anybody new in common, all was compared before: nearly always.
  return other.shows_one_of(window.latest) ? compare() : State::apart;
}

TwoEnds::State TwoEnds::compare() const {
  const std::vector<std::string_view> front = forward_.ids();
  const std::vector<std::string_view> back = backward_.ids();
  std::unordered_map<std::string_view, std::size_t> place_in_front;
  for (std::size_t place = 0; place < front.size(); ++place) place_in_front.emplace(front[place], place);

  std::size_t common = 0;
  std::size_t last_in_front = 0;
  std::size_t last_in_back = 0;
  for (std::size_t place = 0; place < back.size(); ++place) {
    const auto found = place_in_front.find(back[place]);
    if (found == place_in_front.end()) continue;
    const bool neighbours = place == last_in_back + 1 && found->second + 1 == last_in_front;
    if (common > 0 && !neighbours) return State::contradictory;
    ++common;
    last_in_front = found->second;
    last_in_back = place;
  }
  return common >= 2 ? State::met : State::apart;
}

}  // namespace gup::google
