// Errors of the host's database as the plugins see them.
#pragma once

#include "database/errors.hpp"
#include "host_sdk/result.hpp"

namespace sample_host {

/// Calls `body`, which returns a Result; a DatabaseError becomes `try_again`, so that nothing thrown crosses
/// the boundary.
template <typename Body>
[[nodiscard]] host_sdk::Result guard_database(Body&& body) {
  try {
    return body();
  } catch (const DatabaseError& e) {
    return host_sdk::Result::again(std::string{"The platform's database did not answer as it should: "} +
                                   e.what());
  }
}

}  // namespace sample_host
