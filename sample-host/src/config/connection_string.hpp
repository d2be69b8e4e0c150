// What the host does with a connection string before SOCI sees it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sample_host {

/// Makes a connection string ready for SOCI 4.0: adds the password, which may hold any character, and what
/// the host needs where nothing is said about it (time limits, UTF-8), and writes it in the one form that
/// SOCI passes on unharmed. SQLite's relative path starts in `folder`. Throws std::invalid_argument with the
/// end of a sentence ("must be …") for what cannot work; it holds nothing of the connection string.
[[nodiscard]] std::string ready_connection_string(const std::string& backend, const std::string& connection,
                                                  const std::optional<std::string>& password,
                                                  const std::filesystem::path& folder);

}  // namespace sample_host
