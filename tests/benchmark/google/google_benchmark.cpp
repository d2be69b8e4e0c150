// How fast a directory is read, compared with what Google's quota and latency allow and with a plain client.
// Prints a Markdown table: build/release/bin/google_benchmark > table.md
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "emulator_process.hpp"
#include "google_readers.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"

namespace gup::benchmark {
namespace {

using Seconds = std::chrono::duration<double>;

struct Options {
  int users = 100'000;
  int groups = 2'000;
  int members = 50;
  int latency_ms = 250;
  int rounds = 3;
  /// Google's own: 2,400 queries a minute for each user and project.
  int quota_per_minute = 2'400;
};

struct Measured {
  Counted counted;
  double seconds = 0;
  double cpu_seconds = 0;
  double peak_mebibytes = 0;
};

/// In a process of its own, whose time and memory the system tells apart.
Measured measure(Counted (*read)(const Directory&), const Directory& directory) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const Counted counted = read(directory);
    const bool told = write(ends[1], &counted, sizeof counted) == sizeof counted;
    _exit(told ? 0 : 1);
  }
  close(ends[1]);
  Measured measured;
  const bool received =
      ::read(ends[0], &measured.counted, sizeof measured.counted) == sizeof measured.counted;
  measured.seconds = Seconds(std::chrono::steady_clock::now() - start).count();
  close(ends[0]);
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0 || !received)
    throw std::runtime_error("the reading failed");
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  measured.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  measured.peak_mebibytes = static_cast<double>(usage.ru_maxrss) / 1024;
  return measured;
}

/// What the quota or, if that is longer, the list of users from its first page to its last takes at least.
/// `plain`: a reading that asks for every page of every list once.
double ideal_seconds(const Options& options, const Counted& plain) {
  constexpr double kUsersAPage = 500;
  const double by_quota = 60.0 * static_cast<double>(plain.requests) / options.quota_per_minute;
  const double by_latency =
      std::ceil(static_cast<double>(plain.users) / kUsersAPage) * options.latency_ms / 1000.0;
  return std::max(by_quota, by_latency);
}

class Benchmark {
 public:
  explicit Benchmark(const Options& options)
      : options_(options),
        emulator_({"--workspace", DEMO_WORKSPACE, "--generate",
                   std::to_string(options.users) + "," + std::to_string(options.groups) + "," +
                       std::to_string(options.members) + ",500"}) {
    host_sdk::fakes::FakeClock clock;
    host_sdk::fakes::FakeTaskMonitor monitor(&clock);
    directory_.settings = emulator_.settings();
    const auto google = google::open_google(directory_.settings, clock);
    directory_.grant = emulator_.connect(*google, "dana.reyes@acme.com", monitor);
  }

  void against_the_quota() {
    std::printf("Emulator with %d ms a request and %d requests a minute.\n\n", options_.latency_ms,
                options_.quota_per_minute);
    std::puts("| reading | seconds | ideal | time ÷ ideal | requests | fewest | throttled or retried |");
    std::puts("|---|---|---|---|---|---|---|");
    directory_.settings.requests_per_minute = options_.quota_per_minute;
    for (const bool with_groups : {true, false}) {
      // The quota counts the last 60 seconds, and each reading begins with all of it.
      if (!with_groups) sleep(61);
      directory_.with_groups = with_groups;
      set_switches(0, 0);
      const Counted plain = measure(&read_plainly, directory_).counted;
      set_switches(options_.latency_ms, options_.quota_per_minute);
      const Measured measured = measure(&read_with_the_plugin, directory_);
      const double ideal = ideal_seconds(options_, plain);
      std::printf("| %s | %.1f | %.1f | %.2f | %lld | %lld | %lld |\n",
                  with_groups ? "users and all groups" : "users alone", measured.seconds, ideal,
                  measured.seconds / ideal, static_cast<long long>(measured.counted.requests),
                  static_cast<long long>(plain.requests), static_cast<long long>(measured.counted.retries));
      std::fflush(stdout);
    }
  }

  void against_a_plain_client() {
    set_switches(0, 0);
    directory_.with_groups = true;
    directory_.settings.requests_per_minute = 100'000'000;
    std::puts("\nThe same directory without latency and quota; the emulator shares the machine.\n");
    std::puts("| round | client | seconds | users/s | CPU seconds | peak MiB | requests |");
    std::puts("|---|---|---|---|---|---|---|");
    for (int round = 1; round <= options_.rounds; ++round) {
      show(round, "plugin", measure(&read_with_the_plugin, directory_));
      show(round, "plain, one after another", measure(&read_plainly, directory_));
    }
  }

 private:
  static void show(int round, const char* client, const Measured& measured) {
    std::printf("| %d | %s | %.2f | %.0f | %.2f | %.0f | %lld |\n", round, client, measured.seconds,
                static_cast<double>(measured.counted.users) / measured.seconds, measured.cpu_seconds,
                measured.peak_mebibytes, static_cast<long long>(measured.counted.requests));
    std::fflush(stdout);
  }

  void set_switches(int latency_ms, int quota_per_minute) const {
    emulator_.control("PUT", "/emulator/switches",
                      R"({"latency_ms":)" + std::to_string(latency_ms) + R"(,"quota_per_minute":)" +
                          std::to_string(quota_per_minute) + "}");
  }

  const Options options_;
  google::test::EmulatorProcess emulator_;
  Directory directory_;
};

}  // namespace
}  // namespace gup::benchmark

int main(int argc, char** argv) {
  gup::benchmark::Options options;
  CLI::App app("Measures how a directory is read");
  app.add_option("--users", options.users);
  app.add_option("--groups", options.groups);
  app.add_option("--members", options.members, "of each group");
  app.add_option("--latency", options.latency_ms, "milliseconds a request");
  app.add_option("--rounds", options.rounds, "without latency");
  CLI11_PARSE(app, argc, argv);
  gup::benchmark::Benchmark benchmark(options);
  benchmark.against_the_quota();
  benchmark.against_a_plain_client();
}
