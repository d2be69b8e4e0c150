// Turns database errors into results for plugins.
#pragma once

#include "database/host_database.hpp"
#include "host_sdk/result.hpp"

namespace sample_host {

/// Calls `body`, which returns a Result. Turns a SqlError into `try_again`, because exceptions must not
/// cross the plugin boundary.
template <typename Body>
[[nodiscard]] host_sdk::Result guard_database(Body&& body) {
  try {
    return body();
  } catch (const SqlError& e) {
    return host_sdk::Result::again(std::string{"The platform's database failed: "} + e.what());
  }
}

}  // namespace sample_host
