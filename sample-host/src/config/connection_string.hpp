// Prepares connection strings for SOCI.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include "host_sdk/secret_text.hpp"

namespace sample_host {

/// Prepares a connection string for SOCI 4.0: adds the password, which may contain any character, and
/// defaults for time limits and UTF-8. Writes it in the only form that SOCI passes on unchanged. A relative
/// SQLite path starts in `folder`. Throws std::invalid_argument with the end of a sentence ("must be …"),
/// which never contains parts of the connection string.
[[nodiscard]] std::string ready_connection_string(const std::string& backend, const std::string& connection,
                                                  const std::optional<host_sdk::SecretText>& password,
                                                  const std::filesystem::path& folder);

}  // namespace sample_host
