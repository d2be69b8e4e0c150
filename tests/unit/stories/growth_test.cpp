// Many syncs in one process.
#include <gtest/gtest.h>
#include <malloc.h>
#include <sqlite3.h>

#include <cstddef>
#include <filesystem>
#include <iterator>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

/// Without the database, which is in this process's memory and keeps the history of every sync.
std::size_t bytes_in_use() {
  return mallinfo2().uordblks - static_cast<std::size_t>(sqlite3_memory_used());
}

std::ptrdiff_t entries_of(const char* folder) {
  const std::filesystem::directory_iterator entries(folder);
  return std::distance(begin(entries), end(entries));
}

TEST(FiveHundredSyncs, DoNotGrowTheProcess) {
  // Far more than the lines that the fake services of the host remember of a sync, and far less than 200
  // people.
  constexpr std::size_t kBytesOfASync = 8 * 1024;
  // A sync opens a session of the pool, which is bounded, when two of its threads happen to need one at once.
  constexpr std::ptrdiff_t kSessions = 40;
  SyncBench bench;
  for (int sync = 0; sync < 100; ++sync) {
    bench.set_people(200 - sync % 3);
    ASSERT_TRUE(bench.sync().result.done());
  }
  const std::size_t bytes = bytes_in_use();
  const auto files = entries_of("/proc/self/fd");
  const auto threads = entries_of("/proc/self/task");
  for (int sync = 100; sync < 500; ++sync) {
    bench.set_people(200 - sync % 3);
    ASSERT_TRUE(bench.sync().result.done());
  }
  EXPECT_LT(bytes_in_use(), bytes + 400 * kBytesOfASync);
  EXPECT_LT(entries_of("/proc/self/fd"), files + kSessions);
  EXPECT_LT(entries_of("/proc/self/task"), threads + kSessions);
}

}  // namespace
}  // namespace gup::testing
