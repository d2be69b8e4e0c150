// The running host: what the web server and the command line share, created and destroyed in the right order.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "config/config.hpp"
#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/companies.hpp"
#include "services/log.hpp"

namespace sample_host {

class Accounts;
class AuditTable;
class CallbacksTable;
class InvitationsTable;
class JobRunner;
class MetricRegistry;
class Mailer;
class NoticesTable;
class OutboxTable;
class PageEventHub;
class PageGateway;
class PluginCatalog;
class RecipientsTable;
class ScheduleTable;
class Scheduler;
struct Rotation;
enum class Unreadable : std::uint8_t;
class ServersTable;
class HostDatabase;
class SignIns;
class TargetGroupsReader;
class TargetUsersReader;
class WorkerPool;

/// The host's tables.
struct HostTables {
  HostDatabase& pool;
  AuditTable& audit;
  CallbacksTable& callbacks;
  InvitationsTable& invitations;
  NoticesTable& notices;
  OutboxTable& outbox;
  RecipientsTable& recipients;
  ScheduleTable& schedule;
  ServersTable& servers;
  SignIns& sign_ins;
  TargetUsersReader& target_users;
  TargetGroupsReader& target_groups;
};

/// The plugins and their pages.
struct HostPlugins {
  PluginCatalog& catalog;
  PageGateway& pages;
  PageEventHub& page_events;
};

/// Work in the background.
struct HostWork {
  WorkerPool& workers;
  JobRunner& jobs;
  Scheduler& scheduler;
  Mailer& mailer;
};

/// Owns the configuration, the database, the services, the plugins, the jobs and the scheduler. Every
/// accessor may be called from any thread; what it returns lives as long as the runtime.
///
/// Order of use: construct; for `serve`, bind the web server and call `set_public_url`; `start_plugins()`;
/// for `serve`, `start_serving()`; `stop()`.
class HostRuntime {
 public:
  /// Connects to the database and migrates its tables. Throws ConfigError or SqlError.
  HostRuntime(Config config, LogLevelFilter log_level);
  ~HostRuntime();
  HostRuntime(const HostRuntime&) = delete;
  HostRuntime& operator=(const HostRuntime&) = delete;

  /// Loads and starts all plugins. Refused ones are listed in `plugins().catalog.refusals()`. Throws
  /// ConfigError when the key file is missing, unsafe or malformed, or the database cannot hold every
  /// character.
  void start_plugins();

  /// Encrypts all secrets with the key file. Without plugins. Throws ConfigError and SqlError.
  [[nodiscard]] Rotation rotate_secrets(Unreadable unreadable);

  /// Starts the scheduler and the mailer, and announces to other processes that this one serves at
  /// `public_url()`.
  void start_serving();

  /// Cancels all work, waits for its end and stops the plugins in the reverse order of their start. May be
  /// called twice. Returns false when a plugin still blocks in a call of its page: its thread is left, so the
  /// process must exit without destroying the runtime.
  bool stop() noexcept;

  /// The address at which browsers reach the host, without a trailing slash.
  [[nodiscard]] std::string public_url() const;
  /// Sets the address that was bound, if host.yaml leaves it open. Before `start_plugins()`.
  void set_public_url(std::string url);

  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] Log& log() { return log_; }
  [[nodiscard]] host_sdk::Clock& clock();
  [[nodiscard]] host_sdk::Companies& companies();
  [[nodiscard]] Accounts& accounts();
  [[nodiscard]] HostTables tables();
  [[nodiscard]] HostPlugins plugins();
  [[nodiscard]] HostWork work();
  [[nodiscard]] MetricRegistry& metrics();
  /// When this process started, by its own clock.
  [[nodiscard]] host_sdk::Timestamp started_at() const { return started_at_; }

 private:
  struct Parts;

  void load_keys();

  Config config_;
  Log log_;
  const host_sdk::Timestamp started_at_;
  mutable std::mutex url_mutex_;
  std::string public_url_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
