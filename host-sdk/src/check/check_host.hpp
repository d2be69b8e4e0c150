// The host that a rule lends to the plugin: the fakes, with real time and jobs that run.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_sdk/fakes/company_stores.hpp"
#include "host_sdk/fakes/fake_metrics.hpp"
#include "host_sdk/fakes/recordings.hpp"
#include "host_sdk/fakes/stores.hpp"
#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/services/host_services.hpp"

namespace host_sdk::check {

/// The machine's clock.
class SystemClock : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

/// A monitor whose waits take time, and which requests a cancel when it is told to.
class CheckMonitor : public TaskMonitor {
 public:
  /// Requests a cancel `after` this time, or at the check with this number (1-based).
  explicit CheckMonitor(std::chrono::milliseconds after, std::optional<std::size_t> at_check = {})
      : end_(std::chrono::steady_clock::now() + after), at_check_(at_check) {}

  void report(const Progress& progress) override;
  [[nodiscard]] bool cancel_requested() const override;
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  /// When a cancel was first visible to the task; nullopt if it never was.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> cancelled_at() const;
  /// The texts of all reports.
  [[nodiscard]] std::vector<std::string> texts() const;

 private:
  const std::chrono::steady_clock::time_point end_;
  const std::optional<std::size_t> at_check_;
  mutable std::mutex mutex_;
  mutable std::size_t checks_ = 0;
  mutable std::optional<std::chrono::steady_clock::time_point> cancelled_at_;
  std::vector<std::string> texts_;
};

/// Keeps started jobs until the rule runs them.
class CheckJobs : public Jobs {
 public:
  struct Job {
    Company company;
    Actor actor;
    std::string kind;
    JobWork* work = nullptr;
  };

  Result start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) override;
  [[nodiscard]] std::optional<JobStatus> status(std::string_view company_id,
                                                std::string_view kind) const override;
  bool cancel(std::string_view company_id, std::string_view kind) override;

  /// Removes the oldest started job from the queue; it counts as running until `ended`.
  [[nodiscard]] std::optional<Job> next();
  void ended(const Job& job, Result result);
  /// Why calls broke the rules of `Jobs`.
  [[nodiscard]] std::vector<std::string> problems() const;

 private:
  using Key = std::pair<std::string, std::string>;  // company id, kind

  mutable std::mutex mutex_;
  std::deque<Job> queue_;
  std::map<Key, JobStatus> states_;
  std::vector<std::string> problems_;
};

/// Answers a marked text for every secret that the plugin has not stored itself.
class CheckSecrets : public fakes::FakeSecretStore {
 public:
  explicit CheckSecrets(std::string marked) : marked_(std::move(marked)) {}
  Result get(std::string_view company_id, std::string_view name, std::optional<std::string>& value) override;
  /// From now on, unknown secrets exist.
  void invent_secrets() { invent_ = true; }

 private:
  const std::string marked_;
  bool invent_ = false;
};

class CheckHost : public HostServices {
 public:
  /// `folder`: where the SQLite database is.
  explicit CheckHost(const std::filesystem::path& folder);

  /// Takes the plugin's id and period from its manifest.
  void use(const loader::PluginManifest& manifest);

  [[nodiscard]] fakes::RecordingLogger& logger() override { return logger_; }
  [[nodiscard]] Clock& clock() override { return clock_; }
  [[nodiscard]] CheckSecrets& secrets() override { return secrets_; }
  [[nodiscard]] Database& database() override { return database_; }
  [[nodiscard]] Ids& ids() override { return ids_; }
  [[nodiscard]] fakes::FakeCompanies& companies() override { return companies_; }
  [[nodiscard]] CheckJobs& jobs() override { return jobs_; }
  [[nodiscard]] Schedule& schedule() override { return schedule_; }
  [[nodiscard]] PageEvents& page_events() override { return page_events_; }
  [[nodiscard]] AuditTrail& audit_trail() override { return audit_trail_; }
  [[nodiscard]] fakes::FakeNotices& notices() override { return notices_; }
  [[nodiscard]] fakes::FakeMetrics& metrics() override { return metrics_; }
  [[nodiscard]] std::string callback_url(std::string_view name) const override;
  [[nodiscard]] void* find_service(std::string_view service_id) override;

  /// The next `start` gets a database that cannot be opened.
  void take_the_database_away();
  /// Everything that the plugin wrote to the log, the audit trail and notices.
  [[nodiscard]] std::vector<std::string> written() const;

  /// What no page, log or sentence may contain.
  static constexpr std::string_view kSecret = "hostsdk-check-secret-5f2c9a";

 private:
  fakes::RecordingLogger logger_;
  SystemClock clock_;
  CheckSecrets secrets_{std::string(kSecret)};
  fakes::FakeDatabase database_;
  fakes::FakeIds ids_;
  fakes::FakeCompanies companies_;
  CheckJobs jobs_;
  fakes::FakeSchedule schedule_;
  fakes::FakePageEvents page_events_;
  fakes::FakeAuditTrail audit_trail_;
  fakes::FakeNotices notices_;
  fakes::FakeMetrics metrics_;
  fakes::FakeCompanyLeases company_leases_{clock_};
  fakes::FakeCompanySettings company_settings_{clock_};
  std::string plugin_id_ = "plugin";
};

}  // namespace host_sdk::check
