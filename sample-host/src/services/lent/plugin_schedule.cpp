#include "services/lent/plugin_schedule.hpp"

#include "database/schedule_table.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "services/lent/guard_database.hpp"

namespace sample_host {
namespace {

host_sdk::Result not_yours(std::string_view task_id) {
  return host_sdk::Result::failed(host_sdk::ResultCode::refused,
                                  "The task '" + std::string{task_id} + "' belongs to another plugin.");
}

}  // namespace

bool PluginSchedule::is_of_another_plugin(std::string_view task_id) const {
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

host_sdk::Result PluginSchedule::pause(std::string_view task_id, std::string_view company_id) {
  if (is_of_another_plugin(task_id)) return not_yours(task_id);
  return guard_database([&] {
    table_.pause(task_id, company_id);
    changed_();
    return host_sdk::Result::ok();
  });
}

host_sdk::Result PluginSchedule::resume(std::string_view task_id, std::string_view company_id,
                                        host_sdk::Timestamp first) {
  if (is_of_another_plugin(task_id)) return not_yours(task_id);
  return guard_database([&] {
    // A plugin may resume its task during start(), before its hooks are known. The first run corrects the
    // period.
    const auto* task = plugins_.find_task(task_id);
    table_.resume(task_id, company_id, first, task == nullptr ? default_period_ : task->period);
    changed_();
    return host_sdk::Result::ok();
  });
}

}  // namespace sample_host
