// The words for the choices of the settings: the same ones on the page, on the command line, in YAML and in
// the database.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/sync_settings.hpp"

namespace gup {

/// The word for a value, as design and database know it: "organizational_units". [any]
[[nodiscard]] std::string to_word(SyncSource value);
[[nodiscard]] std::string to_word(SyncScope value);
[[nodiscard]] std::string to_word(SyncMethod value);
[[nodiscard]] std::string to_word(OnLeaving value);
[[nodiscard]] std::string to_word(ExistingUsers value);
[[nodiscard]] std::string to_word(SuspendedUsers value);

/// The value behind a word, or nothing if there is none: `from_word<SyncSource>("groups")`. Defined for the
/// six choices above. [any]
template <typename Choice>
[[nodiscard]] std::optional<Choice> from_word(std::string_view word);

/// All words of a choice for a sentence: "organizational_units or groups". [any]
template <typename Choice>
[[nodiscard]] std::string words_of();

}  // namespace gup
