// What the host does with a connection string before SOCI sees it.
#pragma once

#include <filesystem>
#include <string>

namespace sample_host {

/// Makes a connection string ready for SOCI 4.0: SQLite's relative path starts in `folder` and a busy timeout
/// of 5 seconds is added; a PostgreSQL URI without parameters gets one, since SOCI would otherwise append a
/// stray '='. Throws std::invalid_argument with a sentence for what cannot work.
[[nodiscard]] std::string ready_connection_string(const std::string& backend, const std::string& connection,
                                                  const std::filesystem::path& folder);

}  // namespace sample_host
