// One plugin's view of the schedule and of its quiet dates.
#pragma once

#include <functional>
#include <string>

#include "host_sdk/optional_services/calendar.hpp"
#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/schedule.hpp"

namespace sample_host {

class Log;
class PluginCatalog;
class ScheduleTable;
struct CompanyRule;

/// Changes due times in the table and wakes the scheduler of this process.
class PluginSchedule final : public host_sdk::Schedule, public host_sdk::Calendar {
 public:
  PluginSchedule(ScheduleTable& table, const PluginCatalog& plugins, host_sdk::Clock& clock, Log& log,
                 std::function<void()> changed, std::string plugin_id, std::chrono::seconds default_period)
      : table_(table),
        plugins_(plugins),
        clock_(clock),
        log_(log),
        changed_(std::move(changed)),
        plugin_id_(std::move(plugin_id)),
        default_period_(default_period) {}

  [[nodiscard]] std::optional<host_sdk::Timestamp> next(std::string_view task_id,
                                                        std::string_view company_id) const override;
  [[nodiscard]] std::chrono::seconds default_period() const override { return default_period_; }
  host_sdk::Result read(std::string_view task_id, std::string_view company_id,
                        host_sdk::ScheduleState& state) const override;
  [[nodiscard]] bool knows_zone(std::string_view zone) const override;
  host_sdk::Result set_rule(std::string_view task_id, std::string_view company_id,
                            const host_sdk::ScheduleRule& rule) override;
  host_sdk::Result pause(std::string_view task_id, std::string_view company_id,
                         std::string_view by = {}) override;
  host_sdk::Result resume(std::string_view task_id, std::string_view company_id,
                          std::optional<host_sdk::Timestamp> first) override;

  host_sdk::Result quiet_dates(std::string_view task_id, std::string_view company_id,
                               std::vector<host_sdk::DateRange>& dates) const override;
  host_sdk::Result set_quiet_dates(std::string_view task_id, std::string_view company_id,
                                   const std::vector<host_sdk::DateRange>& dates) override;
  [[nodiscard]] std::vector<std::string> zones() const override;

 private:
  host_sdk::Result change_rule(std::string_view task_id, std::string_view company_id,
                               const std::function<void(CompanyRule&)>& change);
  [[nodiscard]] bool is_of_another_plugin(std::string_view task_id) const;
  /// The period of the task; the default one before the task is known, during `start()`.
  [[nodiscard]] std::chrono::seconds period_of(std::string_view task_id) const;

  ScheduleTable& table_;
  const PluginCatalog& plugins_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::function<void()> changed_;
  std::string plugin_id_;
  std::chrono::seconds default_period_;
};

}  // namespace sample_host
