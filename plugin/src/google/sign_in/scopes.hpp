// Which permissions the plugin asks for, and which of them it got.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "google/google_service.hpp"

namespace gup::google {

/// The three read scopes in one text.
[[nodiscard]] std::string needed_scopes(std::string_view separator);

/// What is asked for, as the parameter `scope` of a person's consent carries it.
[[nodiscard]] std::string requested_scopes();

/// Those of the three read scopes that the administrator unticked; empty when all is well. The writable form
/// of a scope counts, order and additional scopes do not.
[[nodiscard]] std::vector<std::string> missing_scopes(const Grant& grant);

/// Splits the space-separated list of the token endpoint.
[[nodiscard]] std::vector<std::string> split_scopes(const std::string& list);

}  // namespace gup::google
