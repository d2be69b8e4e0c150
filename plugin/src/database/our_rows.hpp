// SQL conditions on the rows of the plugin's provider. `column` is never NULL.
#pragma once

#include <string>

#include "plan/plan.hpp"

namespace gup::database {

/// "provider = '…'"
[[nodiscard]] inline std::string is_ours(const std::string& column = "provider") {
  return column + " = '" + plan::kProvider + "'";
}

/// "provider <> '…'"
[[nodiscard]] inline std::string is_not_ours(const std::string& column = "provider") {
  return column + " <> '" + plan::kProvider + "'";
}

}  // namespace gup::database
