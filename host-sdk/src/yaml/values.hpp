// Converts the text of scalars to values. Private to the strict reader; pure functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::yaml::detail {

/// Replaces `${NAME}` and `$$`. On failure returns nullopt and stores the sentence in `problem`.
[[nodiscard]] std::optional<std::string> expand(std::string_view text, const Environment& environment,
                                                std::string& problem);

/// Reads an integer with one of the units s, m, h, d; nullopt for any other text.
[[nodiscard]] std::optional<std::chrono::seconds> to_duration(std::string_view text);

/// The inverse of `to_duration`, in the largest exact unit: 86400 s is `1d`.
[[nodiscard]] std::string write_duration(std::chrono::seconds duration);

}  // namespace host_sdk::yaml::detail
