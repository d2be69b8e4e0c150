// What the host's database refused in the earlier plans of a run, so that the next plan leaves it alone.
// Refused people count as unreadable instead; see `UnusablePerson`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace gup::plan {

struct Refusals {
  struct Refusal {
    /// The target group's name.
    std::string group_name;
    /// The person's address, of a membership.
    std::string email;
    std::string reason;
  };

  /// Keyed by source id: target groups that are neither created nor changed nor deleted.
  std::map<std::string, Refusal, std::less<>> groups;
  /// Keyed by the target group's key and the user's: memberships that are neither added nor removed.
  std::map<std::pair<std::string, std::string>, Refusal> memberships;

  [[nodiscard]] bool empty() const { return groups.empty() && memberships.empty(); }
};

/// The key of a row that exists. A new row has another id in each plan, so its key is Google's id.
[[nodiscard]] inline std::string key_of_row(std::int64_t id) {
  return "#" + std::to_string(id);
}

}  // namespace gup::plan
