#include "host_sdk/process.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <limits>

namespace host_sdk {
namespace {

TEST(StartOfProcess, StaysTheSameWhileTheProcessLives) {
  const auto start = start_of_process(getpid());
  ASSERT_TRUE(start);
  EXPECT_GT(*start, 0);
  EXPECT_EQ(start_of_process(getpid()), start);
}

TEST(StartOfProcess, IsUnknownOnceTheProcessHasEnded) {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  siginfo_t ended{};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
  EXPECT_FALSE(start_of_process(child)) << "a zombie does not live";
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_FALSE(start_of_process(std::numeric_limits<pid_t>::max()));
}

TEST(MachineName, IsTheHostName) {
  char name[256] = {};
  ASSERT_EQ(gethostname(name, sizeof name - 1), 0);
  EXPECT_EQ(machine_name(), name);
}

}  // namespace
}  // namespace host_sdk
