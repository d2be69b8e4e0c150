// The names of the settings' fields and choices, as used on the page, on the command line, in YAML and in the
// database.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/settings/sync_settings.hpp"

namespace gup {

/// The fields of a form by name, as posted.
using FormValues = std::map<std::string, std::string>;

/// The name of a choice: "organizational_units". [any]
[[nodiscard]] std::string to_name(SyncSource value);
[[nodiscard]] std::string to_name(SyncScope value);
[[nodiscard]] std::string to_name(SyncMethod value);
[[nodiscard]] std::string to_name(GroupAttribute value);
[[nodiscard]] std::string to_name(OnLeaving value);
[[nodiscard]] std::string to_name(ExistingUsers value);
[[nodiscard]] std::string to_name(SuspendedUsers value);

/// The choice with this name, or nothing: `from_name<SyncSource>("groups")`. Defined for the types above.
/// [any]
template <typename Choice>
[[nodiscard]] std::optional<Choice> from_name(std::string_view name);

/// All names of a type, for a sentence: "organizational_units or groups". [any]
template <typename Choice>
[[nodiscard]] std::string names_of();

}  // namespace gup
