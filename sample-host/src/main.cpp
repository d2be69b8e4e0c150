// The program `sample-host`.
#include "cli/commands/serve_command.hpp"
#include "cli/program.hpp"
#include "cli/watch/watch.hpp"
#include "config/read_config.hpp"

int main(int argc, char** argv) {
  return sample_host::run_program(argc, argv, [](const sample_host::Options& options) {
    if (options.watch) return sample_host::watch_and_serve(options.config, sample_host::serve_command);
    return sample_host::serve_command(sample_host::read_config(options.config));
  });
}
