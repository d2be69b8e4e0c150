// Two ways to read a whole directory from the emulator: the plugin's, and a plain one to compare it with.
#pragma once

#include <cstdint>
#include <string>

#include "google/google_service.hpp"

namespace gup::benchmark {

/// The endpoints and the account to read with.
struct Directory {
  GoogleClientSettings settings;
  google::Grant grant;
  bool with_groups = true;
};

/// The result: a plain value, which one process can send to another.
struct Counted {
  std::int64_t users = 0;
  std::int64_t members = 0;
  std::int64_t requests = 0;
  std::int64_t retries = 0;
};

/// The requests of a sync: units, then users with groups and members in parallel, then units again. Every
/// response is decoded and dropped.
[[nodiscard]] Counted read_with_the_plugin(const Directory& directory);

/// A simple implementation: one request after another over one connection, with libcurl's easy interface and
/// Boost.JSON.
[[nodiscard]] Counted read_plainly(const Directory& directory);

}  // namespace gup::benchmark
