#include "cli/interrupt.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include "services/log.hpp"

namespace sample_host {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;
/// The handler writes to the second one, so that `wait_for_interrupt` can block on the first.
std::array<int, 2> g_pipe{-1, -1};

extern "C" void note_interrupt(int number) {
  if (g_interrupted != 0) {
    ::signal(number, SIG_DFL);
    ::raise(number);
    return;
  }
  g_interrupted = 1;
  const int error = errno;
  // The pipe is empty, so this cannot fail.
  static_cast<void>(!::write(g_pipe[1], "", 1));
  errno = error;
}

}  // namespace

void watch_interrupts() {
  if (g_pipe[0] < 0 && ::pipe2(g_pipe.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no file descriptors are left");
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
  return g_interrupted != 0;
}

void wait_for_interrupt() {
  char ignored = 0;
  while (::read(g_pipe[0], &ignored, 1) < 0 && errno == EINTR) {
  }
}

ShutdownLimit::ShutdownLimit(std::chrono::seconds limit, Log& log)
    : thread_([this, limit, &log] {
        std::unique_lock lock(mutex_);
        if (changed_.wait_for(lock, limit, [this] { return done_; })) return;
        log.error("", LogLine("shutdown_forced")
                          .with("seconds", limit.count())
                          .with("reason", "a plugin, a task or a request does not end"));
        exit_at_once(ExitCode::failed);
      }) {}

ShutdownLimit::~ShutdownLimit() {
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void exit_at_once(ExitCode code) {
  std::cout << std::flush;
  std::_Exit(static_cast<int>(code));
}

}  // namespace sample_host
