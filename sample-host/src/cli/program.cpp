#include "cli/program.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <exception>

#include "cli/commands/run_command.hpp"
#include "cli/output/say.hpp"
#include "config/read_config.hpp"
#include "http/wiping.hpp"
#include "plugins/loading/crash_report.hpp"
#include "text/languages.hpp"

namespace sample_host {
namespace {

ExitCode run(const Options& options, const std::function<ExitCode(const Options&)>& serve) {
  try {
    return options.command == Command::serve ? serve(options) : run_command(options);
  } catch (const ConfigError& e) {
    say_error(e.what());
    return ExitCode::usage;
  } catch (const std::exception& e) {
    say_error(e.what());
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

int run_program(int argc, char** argv, const std::function<ExitCode(const Options&)>& serve) {
  // Writing to a pipe that its reader closed is an error of that write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  // The files that the host writes (a SQLite database, the key) hold personal data.
  umask(S_IRWXG | S_IRWXO);
  keep_memory_private();
  report_crashes();
  // Before there are threads.
  (void)host_languages();
  int exit_code = 0;
  auto options = parse_command_line(argc, argv, exit_code);
  if (!options) return exit_code;
  const http::WipeAtEnd wipe_fields(options->fields);
  return static_cast<int>(run(*options, serve));
}

}  // namespace sample_host
