// The program `sample-host`.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <exception>

#include "cli/commands/run_command.hpp"
#include "cli/commands/serve_command.hpp"
#include "cli/options.hpp"
#include "cli/output/say.hpp"
#include "cli/watch/watch.hpp"
#include "config/read_config.hpp"
#include "http/wiping.hpp"
#include "plugins/loading/crash_report.hpp"
#include "text/languages.hpp"

namespace {

using sample_host::ExitCode;

ExitCode run(const sample_host::Options& options) {
  try {
    if (options.command == sample_host::Command::serve) {
      if (options.watch) return sample_host::watch_and_serve(options.config, sample_host::serve_command);
      return sample_host::serve_command(sample_host::read_config(options.config));
    }
    return sample_host::run_command(options);
  } catch (const sample_host::ConfigError& e) {
    sample_host::say_error(e.what());
    return ExitCode::usage;
  } catch (const std::exception& e) {
    sample_host::say_error(e.what());
    return ExitCode::failed;
  }
}

/// Memory holds decrypted secrets: no core dump, and no other process of the same user reads it.
void keep_memory_private() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

int main(int argc, char** argv) {
  // Writing to a pipe that its reader closed is an error of that write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  // The files that the host writes (a SQLite database, the key) hold personal data.
  umask(S_IRWXG | S_IRWXO);
  keep_memory_private();
  sample_host::report_crashes();
  // Before there are threads.
  (void)sample_host::host_languages();
  int exit_code = 0;
  auto options = sample_host::parse_command_line(argc, argv, exit_code);
  if (!options) return exit_code;
  const http::WipeAtEnd wipe_fields(options->fields);
  return static_cast<int>(run(*options));
}
