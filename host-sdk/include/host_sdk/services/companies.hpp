// The host's tenants.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "host_sdk/company.hpp"

namespace host_sdk {

/// The companies of the host. Owned by the host; lives until the plugin's `stop()` has returned. [any]
/// Answers from memory, within 10 ms, and never fails.
class Companies {
 public:
  virtual ~Companies() = default;

  /// All companies, by id. A copy that the caller keeps.
  [[nodiscard]] virtual std::vector<Company> all() const = 0;

  /// The company with that id, or nothing if there is none.
  [[nodiscard]] virtual std::optional<Company> find(std::string_view company_id) const = 0;
};

}  // namespace host_sdk
