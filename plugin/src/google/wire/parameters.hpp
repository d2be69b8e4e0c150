// Queries and forms: "a=1&b=2", percent-encoded.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "secret_text.hpp"

namespace gup::google {

using Parameters = std::vector<std::pair<std::string_view, std::string>>;

[[nodiscard]] std::string encode_query(const Parameters& parameters);

/// A form that contains secrets. The values are read during the call only.
[[nodiscard]] SecretText encode_form(
    std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

}  // namespace gup::google
