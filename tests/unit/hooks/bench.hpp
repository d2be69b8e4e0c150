// A company with its hooks, over the real store and fakes of the host, Google and the runs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fake_google.hpp"
#include "hooks/runs/clean_up_task.hpp"
#include "hooks/runs/daily_sync_task.hpp"
#include "hooks/settings_page_hook.hpp"
#include "hooks/user_provider_hook.hpp"
#include "host_sdk/fakes/fake_host_services.hpp"
#include "test_store.hpp"

namespace gup::testing {

/// Runs whose results the test sets.
class FakeRuns final : public Runs {
 public:
  struct Call {
    host_sdk::Actor actor;
    RunTrigger trigger = RunTrigger::schedule;
    /// Of a sync: the approved removals. Of a dismissal: the dismissed ones. Of an undo: the run.
    std::set<std::string> external_ids{};
    host_sdk::SyncMode mode = host_sdk::SyncMode::apply;
  };

  host_sdk::SyncOutcome outcome;
  host_sdk::Result unlink_result;
  std::optional<Run> live;
  bool throws_unexpectedly = false;
  std::vector<Call> syncs;
  /// Of one person; `external_ids` is the address.
  std::vector<Call> person_syncs;
  /// Of the texts during the last one.
  std::string person_language;
  host_sdk::PersonOutcome person_outcome;
  std::vector<Call> dismissals;
  std::vector<Call> undos;
  std::vector<Call> unlinks;
  std::optional<UnlinkedRows> unlinked_rows;
  int stops = 0;

  host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const RunRequest& request,
                                    host_sdk::TaskMonitor& monitor) override;
  host_sdk::PersonOutcome synchronize_person(const host_sdk::Company& company, const RunRequest& request,
                                             const std::string& email,
                                             host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result dismiss_removals(const host_sdk::Company& company, const RunRequest& request,
                                    const std::set<std::string>& external_ids,
                                    host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result undo_run(const host_sdk::Company& company, const RunRequest& request, std::int64_t run_id,
                            host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result unlink(const host_sdk::Company& company, const host_sdk::Actor& actor, RunTrigger trigger,
                          UnlinkedRows rows, host_sdk::TaskMonitor& monitor) override;
  std::optional<Run> live_run(const std::string& company_id) override;
  bool request_stop(const std::string& company_id) override;
};

/// Company "acme", administrator Dana, at 2026-01-01.
class Bench {
 public:
  Bench();

  host_sdk::fakes::FakeHostServices host;
  TestStore store;
  FakeGoogle google;
  FakeRuns runs;
  DeploymentSettings deployment;
  DirectoryCache directories{host, store, google};
  FieldCache fields{host, store, google};
  HookContext context{host, store, google, runs, directories, fields, deployment};
  HookJobs jobs{context, std::chrono::milliseconds{0}, std::chrono::minutes{1}};
  SettingsPageHook hook{context, jobs};
  DailySyncTask task{context};
  CleanUpTask clean_up{context};
  UserProviderHook provider{context};

  const host_sdk::Company company{"acme", "Acme Inc."};
  const host_sdk::Actor dana{"dana", "Dana Reyes", {"company.settings"}};
  const host_sdk::Actor command_line{"", "Command line", {"company.settings"}};

  /// In which Dana reads.
  std::string language{"en"};

  // Given
  /// Connected to acme.com by Dana, with a refresh token.
  void connect(ConnectionState state = ConnectionState::connected);
  /// Settings of revision 1, and the daily sync on.
  void set_up(const SyncSettings& settings = {});
  void keep_daily_sync_on();
  /// A run of one minute that ends now with `report` and `plan`.
  std::int64_t add_run(RunState state, const host_sdk::SyncReport& report = {}, const plan::Plan& plan = {},
                       host_sdk::Result result = {}, RunKind kind = RunKind::sync,
                       const std::optional<SettingsUsed>& settings_used = std::nullopt);
  /// A run that failed and is retried.
  std::int64_t add_failure(const std::string& sentence = "Google could not be reached.");
  /// A preview of the saved settings that ends now.
  std::int64_t add_preview(const host_sdk::SyncReport& report, const std::vector<plan::PersonChange>& changes,
                           std::int64_t managed_before = 0);
  std::int64_t add_live_run(RunKind kind = RunKind::sync);
  /// Removes the integration as another process would.
  void unlink();

  // When
  [[nodiscard]] host_sdk::page::Page page(const std::map<std::string, std::string>& cursors = {},
                                          const host_sdk::page::Parameters& parameters = {});
  /// One sub-page as a browser shows it; `page` is all of them as one.
  [[nodiscard]] host_sdk::page::Page sub_page(const std::string& path,
                                              const host_sdk::page::Parameters& parameters = {},
                                              const std::map<std::string, std::string>& cursors = {},
                                              bool whole = false);
  [[nodiscard]] host_sdk::page::ActionAnswer act(const std::string& action,
                                                 const host_sdk::page::Values& values = {});
  [[nodiscard]] host_sdk::page::ActionAnswer act(const host_sdk::page::ActionRequest& request);
  [[nodiscard]] host_sdk::page::ActionRequest request(const std::string& action,
                                                      const host_sdk::page::Values& values = {}) const;
  /// The return from Google after `connect`, with these parameters in addition to the state.
  [[nodiscard]] host_sdk::page::ActionAnswer come_back(const std::map<std::string, std::string>& params);
  /// The result of the last call of a hook.
  host_sdk::Result result;

  // Then
  [[nodiscard]] std::optional<std::string> secret(const std::string& name);
  /// The token or key that the connection uses; nothing without one.
  [[nodiscard]] std::optional<std::string> credentials();
  [[nodiscard]] bool audited(const std::string& action);
  /// The detail of the latest audit entry of an action; "" if there is none.
  [[nodiscard]] std::string audit_detail(const std::string& action);
  [[nodiscard]] bool daily_sync_is_on();
};

}  // namespace gup::testing
