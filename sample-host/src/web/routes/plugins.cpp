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
      return {tr("Completed"), Tone::success};
    case ResultCode::review_needed:
      return {tr("Needs review"), Tone::warning};
    case ResultCode::cancelled:
      return {tr("Stopped"), Tone::neutral};
    case ResultCode::try_again:
      return {tr("Will be retried"), Tone::warning};
    case ResultCode::administrator_action:
    case ResultCode::access_lost:
    case ResultCode::operator_action:
    case ResultCode::refused:
      break;
  }
  return {tr("Failed"), Tone::danger};
}

std::string task_title(Services& services, const std::string& id) {
  const TaskEntry* task = services.runtime.plugins().catalog.find_task(id);
  return task != nullptr ? task->title : id;
}

std::string words_of(std::chrono::seconds period) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(period).count();
  if (minutes % 60 == 0) return tr_count("every {count} hour", "every {count} hours", minutes / 60);
  return tr_count("every {count} minute", "every {count} minutes", minutes);
}

/// In any process of the host.
bool is_running(Services& services, const ScheduleRow& row) {
  return !row.claimed_by.empty() && row.claimed_until > services.runtime.clock().now();
}

std::string paused_text(const ScheduleRow& row, host_sdk::Timestamp now) {
  if (row.paused_by.empty()) return tr("Paused");
  return tr("Paused by {person}, {time}",
            {{"person", row.paused_by}, {"time", relative_time(row.paused_at, now)}});
}

Table loaded_table(Services& services) {
  Table table;
  table.title = tr("Loaded plugins");
  table.columns = {{"plugin", tr("Plugin")},
                   {"version", tr("Version")},
                   {"brings", tr("Provides")},
                   {"library", tr("Library")}};
  table.empty_text = tr("No plugins are loaded.");
  const PluginCatalog& catalog = services.runtime.plugins().catalog;
  for (const auto& plugin : catalog.plugins()) {
    std::vector<std::string> brings;
    for (const PageEntry& page : catalog.pages())
      if (page.plugin == plugin) brings.push_back(tr("page “{title}”", {{"title", page.identity.title}}));
    for (const TaskEntry& task : catalog.tasks())
      if (task.plugin == plugin) brings.push_back(tr("task “{title}”", {{"title", task.title}}));
    for (const ProviderEntry& provider : catalog.providers())
      if (provider.plugin == plugin)
        brings.push_back(tr("users from {provider}", {{"provider", provider.display_name}}));
    table.rows.push_back({plugin->info.id,
                          {plugin->info.id, plugin->info.version, host_sdk::list_text(brings),
                           plugin->info.library.filename().string()},
                          {}});
  }
  return table;
}

Table refused_table(const PluginCatalog& catalog) {
  Table table;
  table.title = tr("Plugins that are not running");
  table.columns = {
      {"manifest", tr("Manifest")}, {"state", tr("State")}, {"why", tr("Why")}, {"remedy", tr("What to do")}};
  for (const PluginRefusal& refusal : catalog.refusals()) {
    const auto state = refusal.waiting ? BadgeValue{tr("Will be retried"), Tone::warning}
                                       : BadgeValue{tr("Refused"), Tone::danger};
    table.rows.push_back({refusal.manifest.string(),
                          {refusal.manifest.filename().string(), state, refusal.sentence, refusal.remedy},
                          {}});
  }
  return table;
}

Table schedule_table(Services& services, const Visit& visit) {
  Table table;
  table.title = tr("Tasks of {company}", {{"company", visit.company.name}});
  table.columns = {{"task", tr("Task")},
                   {"next", tr("Next run")},
                   {"period", tr("Period")},
                   {"failures", tr("Failures in a row"), Align::end}};
  table.empty_text = tr("No tasks are scheduled for this company.");
  for (const ScheduleRow& row : services.runtime.tables().schedule.all()) {
    if (row.company_id != visit.company.id) continue;
    const bool running = is_running(services, row);
    Value next = TimeValue{row.due_at};
    if (row.paused) next = BadgeValue{paused_text(row, services.runtime.clock().now()), Tone::neutral};
    if (running) next = BadgeValue{tr("Running now"), Tone::info};
    Action run;
    run.id = kRunTask;
    run.label = tr("Run now");
    run.icon = "player-play";
    run.value = row.task_id;
    if (running) run.disabled = tr("This task is running.");
    if (services.runtime.plugins().catalog.find_task(row.task_id) == nullptr)
      run.disabled = tr("The plugin of this task is not loaded.");
    table.rows.push_back({row.task_id,
                          {task_title(services, row.task_id), next, words_of(row.period),
                           NumberValue{row.failures, row.failures > 0 ? Tone::danger : Tone::neutral}},
                          std::move(run)});
  }
  return table;
}

Table runs_table(Services& services, const Visit& visit) {
  Table table;
  table.title = tr("Last runs");
  table.columns = {{"started", tr("Started")},
                   {"task", tr("Task")},
                   {"result", tr("Result")},
                   {"sentence", tr("Message")}};
  table.empty_text = tr("No runs yet.");
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
  draw_page_head(html, tr("Plugins and tasks"), false);
  html.raw("<div class=\"stack wide-cells\">");
  draw_table(html, drawing, "loaded", loaded_table(services));
  if (!services.runtime.plugins().catalog.refusals().empty())
    draw_table(html, drawing, "refused", refused_table(services.runtime.plugins().catalog));
  html.raw("<div>");
  draw_table(html, drawing, "tasks", schedule_table(services, visit));
  html.add(drawing.outside).raw("</div>");
  draw_table(html, drawing, "runs", runs_table(services, visit));
  html.raw("</div>");
  return page_response(services, visit, 200, tr("Plugins and tasks"), Place::plugins, html);
}

Response run_task(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const std::string id = Fields(request.body).first("value");
  const TaskEntry* task = services.runtime.plugins().catalog.find_task(id);
  if (task == nullptr)
    return message_response(services, visit, 404, tr("Task not found"),
                            tr("Nothing was started. The plugin of this task may not be loaded."));
  std::string why;
  const auto run = services.runtime.work().scheduler.run_now(*task, visit.company, why);
  if (run) note_in_audit(services, visit, "task_started", task->title);
  services.flashes.put(visit.viewer.session_hash,
                       run ? Toast{Tone::success, tr("“{task}” started", {{"task", task->title}})}
                           : Toast{Tone::warning, why});
  return see_other("/plugins");
}

}  // namespace sample_host::web
