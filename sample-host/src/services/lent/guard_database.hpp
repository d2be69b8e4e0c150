// Turns database errors into results for plugins.
#pragma once

#include <string_view>

#include "accounts/password.hpp"
#include "database/host_database.hpp"
#include "host_sdk/result.hpp"
#include "services/log.hpp"

namespace sample_host {

/// Calls `body`, which returns a Result. Turns a SqlError into `try_again`, because exceptions must not
/// cross the plugin boundary. The log has the database's text under the reference number of the sentence.
template <typename Body>
[[nodiscard]] host_sdk::Result guard_database(Log& log, std::string_view plugin_id, Body&& body) {
  try {
    return body();
  } catch (const SqlError& e) {
    const std::string reference = random_token(6);
    log.warning("", LogLine("service_failed")
                        .with("plugin", plugin_id)
                        .with("reference", reference)
                        .with("reason", e.what()));
    return host_sdk::Result::again(
        "The platform's database is not responding. Reference number: " + reference + ".");
  }
}

}  // namespace sample_host
