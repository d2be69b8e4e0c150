// The program `sample-host`.
#include <sys/stat.h>

#include <exception>

#include "cli/commands/commands.hpp"
#include "cli/options.hpp"
#include "cli/output/say.hpp"
#include "database/errors.hpp"

namespace {

using sample_host::ExitCode;

ExitCode run(const sample_host::Options& options) {
  try {
    if (options.command == sample_host::Command::serve) {
      return sample_host::serve_command(sample_host::read_config(options.config));
    }
    return sample_host::run_command(options);
  } catch (const sample_host::ConfigError& e) {
    sample_host::say_error(e.what());
    return ExitCode::usage;
  } catch (const std::exception& e) {
    // The last place where an error can be told; everything was put in order on the way here.
    sample_host::say_error(e.what());
    return ExitCode::failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  // What the host writes (a SQLite database, the key) holds data about people.
  umask(S_IRWXG | S_IRWXO);
  int exit_code = 0;
  const auto options = sample_host::parse_command_line(argc, argv, exit_code);
  if (!options) return exit_code;
  return static_cast<int>(run(*options));
}
