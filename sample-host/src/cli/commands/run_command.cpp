#include "cli/commands/run_command.hpp"

#include "cli/callback/callback_target.hpp"
#include "cli/callback/callback_wait.hpp"
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
#include "database/servers_table.hpp"
#include "runtime.hpp"
#include "services/secrets/rotation.hpp"

namespace sample_host {
namespace {

/// Callbacks arrive at the host that is serving; else at the address in host.yaml, where this program listens
/// while it waits for one.
void choose_public_url(HostRuntime& runtime) {
  if (const auto serving_at = runtime.tables().servers.serving(runtime.clock().now())) {
    runtime.set_public_url(*serving_at);
  } else if (runtime.public_url().empty()) {
    const auto& listen = runtime.config().listen;
    runtime.set_public_url(address_of(listen.host, listen.port));
  }
}

ExitCode rotate(HostRuntime& runtime, bool erase_unreadable) {
  const Rotation rotation = runtime.rotate_secrets(erase_unreadable ? Unreadable::erase : Unreadable::keep);
  return secrets_rotate_command(rotation, runtime.config(), erase_unreadable);
}

/// A command that needs the plugins, which have started.
ExitCode dispatch_to_plugins(HostRuntime& runtime, const Options& options) {
  const host_sdk::Companies& companies = runtime.companies();
  const HostTables tables = runtime.tables();
  const HostWork work = runtime.work();
  PluginCatalog& catalog = runtime.plugins().catalog;
  PageGateway& pages = runtime.plugins().pages;
  switch (options.command) {
    case Command::plugins:
      return plugins_command(catalog, options);
    case Command::page_show:
      return page_show_command(pages, catalog, options);
    case Command::page_act:
      return page_act_command(
          pages, catalog, work.jobs,
          {tables.servers, pages, runtime.public_url(), tables.callbacks, runtime.clock(), runtime.log()},
          options);
    case Command::page_options:
      return page_options_command(pages, catalog, work.jobs, options);
    case Command::page_export:
      return page_export_command(pages, catalog, tables.target_users, options);
    case Command::sync:
      return sync_command(companies, catalog, work.workers, options);
    case Command::explain:
      return explain_command(companies, catalog, work.workers, options);
    case Command::unlink:
      return unlink_command(companies, catalog, work.workers, options);
    case Command::task_run:
      return task_run_command(companies, catalog, tables.schedule, work.scheduler, options);
    case Command::task_list:
      return task_list_command(companies, catalog, tables.schedule, options);
    default:
      return ExitCode::usage;
  }
}

ExitCode dispatch(HostRuntime& runtime, const Options& options) {
  const host_sdk::Companies& companies = runtime.companies();
  const HostTables tables = runtime.tables();
  switch (options.command) {
    // These only read tables.
    case Command::users:
      return users_command(companies, tables.target_users, options);
    case Command::groups:
      return groups_command(companies, tables.target_groups, options);
    case Command::audit:
      return audit_command(companies, tables.audit, options);
    case Command::notices:
      return notices_command(companies, tables.notices, options);
    case Command::secrets_rotate:
      return rotate(runtime, options.erase_unreadable);
    default:
      break;
  }
  choose_public_url(runtime);
  Mailer& mailer = runtime.work().mailer;
  if (options.command == Command::mail_send) return mail_send_command(mailer);
  if (options.command == Command::mail_test) return mail_test_command(companies, mailer, options);
  runtime.start_plugins();
  return dispatch_to_plugins(runtime, options);
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
