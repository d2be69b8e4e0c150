#include "google/two_ends.hpp"

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace gup::google {

std::vector<std::string> TwoEnds::Window::ids() const {
  std::vector<std::string> ids;
  std::unordered_set<std::string_view> seen;
  for (const auto* page : {&former, &latest})
    for (const std::string& id : *page)
      if (seen.insert(id).second) ids.push_back(id);
  return ids;
}

TwoEnds::State TwoEnds::add(Window& window, const std::vector<DirectoryUser>& page) {
  if (page.empty()) return State::apart;
  window.former = std::exchange(window.latest, {});
  window.latest.reserve(page.size());
  for (const DirectoryUser& user : page) window.latest.push_back(user.id);
  return compare();
}

TwoEnds::State TwoEnds::compare() const {
  const std::vector<std::string> front = forward_.ids();
  const std::vector<std::string> back = backward_.ids();
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
