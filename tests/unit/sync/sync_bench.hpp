// A connected company and the engine, over an SQLite file and fakes of everything else around it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "scripted_google.hpp"
#include "sync/sync_engine.hpp"
#include "test_store.hpp"

namespace gup::testing {

/// A heartbeat that the test triggers. Thread-safe.
class ManualHeartbeat final : public Heartbeat {
 public:
  [[nodiscard]] std::unique_ptr<HeartbeatGuard> start(std::function<void()> function) override;
  /// Triggers every active heartbeat once; false if there is none.
  bool renew();

 private:
  class Guard;
  std::mutex mutex_;
  std::set<Guard*> guards_;
};

/// A process of the host: an engine over the store that all processes share.
struct HostProcess {
  HostProcess(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
              const SyncSettings& deployment = {})
      : HostProcess(host, store, google, deployment, std::make_unique<ManualHeartbeat>()) {}

  DirectoryCache directories;
  ManualHeartbeat& heartbeat;
  SyncEngine engine;

 private:
  HostProcess(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
              const SyncSettings& deployment, std::unique_ptr<ManualHeartbeat> manual)
      : directories(host, store, google),
        heartbeat(*manual),
        engine(host, store, google, directories, deployment, std::move(manual)) {}
};

/// Company "acme", connected by Dana, set up to sync all organizational units into target users, due in 24
/// hours, at 2026-01-01.
class SyncBench {
 public:
  SyncBench();

  host_sdk::fakes::FakeHostServices host;
  TestStore store;
  ScriptedGoogle google;
  HostProcess here{host, store, google};
  HostProcess elsewhere{host, store, google};
  host_sdk::fakes::FakeTaskMonitor monitor{&host.clock()};

  const host_sdk::Company company{"acme", "Acme Inc."};
  const host_sdk::Actor dana{"dana", "Dana Reyes", {"company.settings"}};

  void connect(const std::string& company_id);
  /// The same with a service account that reads on behalf of Dana.
  void connect_by_key(const std::string& company_id);
  /// Leaves the company as if it was never connected.
  void disconnect();
  void set_up(const SyncSettings& settings);
  /// Replaces all people with u1, u2, … in the root unit.
  void set_people(int people);
  /// Removes people from the directory, the last ones first.
  void remove_people(int people);

  host_sdk::SyncOutcome sync(RunTrigger trigger = RunTrigger::page,
                             const std::set<std::string>& approved = {});
  host_sdk::Result dismiss(const std::set<std::string>& external_ids);
  host_sdk::Result unlink();
  /// Makes Google fail at `call` with that code until `google.before` is set again.
  void fail_at(const std::string& call, host_sdk::ResultCode code, const std::string& sentence);

  [[nodiscard]] std::vector<std::string> emails() const;
  [[nodiscard]] Run last_run();
  [[nodiscard]] ConnectionState connection_state();
  [[nodiscard]] std::optional<std::string> secret(const std::string& name);
  /// The name of the secret that the connection uses; empty without a connection.
  [[nodiscard]] std::string secret_name();
  /// The token or key that the connection uses; nothing without one.
  [[nodiscard]] std::optional<std::string> credentials();
  /// The time until the daily sync; nothing while it is paused.
  [[nodiscard]] std::optional<std::chrono::minutes> due_in();
  [[nodiscard]] bool lease_is_free();
};

}  // namespace gup::testing
