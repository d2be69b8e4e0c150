// Fakes of the services that store something: companies, database, ids, schedule and secrets.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_sdk/optional_services/calendar.hpp"
#include "host_sdk/services/companies.hpp"
#include "host_sdk/services/database.hpp"
#include "host_sdk/services/ids.hpp"
#include "host_sdk/services/schedule.hpp"
#include "host_sdk/services/secret_store.hpp"

namespace host_sdk::fakes {

/// Companies in memory; initially "acme" (Acme Inc.). [any]
class FakeCompanies : public Companies {
 public:
  [[nodiscard]] std::vector<Company> all() const override;
  [[nodiscard]] std::optional<Company> find(std::string_view company_id) const override;

  /// Adds a company, or renames the one with that id.
  void add(Company company);
  void remove(const std::string& company_id);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> companies_{{"acme", "Acme Inc."}};
};

/// The address of the test's database. [any]
class FakeDatabase : public Database {
 public:
  explicit FakeDatabase(std::string backend = "sqlite3", std::string connection_string = "dbname=:memory:")
      : backend_(std::move(backend)), connection_string_(std::move(connection_string)) {}

  [[nodiscard]] std::string backend() const override { return backend_; }
  [[nodiscard]] std::string connection_string() const override { return connection_string_; }

 private:
  std::string backend_;
  std::string connection_string_;
};

/// Reserves 1, 2, 3 … for each kind. [any]
class FakeIds : public Ids {
 public:
  Result reserve(IdKind kind, std::int64_t count, std::int64_t& first) override;

  /// Starts the next block of that kind at `first`, for tests with existing rows.
  void start_at(IdKind kind, std::int64_t first);
  /// Makes every call return `error`.
  void fail_with(Result error);

 private:
  std::mutex mutex_;
  std::optional<Result> failure_;
  std::map<IdKind, std::int64_t> next_;
};

/// Schedules in memory; runs no task. Refuses ids that are not of the form `plugin-id.task`, and after
/// `serve` those of other plugins. Knows the zones "", "Etc/UTC" and "Europe/Berlin". Without `first`,
/// `resume` sets the due time to `kFirst`. [any]
class FakeSchedule : public Schedule {
 public:
  static constexpr Timestamp kFirst{std::chrono::hours{24 * 365 * 60}};

  [[nodiscard]] std::optional<Timestamp> next(std::string_view task_id,
                                              std::string_view company_id) const override;
  [[nodiscard]] std::chrono::seconds default_period() const override { return std::chrono::hours{24}; }
  Result read(std::string_view task_id, std::string_view company_id, ScheduleState& state) const override;
  [[nodiscard]] bool knows_zone(std::string_view zone) const override;
  Result set_rule(std::string_view task_id, std::string_view company_id, const ScheduleRule& rule) override;
  Result pause(std::string_view task_id, std::string_view company_id, std::string_view by = {}) override;
  Result resume(std::string_view task_id, std::string_view company_id,
                std::optional<Timestamp> first) override;

  /// Knows from now on whose tasks it has.
  void serve(std::string plugin_id);
  /// Makes `pause`, `resume` and `set_rule` return `error`.
  void fail_with(Result error);
  /// Called before the next `pause`, once: for what another caller does meanwhile.
  void before_pause(std::function<void()> hook);

 private:
  mutable std::mutex mutex_;
  std::optional<Result> failure_;
  std::function<void()> before_pause_;
  std::string plugin_id_;
  /// The refusal of a task of another plugin; nullopt for one of this plugin. The caller holds the lock.
  [[nodiscard]] std::optional<Result> refusal_of(std::string_view task_id) const;
  std::map<std::pair<std::string, std::string>, ScheduleState> states_;
};

/// Quiet dates in memory, for every task. Knows the zones of `FakeSchedule`. [any] @since 1.9
class FakeCalendar : public Calendar {
 public:
  Result quiet_dates(std::string_view task_id, std::string_view company_id,
                     std::vector<DateRange>& dates) const override;
  Result set_quiet_dates(std::string_view task_id, std::string_view company_id,
                         const std::vector<DateRange>& dates) override;
  [[nodiscard]] std::vector<std::string> zones() const override;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::vector<DateRange>> dates_;
};

/// Secrets in memory. [any]
class FakeSecretStore : public SecretStore {
 public:
  Result put(std::string_view company_id, std::string_view name, std::string_view value) override;
  Result get(std::string_view company_id, std::string_view name, std::optional<std::string>& value) override;
  Result erase(std::string_view company_id, std::string_view name) override;

  /// Makes every call return `error`, until `recover`.
  void fail_with(Result error);
  void recover();

  /// The number of secrets of the company.
  [[nodiscard]] std::size_t count(std::string_view company_id) const;

 private:
  mutable std::mutex mutex_;
  std::optional<Result> failure_;
  std::map<std::pair<std::string, std::string>, std::string> secrets_;
};

}  // namespace host_sdk::fakes
