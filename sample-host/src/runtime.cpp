#include "runtime.hpp"

#include <set>

#include "accounts/accounts.hpp"
#include "accounts/password.hpp"
#include "database/access/callbacks_table.hpp"
#include "database/access/invitations_table.hpp"
#include "database/access/sign_ins.hpp"
#include "database/audit_table.hpp"
#include "database/company_services/company_settings_table.hpp"
#include "database/company_services/leases_table.hpp"
#include "database/host_database.hpp"
#include "database/ids_table.hpp"
#include "database/notices_table.hpp"
#include "database/schedule_table.hpp"
#include "database/secrets_table.hpp"
#include "database/servers_table.hpp"
#include "database/target_rows/target_groups.hpp"
#include "database/target_rows/target_users.hpp"
#include "event_loop.hpp"
#include "host_sdk/sql/database_clock.hpp"
#include "mail/mailer.hpp"
#include "mail/outbox_table.hpp"
#include "mail/recipients_table.hpp"
#include "metrics/metric_registry.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/loading/load_plugins.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/loading/plugin_retries.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "scheduler/scheduler.hpp"
#include "services/company_list.hpp"
#include "services/page_event_hub.hpp"
#include "services/secrets/key_file.hpp"
#include "services/secrets/rotation.hpp"
#include "services/secrets/sealer.hpp"
#include "services/work/job_runner.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {
namespace {

/// The workers that the plugins share, besides one each. A plugin alone gets 16 workers: 8 for the tasks that
/// the scheduler starts, and 8 for jobs started by people. Threads are cheap here, because jobs and tasks
/// mostly wait for the network; so there are more than processors.
constexpr std::size_t kSharedWorkers = 30;
/// How long a shutdown waits for the calls of pages. A hook ends within 5 seconds after a cancel.
constexpr std::chrono::seconds kPageCallsEnd{6};
/// From this difference on, the log says that the clocks of machine and database differ.
constexpr std::chrono::seconds kClocksDiffer{5};

}  // namespace

/// In the order of construction; destroyed in the reverse order.
struct HostRuntime::Parts {
  Parts(const Config& config, Log& log, std::function<std::string()> public_url)
      : metrics(log),
        accounts(config.accounts),
        companies(config.companies),
        pool(config.database),
        clock(pool.backend()),
        audit(pool),
        callbacks(pool),
        company_settings(pool),
        invitations(pool),
        ids(pool),
        leases(pool),
        notices(pool),
        outbox(pool),
        recipients(pool, config.notify),
        schedule(pool),
        secrets(pool),
        servers(pool),
        sign_ins(pool),
        target_users(pool),
        target_groups(pool),
        process_id(random_token(12)),
        catalog(log),
        workers(kSharedWorkers, config.plugins.size()),
        jobs(workers, catalog.guard()),
        states(callbacks, clock),
        pages(catalog, companies, states, log),
        scheduler(schedule, catalog, companies, workers, clock, log, process_id),
        plugin_retries(catalog, workers, [this] { scheduler.wake(); }),
        mailer({companies, notices, recipients, outbox, clock, log, std::move(public_url)}, config.mail) {
    scheduler.watch_ends([this](const TaskRun& run) {
      metrics.host().add("task_runs_total", {run.task_id, std::string{name_of(run.code)}});
      metrics.host().observe("task_run_duration_seconds", {run.task_id},
                             std::chrono::duration<double>(run.finished_at - run.started_at).count());
    });
  }

  MetricRegistry metrics;
  Accounts accounts;
  CompanyList companies;
  HostDatabase pool;
  sql::DatabaseClock clock;
  AuditTable audit;
  CallbacksTable callbacks;
  CompanySettingsTable company_settings;
  InvitationsTable invitations;
  IdsTable ids;
  LeasesTable leases;
  NoticesTable notices;
  OutboxTable outbox;
  RecipientsTable recipients;
  ScheduleTable schedule;
  SecretsTable secrets;
  ServersTable servers;
  SignIns sign_ins;
  TargetUsersReader target_users;
  TargetGroupsReader target_groups;
  std::string process_id;
  std::unique_ptr<Sealer> sealer;
  PageEventHub page_events;
  PluginCatalog catalog;
  WorkerPool workers;
  JobRunner jobs;
  CallbackStates states;
  PageGateway pages;
  Scheduler scheduler;
  PluginRetries plugin_retries;
  Mailer mailer;
  EventLoop loop;

  /// Throws SqlError.
  void measure_clock() {
    pool.with_session("the database's clock cannot be read",
                      [this](Session& session) { clock.measure(session); });
  }

  bool serving = false;
  bool stopped = false;
  /// The plugins that still block in a call of their page.
  std::set<std::string> blocked;
};

HostRuntime::HostRuntime(Config config, LogLevelFilter log_level)
    : config_(std::move(config)),
      log_(log_level),
      started_at_(std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now())),
      public_url_(config_.public_url),
      parts_(std::make_unique<Parts>(config_, log_, [this] { return public_url(); })) {
  parts_->pool.migrate();
  parts_->measure_clock();
  const auto ahead = std::chrono::round<std::chrono::seconds>(parts_->clock.machine_ahead());
  if (std::chrono::abs(ahead) >= kClocksDiffer)
    log_.warning(
        "", LogLine("clocks_differ").with("machine_ahead_of_database", std::to_string(ahead.count()) + "s"));
}

