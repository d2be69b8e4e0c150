// How the text of a scalar becomes a value. Private to the strict reader; pure functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::yaml::detail {

/// Replaces `${NAME}` and `$$`. On failure returns nothing and puts the sentence into `problem`.
[[nodiscard]] std::optional<std::string> expand(std::string_view text, const Environment& environment,
                                                std::string& problem);

/// A whole number and one of the units s, m, h, d.
[[nodiscard]] std::optional<std::chrono::seconds> to_duration(std::string_view text);

/// As `to_duration` reads it, in the largest unit that is exact: 86400 s is `1d`.
[[nodiscard]] std::string write_duration(std::chrono::seconds duration);

}  // namespace host_sdk::yaml::detail
