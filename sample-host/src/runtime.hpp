// The running host: everything that the web and the command line share, made and ended in the right order.
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
class JobRunner;
class NoticesTable;
class PageEventHub;
class PageGateway;
class PluginCatalog;
class ScheduleTable;
class Scheduler;
class ServersTable;
class SessionPool;
class SignIns;
class TargetGroupsReader;
class TargetUsersReader;
class WorkerPool;

/// The host's tables.
struct HostTables {
  SessionPool& pool;
  AuditTable& audit;
  CallbacksTable& callbacks;
  NoticesTable& notices;
  ScheduleTable& schedule;
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
};

/// Owns the configuration, the database, the services, the plugins, the jobs and the scheduler. Every
/// accessor may be called from any thread between the constructor and the destructor; what it returns lives
/// as long as the runtime.
///
/// Order of use: construct; for `serve`, bind the web server and call `set_public_url`; `start_plugins()`;
/// for `serve`, `start_serving()`; `stop()`.
class HostRuntime {
 public:
  /// Connects to the database and brings its tables up to date. Throws ConfigError or DatabaseError.
  HostRuntime(Config config, LogLevelFilter log_level);
  ~HostRuntime();
  HostRuntime(const HostRuntime&) = delete;
  HostRuntime& operator=(const HostRuntime&) = delete;

  /// Loads and starts all plugins; those that are refused are kept in `plugins().refusals()`. Throws
  /// ConfigError when the key file is missing, unsafe or does not fit.
  void start_plugins();

  /// Starts the scheduler and tells other processes that this one serves at `public_url()`.
  void start_serving();

  /// Cancels what runs, waits for its end and stops the plugins in the reverse order of their start. No
  /// thread of the host is left afterwards. May be called twice.
  void stop() noexcept;

  /// Where browsers reach the host, without a slash at the end.
  [[nodiscard]] std::string public_url() const;
  /// Before `start_plugins()`: the address that was bound, where host.yaml leaves it open.
  void set_public_url(std::string url);

  /// True when another process of the host serves at this moment; its public address goes to `url`.
  [[nodiscard]] bool another_host_serves(std::string& url) const;

  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] Log& log() { return log_; }
  [[nodiscard]] host_sdk::Clock& clock();
  [[nodiscard]] host_sdk::Companies& companies();
  [[nodiscard]] Accounts& accounts();
  [[nodiscard]] HostTables tables();
  [[nodiscard]] HostPlugins plugins();
  [[nodiscard]] HostWork work();

 private:
  struct Parts;

  Config config_;
  Log log_;
  mutable std::mutex url_mutex_;
  std::string public_url_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
