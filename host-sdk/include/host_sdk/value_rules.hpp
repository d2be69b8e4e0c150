// The rules for values that people write as text, in settings files and in forms, and the sentences about
// values that break them. Files and forms say the same about the same mistake.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk {

/// Reads decimal digits with an optional minus. Returns nullopt for anything else, for leading zeros (which
/// YAML reads as octal), and for numbers beyond 64 bits. [any] @since 1.1
[[nodiscard]] std::optional<std::int64_t> to_integer(std::string_view text);

/// Both ends are included; the extreme values mean "no limit". @since 1.1
struct IntegerRange {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// What a sentence quotes in place of the text: the text as it is written, when its expansion may be a
/// secret.
using Shown = std::optional<std::string_view>;

/// Returns why `text` is not a whole number within `range` ("must be from 0 to 100, not 500"), or "" if it
/// is. [any] @since 1.1
[[nodiscard]] std::string integer_problem(std::string_view text, IntegerRange range, Shown shown = {});

/// Returns why `text` is neither `true` nor `false`, or "" if it is one of them. [any] @since 1.1
[[nodiscard]] std::string boolean_problem(std::string_view text, Shown shown = {});

/// Returns why `text` is not one of `choices` ("'x' is not one of a, b"), or "" if it is one of them. [any]
/// @since 1.1
[[nodiscard]] std::string choice_problem(std::string_view text, const std::vector<std::string>& choices,
                                         Shown shown = {});

/// Returns why `name` is not a known name ("is not known; did you mean 'every'?"), or "" if it is. [any]
/// @since 1.1
[[nodiscard]] std::string name_problem(std::string_view name, const std::vector<std::string>& known);

}  // namespace host_sdk
