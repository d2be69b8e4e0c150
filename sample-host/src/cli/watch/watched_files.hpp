// The files that decide what a serving host runs, and whether they changed.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include "config/config.hpp"

namespace sample_host {

/// Returns host.yaml, and each plugin's manifest, settings and library, whether they exist or not.
[[nodiscard]] std::vector<std::filesystem::path> watched_files(const Config& config);

/// Changes when the file is written, replaced or deleted. All 0 if the file does not exist.
struct FileStamp {
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t modified_ns = 0;
  bool operator==(const FileStamp&) const = default;
};

using FileStamps = std::map<std::filesystem::path, FileStamp>;

[[nodiscard]] FileStamps stamps_of(const std::vector<std::filesystem::path>& files);

}  // namespace sample_host
