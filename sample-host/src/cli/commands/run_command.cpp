#include "cli/commands/run_command.hpp"

#include "cli/callback/callback_target.hpp"
#include "cli/commands/lists/list_commands.hpp"
#include "cli/commands/lists/plugins_command.hpp"
#include "cli/commands/lists/record_commands.hpp"
#include "cli/commands/mail_command.hpp"
#include "cli/commands/page_command.hpp"
#include "cli/commands/runs/explain_command.hpp"
#include "cli/commands/runs/sync_command.hpp"
#include "cli/commands/runs/task_command.hpp"
#include "cli/commands/runs/unlink_command.hpp"
#include "cli/commands/secret_commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/output/say.hpp"
#include "config/read_config.hpp"
#include "runtime.hpp"

namespace sample_host {
namespace {

/// Callbacks arrive at the host that is serving; else at the address in host.yaml, where this program listens
/// while it waits for one.
void choose_public_url(HostRuntime& runtime) {
  std::string serving_at;
  if (runtime.another_host_serves(serving_at)) {
    runtime.set_public_url(serving_at);
  } else if (runtime.public_url().empty()) {
    const auto& listen = runtime.config().listen;
    runtime.set_public_url(address_of(listen.host, listen.port));
  }
}

ExitCode dispatch(HostRuntime& runtime, const Options& options) {
  switch (options.command) {
    // These only read tables.
    case Command::users:
      return users_command(runtime, options);
    case Command::groups:
      return groups_command(runtime, options);
    case Command::audit:
      return audit_command(runtime, options);
    case Command::notices:
      return notices_command(runtime, options);
    case Command::secrets_rotate:
      return secrets_rotate_command(runtime, options.erase_unreadable);
    default:
      break;
  }
  choose_public_url(runtime);
  if (options.command == Command::mail_send) return mail_send_command(runtime);
  if (options.command == Command::mail_test) return mail_test_command(runtime, options);
  runtime.start_plugins();
  switch (options.command) {
    case Command::plugins:
      return plugins_command(runtime, options);
    case Command::page_show:
    case Command::page_act:
    case Command::page_options:
    case Command::page_export:
      return page_command(runtime, options);
    case Command::sync:
      return sync_command(runtime, options);
    case Command::explain:
      return explain_command(runtime, options);
    case Command::unlink:
      return unlink_command(runtime, options);
    case Command::task_run:
      return task_run_command(runtime, options);
    case Command::task_list:
      return task_list_command(runtime, options);
    default:
      return ExitCode::usage;
  }
}

}  // namespace

ExitCode run_command(const Options& options) {
  if (options.command == Command::password) return password_command();
  watch_interrupts();
  HostRuntime runtime(read_config(options.config),
                      options.verbose ? host_sdk::LogLevel::debug : host_sdk::LogLevel::error);
  const auto code = dispatch(runtime, options);
  const auto result = interrupted() ? ExitCode::failed : code;
  if (!runtime.stop()) exit_at_once(result);
  return result;
}

}  // namespace sample_host
