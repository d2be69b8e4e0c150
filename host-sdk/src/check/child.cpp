#include "child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "bench.hpp"
#include "channel.hpp"

namespace host_sdk::check {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// The longest time that the child needs between two calls of the plugin.
constexpr milliseconds kOwnWork{10'000};

/// A folder that lives as long as the object; also if the child crashes.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "hostsdk-check-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), "cannot make the folder " + pattern);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code stays_in_the_temporary_folder;
    std::filesystem::remove_all(path_, stays_in_the_temporary_folder);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What a constructor of a static object throws may pass through the loader. It ends the child here, as it
/// would end a host.
[[noreturn]] void run_child(const Rule& rule, const Options& options, const std::filesystem::path& folder,
                            int descriptor) noexcept {
  // What the plugin prints must not get into the program's output.
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  Channel channel(descriptor);
  {
    Bench bench(options, channel, folder);
    try {
      rule.run(bench);
    } catch (const EndOfRule&) {
      // The rule has reported why it ended.
    }
    if (rule.exits) {
      channel.calling("exit", options.scaled(kOwnWork));
      std::exit(0);
    }
  }
  channel.finished();
  std::_Exit(0);
}

std::int64_t take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (error == std::errc{} && text.starts_with(' ')) text.remove_prefix(1);
  return number;
}

/// What the program knows of the child.
struct ChildState {
  RuleReport report;
  /// The call of the plugin that runs.
  std::string call;
  steady_clock::time_point deadline;
  bool finished = false;

  void read(std::string_view line) {
    if (line.empty()) return;
    const char kind = line.front();
    line.remove_prefix(1);
    if (kind == 'C') {
      const milliseconds hang_after{take_number(line)};
      call = line;
      deadline = steady_clock::now() + hang_after;
    } else if (kind == 'P') {
      report.problems.emplace_back(line);
    } else if (kind == 'M') {
      const milliseconds took{take_number(line)};
      const milliseconds limit{take_number(line)};
      report.measured.push_back({std::string(line), took, limit});
    } else if (kind == 'A') {
      report.answers.emplace_back(line);
    } else if (kind == 'S') {
      report.reason = line;
    } else if (kind == 'E') {
      finished = true;
    }
  }
};

/// Reads the child's lines until it closes the pipe; false if it hangs.
bool follow(int descriptor, ChildState& child_state) {
  std::string pending;
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(child_state.deadline - steady_clock::now());
    pollfd ready{descriptor, POLLIN, 0};
    const int count = ::poll(&ready, 1, static_cast<int>(std::max(left, milliseconds{0}).count()));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    std::array<char, 4096> bytes{};
    const auto size = ::read(descriptor, bytes.data(), bytes.size());
    if (size <= 0) return true;
    pending.append(bytes.data(), static_cast<std::size_t>(size));
    for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
      child_state.read(std::string_view(pending).substr(0, end));
      pending.erase(0, end + 1);
    }
  }
}

std::string in_call(const std::string& call) {
  if (call.empty()) return "";
  if (call == "exit") return " while the process exited, in a destructor of a static object";
  if (call == "load") return " while the library was loaded, in a constructor of a static object";
  return " in " + call + "()";
}

/// How the child ended, as a problem; nullopt if it ended well.
std::optional<std::string> ending(int status, const Rule& rule, const ChildState& child_state) {
  if (WIFSIGNALED(status))
    return "the plugin crashed with SIG" + std::string(::sigabbrev_np(WTERMSIG(status))) +
           in_call(child_state.call);
  if (child_state.finished || (rule.exits && child_state.call == "exit" && WEXITSTATUS(status) == 0))
    return std::nullopt;
  return "the plugin ended the process with the exit code " + std::to_string(WEXITSTATUS(status)) +
         in_call(child_state.call);
}

}  // namespace

RuleReport run_in_child(const Rule& rule, const Options& options) {
  const auto start = steady_clock::now();
  const Folder folder;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error(std::string("pipe: ") + std::strerror(errno));
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("fork: ") + std::strerror(errno));
  if (child == 0) {
    ::close(ends[0]);
    run_child(rule, options, folder.path(), ends[1]);
  }
  ::close(ends[1]);

  ChildState child_state;
  child_state.report.rule = rule.name;
  child_state.report.about = rule.about;
  child_state.deadline = start + kOwnWork;
  const bool ended = follow(ends[0], child_state);
  ::close(ends[0]);
  if (!ended) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  auto& report = child_state.report;
  if (!ended)
    report.problems.push_back("the plugin hangs" + in_call(child_state.call));
  else if (const auto problem = ending(status, rule, child_state))
    report.problems.push_back(*problem);
  if (!report.problems.empty())
    report.outcome = Outcome::failed;
  else if (!report.reason.empty())
    report.outcome = Outcome::skipped;
  report.took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
  return report;
}

}  // namespace host_sdk::check
