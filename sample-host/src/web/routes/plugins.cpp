#include "web/routes/plugins.hpp"

#include "database/schedule_table.hpp"
#include "host_sdk/text.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "scheduler/scheduler.hpp"
#include "web/blocks/content/table.hpp"
#include "web/routes/audit.hpp"
#include "web/routes/host_forms.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr int kRuns = 20;
constexpr const char* kRunTask = "run_task";

BadgeValue badge_of(host_sdk::ResultCode code) {
  using host_sdk::ResultCode;
  switch (code) {
    case ResultCode::ok:
      return {"Completed", Tone::success};
    case ResultCode::review_needed:
      return {"Needs review", Tone::warning};
    case ResultCode::cancelled:
      return {"Stopped", Tone::neutral};
    case ResultCode::try_again:
      return {"Will be retried", Tone::warning};
    case ResultCode::administrator_action:
    case ResultCode::access_lost:
    case ResultCode::operator_action:
    case ResultCode::refused:
      break;
  }
  return {"Failed", Tone::danger};
}

std::string task_title(Services& services, const std::string& id) {
  const TaskEntry* task = services.runtime.plugins().catalog.find_task(id);
  return task != nullptr ? task->title : id;
}

std::string words_of(std::chrono::seconds period) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(period).count();
  if (minutes % 60 == 0) return "every " + host_sdk::counted(minutes / 60, "hour", "hours");
  return "every " + host_sdk::counted(minutes, "minute", "minutes");
}

/// In any process of the host.
bool is_running(Services& services, const ScheduleRow& row) {
  return !row.claimed_by.empty() && row.claimed_until > services.runtime.clock().now();
}

std::string paused_text(const ScheduleRow& row, host_sdk::Timestamp now) {
  if (row.paused_by.empty()) return "Paused";
  return "Paused by " + row.paused_by + ", " + relative_time(row.paused_at, now);
}

Table loaded_table(Services& services) {
  Table table;
  table.title = "Loaded plugins";
  table.columns = {
      {"plugin", "Plugin"}, {"version", "Version"}, {"brings", "Brings"}, {"library", "Library"}};
  table.empty_text = "No plugins are loaded.";
  const PluginCatalog& catalog = services.runtime.plugins().catalog;
  for (const auto& plugin : catalog.plugins()) {
    std::string brings;
    const auto add = [&brings](const std::string& what) { brings += (brings.empty() ? "" : ", ") + what; };
    for (const PageEntry& page : catalog.pages())
      if (page.plugin == plugin) add("page “" + page.identity.title + "”");
    for (const TaskEntry& task : catalog.tasks())
      if (task.plugin == plugin) add("task “" + task.title + "”");
    for (const ProviderEntry& provider : catalog.providers())
      if (provider.plugin == plugin) add("users from " + provider.display_name);
    table.rows.push_back(
        {plugin->info.id,
         {plugin->info.id, plugin->info.version, brings, plugin->info.library.filename().string()},
         {}});
  }
  return table;
}

Table refused_table(const PluginCatalog& catalog) {
  Table table;
  table.title = "Plugins that are not running";
  table.columns = {{"manifest", "Manifest"}, {"state", "State"}, {"why", "Why"}, {"remedy", "What to do"}};
  for (const PluginRefusal& refusal : catalog.refusals()) {
    const auto state =
        refusal.waiting ? BadgeValue{"Will be retried", Tone::warning} : BadgeValue{"Refused", Tone::danger};
    table.rows.push_back({refusal.manifest.string(),
                          {refusal.manifest.filename().string(), state, refusal.sentence, refusal.remedy},
                          {}});
  }
  return table;
}

Table schedule_table(Services& services, const Visit& visit) {
  Table table;
  table.title = "Tasks of " + visit.company.name;
  table.columns = {{"task", "Task"},
                   {"next", "Next run"},
                   {"period", "Period"},
                   {"failures", "Failures in a row", Align::end}};
  table.empty_text = "No tasks are scheduled for this company.";
  for (const ScheduleRow& row : services.runtime.tables().schedule.all()) {
    if (row.company_id != visit.company.id) continue;
    const bool running = is_running(services, row);
    Value next = TimeValue{row.due_at};
    if (row.paused) next = BadgeValue{paused_text(row, services.runtime.clock().now()), Tone::neutral};
    if (running) next = BadgeValue{"Running now", Tone::info};
    Action run;
    run.id = kRunTask;
    run.label = "Run now";
    run.icon = "player-play";
    run.value = row.task_id;
    if (running) run.disabled = "This task is running.";
    if (services.runtime.plugins().catalog.find_task(row.task_id) == nullptr)
      run.disabled = "The plugin of this task is not loaded.";
    table.rows.push_back({row.task_id,
                          {task_title(services, row.task_id), next, words_of(row.period),
                           NumberValue{row.failures, row.failures > 0 ? Tone::danger : Tone::neutral}},
                          std::move(run)});
  }
  return table;
}

Table runs_table(Services& services, const Visit& visit) {
  Table table;
  table.title = "Last runs";
  table.columns = {{"started", "Started"}, {"task", "Task"}, {"result", "Result"}, {"sentence", "Message"}};
  table.empty_text = "No runs yet.";
  for (const TaskRun& run : services.runtime.tables().schedule.runs("", visit.company.id, kRuns))
    table.rows.push_back(
        {"",
         {TimeValue{run.started_at}, task_title(services, run.task_id), badge_of(run.code), run.sentence},
         {}});
  return table;
}

}  // namespace

Response show_plugins(Services& services, const Visit& visit) {
  if (!visit.administrator) return only_administrators(services, visit);
  Drawing drawing = drawing_for(services, visit, "/plugins");
  Html html;
  draw_page_head(html, "Plugins and tasks", false);
  html.raw("<div class=\"stack wide-cells\">");
  draw_table(html, drawing, "loaded", loaded_table(services));
  if (!services.runtime.plugins().catalog.refusals().empty())
    draw_table(html, drawing, "refused", refused_table(services.runtime.plugins().catalog));
  html.raw("<div>");
  draw_table(html, drawing, "tasks", schedule_table(services, visit));
  html.add(drawing.outside).raw("</div>");
  draw_table(html, drawing, "runs", runs_table(services, visit));
  html.raw("</div>");
  return page_response(services, visit, 200, "Plugins and tasks", Place::plugins, html);
}

Response run_task(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const std::string id = Fields(request.body).first("value");
  const TaskEntry* task = services.runtime.plugins().catalog.find_task(id);
  if (task == nullptr)
    return message_response(services, visit, 404, "Task not found",
                            "Nothing was started. The plugin of this task may not be loaded.");
  std::string why;
  const auto run = services.runtime.work().scheduler.run_now(*task, visit.company, why);
  if (run) note_in_audit(services, visit, "task_started", task->title);
  services.flashes.put(visit.viewer.session_hash, run ? Toast{Tone::success, "“" + task->title + "” started"}
                                                      : Toast{Tone::warning, why});
  return see_other("/plugins");
}

}  // namespace sample_host::web
