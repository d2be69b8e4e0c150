// The host's tenants.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "host_sdk/company.hpp"

namespace host_sdk {

/// The companies of the host. Owned by the host; lives until the plugin's `stop()` returns. [any] Reads from
/// memory, within 10 ms; never fails.
class Companies {
 public:
  virtual ~Companies() = default;

  /// All companies, ordered by id. A copy that belongs to the caller.
  [[nodiscard]] virtual std::vector<Company> all() const = 0;

  /// The company with that id, or nullopt.
  [[nodiscard]] virtual std::optional<Company> find(std::string_view company_id) const = 0;
};

}  // namespace host_sdk
