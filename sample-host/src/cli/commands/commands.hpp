// The commands. Each prints its result on standard output and errors on standard error.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "config/config.hpp"

namespace sample_host {

class HostRuntime;

/// Linked into the program only, because it needs the web server.
[[nodiscard]] ExitCode serve_command(Config config);

[[nodiscard]] ExitCode plugins_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode page_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode sync_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode explain_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode task_run_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode task_list_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode users_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode groups_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode audit_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode notices_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode mail_send_command(HostRuntime& runtime);
[[nodiscard]] ExitCode mail_test_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode secrets_rotate_command(HostRuntime& runtime);
[[nodiscard]] ExitCode password_command();

/// Runs any command except `serve`: reads the settings, starts what the command needs, and stops it again.
[[nodiscard]] ExitCode run_command(const Options& options);

}  // namespace sample_host
