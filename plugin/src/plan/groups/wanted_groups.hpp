// What the settings ask for in target groups, before names are settled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "plan/selection/selection.hpp"

namespace gup::plan {

/// A target group that matches a unit or a group.
struct MatchingGroup {
  std::string_view source_id;
  /// Google's name, cleaned.
  std::string source_name;
  /// What tells it from another of the same name: the parent's path, or the group's address.
  std::string suffix;
  /// Names are given in this order: by path or address.
  std::string order;
};

/// One for each chosen unit or group (or all) that can be seen now, in the order in which names are given.
/// Empty unless the method is `matching_groups`.
[[nodiscard]] std::vector<MatchingGroup> matching_groups(const PlanInput& input);

/// What the setting `target_group` says.
struct TargetGroupChoice {
  /// An existing one's id; 0 when a new one is meant.
  std::int64_t id = 0;
  /// The new one's name, cleaned.
  std::string new_name;
};

/// Reads the setting. Throws `Failure` (`administrator`) for a text that is neither an id nor `new:` and a
/// name of 1 to 256 characters.
[[nodiscard]] TargetGroupChoice read_target_group(const std::string& setting);

}  // namespace gup::plan
