#include "cli/watch/watch.hpp"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "cli/output/say.hpp"
#include "cli/watch/watched_files.hpp"
#include "config/read_config.hpp"

namespace sample_host {
namespace {

/// How often the files are checked. The host restarts once they are unchanged for one interval and no library
/// is empty: a linker writes a library in several steps and empties it first.
constexpr std::chrono::milliseconds kLookEvery{200};

/// Ctrl-C, SIGTERM and the end of a child as events to read, while this object lives.
class Signals {
 public:
  Signals() {
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int number : {SIGINT, SIGTERM, SIGCHLD}) sigaddset(&wanted, number);
    sigprocmask(SIG_BLOCK, &wanted, &before_);
    descriptor_ = ::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    if (descriptor_ < 0) throw std::runtime_error("no file descriptors are left");
  }
  ~Signals() {
    ::close(descriptor_);
    restore();
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  void restore() const { sigprocmask(SIG_SETMASK, &before_, nullptr); }

  /// Waits for a signal, at most `limit`; returns its number, or 0.
  [[nodiscard]] int wait(std::chrono::milliseconds limit) const {
    pollfd event{descriptor_, POLLIN, 0};
    signalfd_siginfo info{};
    if (::poll(&event, 1, static_cast<int>(limit.count())) <= 0) return 0;
    return ::read(descriptor_, &info, sizeof info) == sizeof info ? static_cast<int>(info.ssi_signo) : 0;
  }

 private:
  sigset_t before_{};
  int descriptor_ = -1;
};

bool is_stop(int signal) {
  return signal == SIGINT || signal == SIGTERM;
}

/// The process that serves.
class Child {
 public:
  /// In the child, `serve` is called and ends the process.
  Child(const Signals& signals, const std::function<ExitCode()>& serve) {
    const pid_t parent = ::getpid();
    id_ = ::fork();
    if (id_ < 0) throw std::runtime_error("no process can be created");
    if (id_ > 0) return;
    // Ctrl-C reaches the parent alone, which passes it on once.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(static_cast<int>(ExitCode::failed));
    signals.restore();
    ExitCode code = ExitCode::failed;
    try {
      code = serve();
    } catch (const ConfigError& error) {
      say_error(error.what());
      code = ExitCode::usage;
    } catch (const std::exception& error) {
      say_error(error.what());
    }
    ::exit(static_cast<int>(code));
  }

  /// The status of wait(2) once it has ended.
  [[nodiscard]] std::optional<int> end() const {
    int status = 0;
    pid_t ended = 0;
    do ended = ::waitpid(id_, &status, WNOHANG);
    while (ended < 0 && errno == EINTR);
    return ended == id_ ? std::optional(status) : std::nullopt;
  }

  /// Asks it to end and waits for that. A signal that the person sends meanwhile, if `hurried` after another
  /// one, ends it at once. Returns its status, and sets `hurried` if the person sent a signal.
  [[nodiscard]] int stop(const Signals& signals, bool& hurried) const {
    ::kill(id_, SIGTERM);
    for (;;) {
      if (const auto status = end()) return *status;
      if (!is_stop(signals.wait(kLookEvery))) continue;
      // SIGKILL: a second SIGTERM is lost while the child has not taken the first one.
      if (std::exchange(hurried, true)) ::kill(id_, SIGKILL);
    }
  }

 private:
  pid_t id_ = 0;
};

std::string words_of(int status) {
  if (WIFSIGNALED(status)) return std::string("signal ") + sigabbrev_np(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

/// The code of this process after a child that was asked to end.
ExitCode code_of(int status) {
  return WIFEXITED(status) ? static_cast<ExitCode>(WEXITSTATUS(status)) : ExitCode::failed;
}

bool has_empty_library(const FileStamps& stamps) {
  return std::any_of(stamps.begin(), stamps.end(), [](const auto& entry) {
    return entry.first.extension() == ".so" && entry.second.inode != 0 && entry.second.size == 0;
  });
}

/// The files of the settings as they are now; host.yaml alone while it is invalid.
FileStamps present_stamps(const std::filesystem::path& config) {
  try {
    return stamps_of(watched_files(read_config(config)));
  } catch (const ConfigError&) {
    return stamps_of({std::filesystem::absolute(config).lexically_normal()});
  }
}

}  // namespace

ExitCode watch_and_serve(const std::filesystem::path& config, const std::function<ExitCode(Config)>& serve) {
  static_cast<void>(read_config(config));
  const auto serve_copies = [&] {
    auto settings = read_config(config);
    settings.private_copies = true;
    return serve(std::move(settings));
  };
  const Signals signals;
  auto served = present_stamps(config);
  auto seen = served;
  std::optional<Child> child(std::in_place, signals, serve_copies);
  for (;;) {
    bool stopping = is_stop(signals.wait(kLookEvery));
    if (stopping) {
      if (!child) return ExitCode::done;
      return code_of(child->stop(signals, stopping));
    }
    if (child) {
      if (const auto status = child->end()) {
        say_error("The host ended with " + words_of(*status) +
                  ". It starts again when a file of a plugin changes.");
        child.reset();
      }
    }
    const auto now = present_stamps(config);
    const bool settled = now == seen && !has_empty_library(now);
    seen = now;
    if (!settled || now == served) continue;
    say("A file of a plugin changed. The host starts again.");
    if (child) {
      const int status = child->stop(signals, stopping);
      if (stopping) return code_of(status);
      child.reset();
    }
    served = now;
    child.emplace(signals, serve_copies);
  }
}

}  // namespace sample_host
