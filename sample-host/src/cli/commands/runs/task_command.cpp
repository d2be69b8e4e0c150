#include "cli/commands/runs/task_command.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "cli/output/progress_line.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "database/schedule_table.hpp"
#include "host_sdk/time.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "scheduler/scheduler.hpp"

namespace sample_host {

namespace json = boost::json;

namespace {

/// The task with that id, or the only task if no id is given.
const TaskEntry* task_or_error(const PluginCatalog& catalog, const std::string& id) {
  const auto tasks = catalog.tasks();
  const bool only = id.empty() && tasks.size() == 1;
  const auto* task = catalog.find_task(only ? tasks.front().id : id);
  if (task == nullptr) {
    say_error(id.empty() ? "Choose a task with --task." : "There is no task '" + id + "'.");
    say_refusals(catalog);
  }
  return task;
}

ExitCode run_for(Scheduler& scheduler, const TaskEntry& task, const host_sdk::Company& company) {
  std::string why;
  const auto run = scheduler.run_now(task, company, why);
  if (!run) {
    say_error(company.id + ": " + why);
    return ExitCode::refused;
  }
  const auto result = watch_to_end(*run);
  const auto line = company.id + ": " + sentence_of(result);
  if (result.done()) {
    say(line);
  } else {
    say_error(line);
  }
  return exit_code_of(result.code);
}

/// Returns the code that needs more attention.
ExitCode worse(ExitCode a, ExitCode b) {
  const auto weight = [](ExitCode code) {
    switch (code) {
      case ExitCode::done:
        return 0;
      case ExitCode::review:
        return 1;
      case ExitCode::refused:
        return 2;
      case ExitCode::usage:
        return 3;
      case ExitCode::failed:
        return 4;
    }
    return 4;
  };
  return weight(a) >= weight(b) ? a : b;
}

struct Line {
  TaskEntry task;
  host_sdk::Company company;
  std::optional<ScheduleRow> row;
  std::optional<TaskRun> last;
};

json::object to_json(const Line& line) {
  json::object object{
      {"task", line.task.id},
      {"title", line.task.title},
      {"company", line.company.id},
      {"period_seconds", (line.row ? line.row->period_of(line.task.period) : line.task.period).count()},
      {"paused", !line.row || line.row->paused},
      {"paused_by", line.row ? line.row->paused_by : std::string{}}};
  object["due_at"] =
      line.row && !line.row->paused ? json::value(host_sdk::to_rfc3339(line.row->due_at)) : nullptr;
  object["last_run"] = nullptr;
  if (line.last) {
    object["last_run"] = {{"started_at", host_sdk::to_rfc3339(line.last->started_at)},
                          {"finished_at", host_sdk::to_rfc3339(line.last->finished_at)},
                          {"code", name_of(line.last->code)},
                          {"sentence", line.last->sentence}};
  }
  return object;
}

std::vector<std::string> cells_of(const Line& line) {
  std::string next =
      line.row && !line.row->paused ? "due " + host_sdk::to_rfc3339(line.row->due_at) : "paused";
  if (line.row && !line.row->paused_by.empty())
    next += " by " + line.row->paused_by + " since " + host_sdk::to_rfc3339(line.row->paused_at);
  std::string last;
  if (line.last) {
    last =
        "last " + host_sdk::to_rfc3339(line.last->started_at) + " " + std::string{name_of(line.last->code)};
    if (!line.last->sentence.empty()) last += ": " + line.last->sentence;
  }
  return {line.task.id, line.company.id, next, last};
}

}  // namespace

ExitCode task_run_command(const host_sdk::Companies& companies, const PluginCatalog& catalog,
                          ScheduleTable& schedule, Scheduler& scheduler, const Options& options) {
  const auto* task = task_or_error(catalog, options.task);
  if (task == nullptr) return code_of_unknown(catalog);
  if (!options.company.empty()) {
    const auto company = company_or_error(companies, options);
    return company ? run_for(scheduler, *task, *company) : ExitCode::usage;
  }
  // Without --company: for every company whose task is not paused, one after another.
  auto code = ExitCode::done;
  for (const auto& company : companies.all()) {
    const auto row = schedule.find(task->id, company.id);
    if (row && !row->paused) code = worse(code, run_for(scheduler, *task, company));
  }
  return code;
}

ExitCode task_list_command(const host_sdk::Companies& companies, const PluginCatalog& catalog,
                           ScheduleTable& schedule, const Options& options) {
  if (!options.company.empty() && !company_or_error(companies, options)) return ExitCode::usage;
  if (!options.task.empty() && task_or_error(catalog, options.task) == nullptr)
    return code_of_unknown(catalog);
  json::array array;
  for (const auto& task : catalog.tasks()) {
    if (!options.task.empty() && task.id != options.task) continue;
    for (const auto& company : companies.all()) {
      if (!options.company.empty() && company.id != options.company) continue;
      Line line{task, company, schedule.find(task.id, company.id), {}};
      const auto runs = schedule.runs(task.id, company.id, 1);
      if (!runs.empty()) line.last = runs.front();
      if (options.json) {
        array.emplace_back(to_json(line));
      } else {
        say_row(cells_of(line));
      }
    }
  }
  if (options.json) std::cout << json::serialize(array) << std::endl;
  return ExitCode::done;
}

}  // namespace sample_host
