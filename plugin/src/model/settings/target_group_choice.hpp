// The setting `target_group`: the id of a target group, or the name of a new one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gup {

/// The prefix of a `target_group` that names a group to create.
inline constexpr std::string_view kNewGroupPrefix = "new:";
/// A target group by its name, as a settings file says it: its id differs from company to company.
inline constexpr std::string_view kNamedGroupPrefix = "name:";

/// The parsed setting. Neither member is set if the setting is empty or malformed.
struct TargetGroupChoice {
  /// The id of an existing group; 0 for a new one.
  std::int64_t id = 0;
  /// The name of a group to create, as it was entered: it may be empty.
  std::optional<std::string> new_name;
};

[[nodiscard]] TargetGroupChoice target_group_choice(std::string_view setting);

/// The setting that names a group to create: "new:Everyone".
[[nodiscard]] std::string new_target_group(std::string_view name);

}  // namespace gup
