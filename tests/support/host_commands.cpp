// Runs commands of the sample host for the tests that are written in JavaScript. Each is a process of its
// own, forked from this one: to load the host's 48 libraries takes longer than most commands.
//
// A line of standard input is {"id": number, "arguments": [words], "input": text}. When that command ended, a
// line of standard output is {"id": number, "code": number or null, "signal": number or null, "stdout": text,
// "stderr": text}.
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "cli/output/say.hpp"
#include "cli/program.hpp"

namespace {

namespace json = boost::json;

/// A command that takes longer hangs.
constexpr unsigned kLongestSeconds = 120;

int checked(int result, const char* call) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), call);
  return result;
}

/// A file in memory, as standard input, output or error of a command.
class Stream {
 public:
  explicit Stream(std::string_view content = {})
      : file_(checked(memfd_create("stream", MFD_CLOEXEC), "memfd_create")) {
    if (pwrite(file_, content.data(), content.size(), 0) != static_cast<ssize_t>(content.size()))
      throw std::system_error(errno, std::generic_category(), "pwrite");
  }
  ~Stream() { close(file_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void become(int descriptor) const { checked(dup2(file_, descriptor), "dup2"); }

  [[nodiscard]] std::string content() const {
    struct stat status {};
    checked(fstat(file_, &status), "fstat");
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    if (pread(file_, text.data(), text.size(), 0) != status.st_size)
      throw std::system_error(errno, std::generic_category(), "pread");
    return text;
  }

 private:
  int file_;
};

struct Running {
  std::int64_t id = 0;
  pid_t process = 0;
  Stream output;
  Stream error;
};

[[noreturn]] void be_the_host(std::vector<std::string> words, const Stream& input, const Running& running,
                              pid_t parent) {
  checked(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl");
  if (getppid() != parent) std::_Exit(1);
  input.become(STDIN_FILENO);
  running.output.become(STDOUT_FILENO);
  running.error.become(STDERR_FILENO);
  close_range(STDERR_FILENO + 1, ~0U, 0);
  alarm(kLongestSeconds);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::exit(sample_host::run_program(static_cast<int>(words.size()), arguments.data(),
                                     [](const sample_host::Options&) {
                                       sample_host::say_error("serve needs a process that its test starts");
                                       return sample_host::ExitCode::usage;
                                     }));
}

/// Running commands, by the descriptors that become readable when they end.
using Commands = std::map<int, std::unique_ptr<Running>>;

void start(const json::value& request, Commands& commands) {
  std::vector<std::string> words{"sample-host"};
  for (const json::value& word : request.at("arguments").as_array()) words.emplace_back(word.as_string());
  const Stream input(std::string(request.at("input").as_string()));
  auto running = std::make_unique<Running>();
  running->id = request.at("id").as_int64();
  const pid_t parent = getpid();
  running->process = checked(fork(), "fork");
  if (running->process == 0) be_the_host(std::move(words), input, *running, parent);
  const int ended = checked(static_cast<int>(syscall(SYS_pidfd_open, running->process, 0)), "pidfd_open");
  commands.emplace(ended, std::move(running));
}

void answer(const Running& running) {
  int status = 0;
  checked(waitpid(running.process, &status, 0), "waitpid");
  json::object ended{
      {"id", running.id}, {"stdout", running.output.content()}, {"stderr", running.error.content()}};
  ended["code"] = WIFEXITED(status) ? json::value(WEXITSTATUS(status)) : nullptr;
  ended["signal"] = WIFSIGNALED(status) ? json::value(WTERMSIG(status)) : nullptr;
  std::puts(json::serialize(ended).c_str());
  std::fflush(stdout);
}

/// Starts the commands of the complete lines in `text`, and leaves the rest.
void start_lines(std::string& text, Commands& commands) {
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
    start(json::parse(text.substr(0, end)), commands);
    text.erase(0, end + 1);
  }
}

/// Until standard input ends.
void serve_tests() {
  Commands commands;
  std::string text;
  std::array<char, 65536> part{};
  for (;;) {
    std::vector<pollfd> events{{STDIN_FILENO, POLLIN, 0}};
    for (const auto& [ended, running] : commands) events.push_back({ended, POLLIN, 0});
    checked(poll(events.data(), events.size(), -1), "poll");
    for (std::size_t i = 1; i < events.size(); ++i) {
      if (events[i].revents == 0) continue;
      answer(*commands.at(events[i].fd));
      commands.erase(events[i].fd);
      close(events[i].fd);
    }
    if (events.front().revents == 0) continue;
    const int length = checked(static_cast<int>(read(STDIN_FILENO, part.data(), part.size())), "read");
    if (length == 0) return;
    text.append(part.data(), static_cast<std::size_t>(length));
    start_lines(text, commands);
  }
}

}  // namespace

int main() {
  try {
    serve_tests();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
