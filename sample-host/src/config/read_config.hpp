// Reads host.yaml into a `Config`.
#pragma once

#include <filesystem>

#include "config/config.hpp"

namespace sample_host {

/// Reads host.yaml. Throws ConfigError for a file that cannot be read, unknown keys, wrong types, invalid
/// values, and `${NAME}` if the environment has no such variable.
[[nodiscard]] Config read_config(const std::filesystem::path& file);

}  // namespace sample_host
