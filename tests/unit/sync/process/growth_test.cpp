// Many syncs in one process.
#include <gtest/gtest.h>
#include <malloc.h>
#include <sqlite3.h>

#include <cstddef>
#include <filesystem>
#include <iterator>

#include "sync_bench.hpp"

// Sanitizers have an allocator of their own.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER_ALLOCATOR
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_SANITIZER_ALLOCATOR
#endif
#ifdef HAS_SANITIZER_ALLOCATOR
#include <sanitizer/allocator_interface.h>
#endif

namespace gup::testing {
namespace {

/// Without the database, which is in this process's memory and keeps the history of every sync.
std::size_t bytes_in_use() {
  const auto of_database = static_cast<std::size_t>(sqlite3_memory_used());
#ifdef HAS_SANITIZER_ALLOCATOR
  return __sanitizer_get_current_allocated_bytes() - of_database;
#else
  return mallinfo2().uordblks - of_database;
#endif
}

std::ptrdiff_t entries_of(const char* folder) {
  const std::filesystem::directory_iterator entries(folder);
  return std::distance(begin(entries), end(entries));
}

TEST(FiveHundredSyncs, DoNotGrowTheProcess) {
  // Far more than the lines that the fake services of the host remember of a sync, and far less than 200
  // people.
  constexpr std::size_t kBytesOfASync = 8 * 1024;
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
  EXPECT_EQ(entries_of("/proc/self/fd"), files);
  EXPECT_EQ(entries_of("/proc/self/task"), threads);
}

}  // namespace
}  // namespace gup::testing
