// Ctrl-C and SIGTERM, and how the program ends when it has to.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/exit_code.hpp"

namespace sample_host {

class Log;

/// From now on the first SIGINT or SIGTERM asks the program to end, and a second one kills it at once.
void watch_interrupts();

/// True once the program was asked to end.
[[nodiscard]] bool interrupted();

/// Blocks until the program is asked to end.
void wait_for_interrupt();

/// Ends the program when a shutdown takes longer than `limit`: something in it hangs.
class ShutdownLimit {
 public:
  ShutdownLimit(std::chrono::seconds limit, Log& log);
  ~ShutdownLimit();
  ShutdownLimit(const ShutdownLimit&) = delete;
  ShutdownLimit& operator=(const ShutdownLimit&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

/// Ends the program without its destructors, for when a plugin still runs on a thread of its own.
[[noreturn]] void exit_at_once(ExitCode code);

}  // namespace sample_host
