// Two ways to read a whole directory from the emulator: the plugin's, and a plain one to compare it with.
#pragma once

#include <cstdint>
#include <string>

#include "google/google_service.hpp"

namespace gup::benchmark {

/// Where and as whom to read.
struct Directory {
  GoogleClientSettings settings;
  google::Grant grant;
  bool with_groups = true;
};

/// What was read. A plain value, so that a process can hand it to another one.
struct Counted {
  std::int64_t users = 0;
  std::int64_t members = 0;
  std::int64_t requests = 0;
  std::int64_t retries = 0;
};

/// Units, then users with groups and members side by side, then units again: what a sync asks for. Every
/// answer is decoded and let go.
[[nodiscard]] Counted read_with_the_plugin(const Directory& directory);

/// One request after another over one connection, with libcurl's easy interface and Boost.JSON as they come:
/// what somebody writes in an afternoon.
[[nodiscard]] Counted read_plainly(const Directory& directory);

}  // namespace gup::benchmark