HostRuntime::~HostRuntime() {
  stop();
}

void HostRuntime::load_keys() {
  auto& p = *parts_;
  std::error_code error;
  if (!std::filesystem::exists(config_.key_file, error)) {
    if (p.pool.backend() != Backend::sqlite3) {
      throw ConfigError(
          "the key file " + config_.key_file.string() +
          " is missing. Several hosts share this database, so every host needs the same key: copy it here");
    }
    if (p.secrets.any()) {
      throw ConfigError(
          "the key file " + config_.key_file.string() +
          " is missing, and the database holds secrets that were encrypted with it: restore it");
    }
    create_key_file(config_.key_file);
    log_.info("", LogLine("key_file_created").with("file", config_.key_file.string()));
  }
  SecretKeys keys{read_key_file(config_.key_file), {}};
  for (const auto& file : config_.other_key_files) keys.others.push_back(read_key_file(file));
  p.sealer = std::make_unique<Sealer>(std::move(keys));
}

Rotation HostRuntime::rotate_secrets(Unreadable unreadable) {
  load_keys();
  return sample_host::rotate_secrets(parts_->secrets, *parts_->sealer, parts_->clock, unreadable);
}

void HostRuntime::start_plugins() {
  auto& p = *parts_;
  p.pool.check_text();
  load_keys();
  const SharedServices shared{log_,
                              p.clock,
                              p.companies,
                              p.page_events,
                              config_.database,
                              p.secrets,
                              *p.sealer,
                              p.ids,
                              p.jobs,
                              p.schedule,
                              p.audit,
                              p.notices,
                              p.leases,
                              p.company_settings,
                              p.metrics,
                              p.catalog,
                              [&p] { p.scheduler.wake(); },
                              [this] { return public_url(); },
                              [&p] { p.mailer.wake(); }};
  load_plugins(config_, shared, p.catalog);
}

void HostRuntime::start_serving() {
  auto& p = *parts_;
  p.serving = true;
  const auto heartbeat = [this, &p] {
    try {
      p.measure_clock();
      p.servers.heartbeat(p.process_id, public_url(), p.clock.now());
    } catch (const SqlError& e) {
      log_.warning("", LogLine("server_heartbeat_failed").with("reason", e.what()));
    }
  };
  // Commands find this host as soon as it serves. A database that is busy for now does not end it.
  heartbeat();
  p.loop.every(kHeartbeatPeriod, heartbeat);
  p.loop.every(std::chrono::hours{1}, [this, &p] {
    try {
      p.sign_ins.remove_expired(p.clock.now());
      p.invitations.remove_expired(p.clock.now());
      // An hour later than they expire: a command line may still read the outcome.
      p.callbacks.remove_expired(p.clock.now() - std::chrono::hours{1});
    } catch (const SqlError& e) {
      log_.warning("", LogLine("clean_up_failed").with("retry_in", "1h").with("reason", e.what()));
    }
  });
  p.loop.every(PluginRetries::kFirstPause, [&p] { p.plugin_retries.step(); });
  p.scheduler.start(p.loop.io());
  p.mailer.start();
  p.loop.start();
}

bool HostRuntime::stop() noexcept {
  auto& p = *parts_;
  if (p.stopped) return p.blocked.empty();
  p.stopped = true;
  p.pages.calls().stop();
  p.scheduler.stop();
  p.mailer.stop();
  p.loop.stop();
  p.workers.stop();
  p.blocked = p.pages.calls().wait_until_idle(kPageCallsEnd);
  p.catalog.stop(p.blocked);
  if (p.serving) {
    try {
      p.servers.remove(p.process_id);
    } catch (const SqlError& e) {
      // The row expires without this.
      log_.warning("", LogLine("server_not_removed").with("reason", e.what()));
    }
  }
  return p.blocked.empty();
}

std::string HostRuntime::public_url() const {
  const std::lock_guard lock(url_mutex_);
  return public_url_;
}

void HostRuntime::set_public_url(std::string url) {
  const std::lock_guard lock(url_mutex_);
  public_url_ = std::move(url);
}

host_sdk::Clock& HostRuntime::clock() {
  return parts_->clock;
}
host_sdk::Companies& HostRuntime::companies() {
  return parts_->companies;
}
Accounts& HostRuntime::accounts() {
  return parts_->accounts;
}
HostTables HostRuntime::tables() {
  auto& p = *parts_;
  return {p.pool,       p.audit,    p.callbacks, p.invitations, p.notices,      p.outbox,
          p.recipients, p.schedule, p.servers,   p.sign_ins,    p.target_users, p.target_groups};
}
HostPlugins HostRuntime::plugins() {
  return {parts_->catalog, parts_->pages, parts_->page_events};
}
MetricRegistry& HostRuntime::metrics() {
  return parts_->metrics;
}
HostWork HostRuntime::work() {
  return {parts_->workers, parts_->jobs, parts_->scheduler, parts_->mailer};
}

}  // namespace sample_host
