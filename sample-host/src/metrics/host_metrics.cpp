#include "metrics/host_metrics.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "database/host_database.hpp"
#include "database/schedule_table.hpp"
#include "host_sdk/time.hpp"
#include "mail/outbox_table.hpp"
#include "metrics/metric_group.hpp"
#include "metrics/metric_registry.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"
#include "scheduler/scheduler.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {
namespace {

using host_sdk::LogLevel;
using host_sdk::MetricDefinition;
using host_sdk::MetricKind;
using host_sdk::MetricSample;
using Samples = std::vector<MetricSample>;

const std::vector<double> kRequestSeconds{0.01, 0.05, 0.25, 1, 5, 30};
const std::vector<double> kRunSeconds{1, 5, 15, 60, 300, 900, 3600, 14400};

std::vector<MetricDefinition> definitions() {
  return {
      {MetricKind::gauge, "database_up", "1 if the database answered within 5 s, else 0.", {}, {}},
      {MetricKind::gauge, "database_sessions", "The host's database sessions by state.", {"state"}, {}},
      {MetricKind::gauge, "database_session_limit", "How many sessions may be in use at once.", {}, {}},
      {MetricKind::gauge, "database_session_waiters", "Calls that wait for a database session.", {}, {}},
      {MetricKind::counter,
       "database_session_timeouts_total",
       "Calls that failed because no session became free in time.",
       {},
       {}},
      {MetricKind::gauge, "workers", "Threads for tasks and jobs.", {}, {}},
      {MetricKind::gauge, "workers_busy", "Threads that run a task or a job.", {}, {}},
      {MetricKind::gauge, "work_queue_length", "Tasks and jobs that wait for a thread.", {}, {}},
      {MetricKind::gauge, "tasks_running", "Scheduled tasks that this host runs now.", {}, {}},
      {MetricKind::gauge, "tasks_due", "Due tasks of the database that no host runs yet.", {}, {}},
      {MetricKind::gauge,
       "task_next_run_timestamp_seconds",
       "When the task is due for the company. Absent while it is paused.",
       {"task", "company"},
       {}},
      {MetricKind::counter,
       "task_runs_total",
       "Scheduled tasks that ended, by result.",
       {"task", "result"},
       {}},
      {MetricKind::histogram, "task_run_duration_seconds", "How long tasks took.", {"task"}, kRunSeconds},
      {MetricKind::counter,
       "http_requests_total",
       "Answered requests by kind of page and class of status.",
       {"route", "status"},
       {}},
      {MetricKind::histogram,
       "http_request_duration_seconds",
       "How long answers took, without sending them.",
       {"route"},
       kRequestSeconds},
      {MetricKind::gauge, "http_requests_in_progress", "Requests that are being answered.", {}, {}},
      {MetricKind::gauge, "event_streams", "Open pages that are updated live.", {}, {}},
      {MetricKind::counter, "log_lines_total", "Lines of the log by level.", {"level"}, {}},
      {MetricKind::gauge, "mails_waiting", "Emails that wait to be sent.", {}, {}},
      {MetricKind::gauge,
       "mails_oldest_waiting_timestamp_seconds",
       "When the oldest waiting email was queued. Absent if none waits.",
       {},
       {}},
      {MetricKind::gauge, "mails_given_up", "Emails of the last days that could not be sent.", {}, {}},
      {MetricKind::gauge, "plugins", "Plugins of host.yaml by state.", {"state"}, {}},
      {MetricKind::gauge,
       "plugin_metrics_up",
       "1 if the plugin answered with its metrics within 4 s, else 0.",
       {"plugin"},
       {}},
      {MetricKind::counter,
       "plugin_metrics_ignored_total",
       "Values of the plugin that broke the rules of metrics.",
       {"plugin"},
       {}},
      {MetricKind::gauge, "start_timestamp_seconds", "When this process started.", {}, {}},
      {MetricKind::counter, "cpu_seconds_total", "CPU time of this process.", {}, {}},
      {MetricKind::gauge, "resident_memory_bytes", "Memory of this process.", {}, {}},
  };
}

double number(std::size_t value) {
  return static_cast<double>(value);
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// The second number of /proc/self/statm, in pages.
double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

void read_pool(HostDatabase& database, Samples& samples) {
  const sql::PoolState state = database.state();
  samples.push_back({"database_sessions", {"in_use"}, number(state.in_use)});
  samples.push_back({"database_sessions", {"idle"}, number(state.idle)});
  samples.push_back({"database_session_limit", {}, number(state.limit)});
  samples.push_back({"database_session_waiters", {}, number(state.waiting)});
  samples.push_back({"database_session_timeouts_total", {}, static_cast<double>(state.timeouts)});
}

void read_plugins(HostRuntime& host, Samples& samples) {
  const auto& catalog = host.plugins().catalog;
  std::size_t waiting = 0;
  std::size_t refused = 0;
  for (const auto& refusal : catalog.refusals()) ++(refusal.waiting ? waiting : refused);
  samples.push_back({"plugins", {"running"}, number(catalog.plugins().size())});
  samples.push_back({"plugins", {"waiting"}, number(waiting)});
  samples.push_back({"plugins", {"refused"}, number(refused)});
  for (const auto& [plugin, count] : host.metrics().ignored())
    samples.push_back({"plugin_metrics_ignored_total", {plugin}, static_cast<double>(count)});
}

/// Few values, whatever addresses visitors try.
std::string route_of(const std::vector<std::string>& pieces) {
  const auto is = [&pieces](std::size_t index, std::string_view word) {
    return pieces.size() > index && pieces[index] == word;
  };
  if (is(0, "assets")) return "assets";
  if (is(0, "sign-in") || is(0, "sign-out")) return "sign_in";
  if (is(0, "plugins") && is(2, "callback")) return "callback";
  if (is(0, "company") && is(1, "settings")) {
    for (const char* part : {"actions", "options", "events", "tables"})
      if (is(3, part)) return std::string{"plugin_"} + part;
    return "plugin_page";
  }
  return "host_page";
}

}  // namespace

void define_host_metrics(MetricGroup& metrics) {
  for (const auto& definition : definitions())
    if (const auto defined = metrics.define(definition); !defined.done())
      throw std::logic_error(defined.sentence);
}

void read_process(HostRuntime& host, const WebLoad& web, Samples& samples) {
  read_pool(host.tables().pool, samples);
  const auto work = host.work();
  const WorkerLoad load = work.workers.load();
  samples.push_back({"workers", {}, number(load.threads)});
  samples.push_back({"workers_busy", {}, number(load.busy)});
  samples.push_back({"work_queue_length", {}, number(load.queued)});
  samples.push_back({"tasks_running", {}, number(work.scheduler.running_count())});
  samples.push_back({"http_requests_in_progress", {}, number(web.requests_in_progress)});
  samples.push_back({"event_streams", {}, number(web.event_streams)});
  for (const auto level : {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error})
    samples.push_back(
        {"log_lines_total", {std::string{level_name(level)}}, static_cast<double>(host.log().lines(level))});
  read_plugins(host, samples);
  samples.push_back({"start_timestamp_seconds", {}, host_sdk::to_seconds(host.started_at())});
  samples.push_back({"cpu_seconds_total", {}, cpu_seconds()});
  samples.push_back({"resident_memory_bytes", {}, resident_bytes()});
}

void read_tables(HostRuntime& host, Samples& samples) {
  const auto tables = host.tables();
  const auto now = host.clock().now();
  std::size_t due = 0;
  for (const auto& row : tables.schedule.all()) {
    // Rows of tasks and companies that are no longer in host.yaml stay, in case they come back.
    if (row.paused || host.plugins().catalog.find_task(row.task_id) == nullptr ||
        !host.companies().find(row.company_id))
      continue;
    if (row.due_at <= now && row.claimed_until <= now) ++due;
    samples.push_back(
        {"task_next_run_timestamp_seconds", {row.task_id, row.company_id}, host_sdk::to_seconds(row.due_at)});
  }
  samples.push_back({"tasks_due", {}, number(due)});
  const OutboxState outbox = tables.outbox.state();
  samples.push_back({"mails_waiting", {}, static_cast<double>(outbox.waiting)});
  samples.push_back({"mails_given_up", {}, static_cast<double>(outbox.failed)});
  if (outbox.oldest_waiting)
    samples.push_back(
        {"mails_oldest_waiting_timestamp_seconds", {}, host_sdk::to_seconds(*outbox.oldest_waiting)});
}

void count_request(MetricGroup& metrics, const std::vector<std::string>& pieces, int status, double seconds) {
  const std::string route = route_of(pieces);
  metrics.add("http_requests_total", {route, std::to_string(status / 100) + "xx"});
  metrics.observe("http_request_duration_seconds", {route}, seconds);
}

}  // namespace sample_host
