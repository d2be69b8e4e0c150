// The file that holds the key of the secret store.
#pragma once

#include <filesystem>

#include "services/secrets/sealer.hpp"

namespace sample_host {

/// Reads the key file. It must hold exactly 32 bytes, be owned by this user or root, and be readable by its
/// owner only. Throws ConfigError with the reason.
[[nodiscard]] SecretKey read_key_file(const std::filesystem::path& file);

/// Creates a key file with mode 0600, unless one exists. When several processes create it at the same time,
/// one key wins, and other processes only see it complete. Throws ConfigError.
void create_key_file(const std::filesystem::path& file);

}  // namespace sample_host
