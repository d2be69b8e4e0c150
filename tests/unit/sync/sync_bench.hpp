// A connected company and the engine, over SQLite in memory and fakes of everything else around it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "living_google.hpp"
#include "sync/sync_engine.hpp"
#include "test_store.hpp"

namespace gup::testing {

/// Beats when the test says so. Thread-safe.
class HandPulse final : public Heartbeat {
 public:
  [[nodiscard]] std::unique_ptr<HeartbeatGuard> start(std::function<void()> beat) override;
  /// One beat of everything that is beating; false when nothing is.
  bool beat();

 private:
  class Hand;
  std::mutex mutex_;
  std::set<Hand*> hands_;
};

/// A process of the host: its engine over the store that all processes share.
struct HostProcess {
  HostProcess(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
              const SyncSettings& deployment = {})
      : HostProcess(host, store, google, deployment, std::make_unique<HandPulse>()) {}

  DirectoryCache directories;
  HandPulse& heartbeat;
  SyncEngine engine;

 private:
  HostProcess(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
              const SyncSettings& deployment, std::unique_ptr<HandPulse> hand)
      : directories(host, store, google),
        heartbeat(*hand),
        engine(host, store, google, directories, deployment, std::move(hand)) {}
};

/// Company "acme", connected by Dana, set up to sync all organizational units into target users, due in 24
/// hours, at 2026-01-01.
class SyncBench {
 public:
  SyncBench();

  host_sdk::fakes::FakeHostServices host;
  TestStore store;
  LivingGoogle google;
  HostProcess here{host, store, google};
  HostProcess elsewhere{host, store, google};
  host_sdk::fakes::FakeTaskMonitor monitor{&host.clock()};

  const host_sdk::Company company{"acme", "Acme Inc."};
  const host_sdk::Actor dana{"dana", "Dana Reyes", {"company.settings"}};

  void connect(const std::string& company_id);
  /// The same by a service account that reads in Dana's name.
  void connect_by_key(const std::string& company_id);
  /// Leaves the company as one that never was connected.
  void disconnect();
  void set_up(const SyncSettings& settings);
  /// Puts as many people u1, u2, … into the root unit, in place of all others.
  void employ(int people);
  /// Takes people away, the last ones first.
  void dismiss(int people);

  host_sdk::SyncOutcome sync(RunTrigger trigger = RunTrigger::page);
  host_sdk::Result unlink();
  /// From now on Google fails at `call` with that code, until `google.before` is set anew.
  void fail_at(const std::string& call, host_sdk::ResultCode code, const std::string& sentence);

  [[nodiscard]] std::vector<std::string> emails() const;
  [[nodiscard]] Run last_run();
  [[nodiscard]] ConnectionState connection_state();
  [[nodiscard]] std::optional<std::string> secret(const std::string& name);
  /// How long until the daily sync; nothing while it is paused.
  [[nodiscard]] std::optional<std::chrono::minutes> due_in();
  [[nodiscard]] bool lease_is_free();
};

}  // namespace gup::testing
