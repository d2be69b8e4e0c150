#include "services/lent/plugin_schedule.hpp"

#include "database/schedule_table.hpp"
#include "host_sdk/service_rules.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "scheduler/calendar.hpp"
#include "scheduler/plan_next.hpp"
#include "services/lent/guard_database.hpp"

namespace sample_host {
namespace {

host_sdk::Result not_yours(std::string_view task_id) {
  return host_sdk::Result::failed(host_sdk::ResultCode::refused,
                                  "The task '" + std::string{task_id} + "' belongs to another plugin.");
}

}  // namespace

bool PluginSchedule::is_of_another_plugin(std::string_view task_id) const {
  if (!host_sdk::is_task_of(plugin_id_, task_id)) return true;
  const auto* task = plugins_.find_task(task_id);
  return task != nullptr && task->plugin->info.id != plugin_id_;
}

std::optional<host_sdk::Timestamp> PluginSchedule::next(std::string_view task_id,
                                                        std::string_view company_id) const {
  try {
    const auto row = table_.find(task_id, company_id);
    if (!row || row->paused) return {};
    return row->due_at;
  } catch (const SqlError&) {
    // The interface has no error here; a page shows "not known".
    return {};
  }
}

std::chrono::seconds PluginSchedule::period_of(std::string_view task_id) const {
  const auto* task = plugins_.find_task(task_id);
  return task == nullptr ? default_period_ : task->period;
}

host_sdk::Result PluginSchedule::read(std::string_view task_id, std::string_view company_id,
                                      host_sdk::ScheduleState& state) const {
  return guard_database(log_, plugin_id_, [&] {
    state = {};
    const auto row = table_.find(task_id, company_id);
    if (!row) return host_sdk::Result::ok();
    state.rule = row->rule;
    if (!row->paused) {
      state.next = row->due_at;
    } else if (!row->paused_by.empty()) {
      state.paused_by = row->paused_by;
      state.paused_at = row->paused_at;
    }
    return host_sdk::Result::ok();
  });
}

bool PluginSchedule::knows_zone(std::string_view zone) const {
  return sample_host::knows_zone(zone);
}

host_sdk::Result PluginSchedule::set_rule(std::string_view task_id, std::string_view company_id,
                                          const host_sdk::ScheduleRule& rule) {
  if (is_of_another_plugin(task_id)) return not_yours(task_id);
  if (const std::string problem = rule_problem(rule); !problem.empty())
    return host_sdk::Result::failed(host_sdk::ResultCode::refused, problem);
  return change_rule(task_id, company_id, [&](CompanyRule& of_company) {
    of_company = CompanyRule(rule, std::move(of_company.quiet_dates));
  });
}

host_sdk::Result PluginSchedule::quiet_dates(std::string_view task_id, std::string_view company_id,
                                             std::vector<host_sdk::DateRange>& dates) const {
  return guard_database(log_, plugin_id_, [&] {
    const auto row = table_.find(task_id, company_id);
    dates = row ? row->rule.quiet_dates : std::vector<host_sdk::DateRange>();
    return host_sdk::Result::ok();
  });
}

host_sdk::Result PluginSchedule::set_quiet_dates(std::string_view task_id, std::string_view company_id,
                                                 const std::vector<host_sdk::DateRange>& dates) {
  if (is_of_another_plugin(task_id)) return not_yours(task_id);
  std::string problem = host_sdk::date_problem(dates);
  std::vector<host_sdk::DateRange> kept;
  if (problem.empty()) {
    kept = host_sdk::joined(dates);
    problem = host_sdk::date_problem(kept);
  }
  if (!problem.empty()) return host_sdk::Result::failed(host_sdk::ResultCode::refused, problem);
  return change_rule(task_id, company_id, [&](CompanyRule& of_company) { of_company.quiet_dates = kept; });
}

std::vector<std::string> PluginSchedule::zones() const {
  return zone_names();
}

host_sdk::Result PluginSchedule::change_rule(std::string_view task_id, std::string_view company_id,
                                             const std::function<void(CompanyRule&)>& change) {
  return guard_database(log_, plugin_id_, [&] {
    table_.change_rule(task_id, company_id, change, [&](const ScheduleRow& row) {
      const auto period = row.period_of(period_of(task_id));
      return NextDue{due_by_new_rule(row.due_at, clock_.now(), row.rule, period, row.failures), period,
                     row.failures};
    });
    changed_();
    return host_sdk::Result::ok();
  });
}

host_sdk::Result PluginSchedule::pause(std::string_view task_id, std::string_view company_id,
                                       std::string_view by) {
  if (is_of_another_plugin(task_id)) return not_yours(task_id);
  return guard_database(log_, plugin_id_, [&] {
    table_.pause(task_id, company_id, by, clock_.now());
    changed_();
    return host_sdk::Result::ok();
  });
}

host_sdk::Result PluginSchedule::resume(std::string_view task_id, std::string_view company_id,
                                        std::optional<host_sdk::Timestamp> first) {
  if (is_of_another_plugin(task_id)) return not_yours(task_id);
  return guard_database(log_, plugin_id_, [&] {
    table_.resume(task_id, company_id, [&](const ScheduleRow& row) {
      const auto period = row.period_of(period_of(task_id));
      return NextDue{first ? after_quiet_days(row.rule, *first) : first_time(row.rule, clock_.now(), period),
                     period};
    });
    changed_();
    return host_sdk::Result::ok();
  });
}

}  // namespace sample_host
