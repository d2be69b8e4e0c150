#include "scheduler/scheduler.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "database/host_database.hpp"
#include "database/schedule_table.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/time.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "scheduler/calendar.hpp"
#include "scheduler/plan_next.hpp"
#include "services/log.hpp"
#include "services/work/plugin_slots.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds kLongestStep{30};
/// Several times the renewal period. After a process dies, other processes can claim its tasks this much
/// later.
constexpr std::chrono::minutes kClaim{2};
/// The slots that the plugins share for tasks that run at once, besides one each: 8 for a plugin alone. About
/// half of the shared workers, so that jobs started by people find a free one.
constexpr std::size_t kSharedTasks = 14;
constexpr std::size_t kRowsAtOnce = 1000;

}  // namespace

/// Outlives the scheduler while one of its handlers is running.
struct Scheduler::Timer {
  Timer(boost::asio::io_context& context, Scheduler* owner) : io(context), timer(context), scheduler(owner) {}
  boost::asio::io_context& io;
  boost::asio::steady_timer timer;
  // Only on the loop's thread.
  Scheduler* scheduler;
};

Scheduler::Scheduler(ScheduleTable& table, const PluginCatalog& plugins, const host_sdk::Companies& companies,
                     WorkerPool& workers, host_sdk::Clock& clock, Log& log, std::string owner)
    : table_(table),
      plugins_(plugins),
      companies_(companies),
      workers_(workers),
      clock_(clock),
      log_(log),
      owner_(std::move(owner)) {}

Scheduler::~Scheduler() = default;

void Scheduler::start(boost::asio::io_context& io) {
  auto timer = std::make_shared<Timer>(io, this);
  {
    const std::lock_guard lock(mutex_);
    timer_ = timer;
  }
  boost::asio::post(io, [timer] {
    if (timer->scheduler != nullptr) timer->scheduler->step_and_wait();
  });
}

void Scheduler::stop() {
  std::shared_ptr<Timer> timer;
  {
    const std::lock_guard lock(mutex_);
    timer = std::move(timer_);
  }
  if (!timer) return;
  boost::asio::post(timer->io, [timer] {
    timer->scheduler = nullptr;
    timer->timer.cancel();
  });
}

void Scheduler::wake() {
  std::shared_ptr<Timer> timer;
  {
    const std::lock_guard lock(mutex_);
    timer = timer_;
  }
  if (!timer) return;
  // Cancelling the wait runs its handler, which steps.
  boost::asio::post(timer->io, [timer] { timer->timer.cancel(); });
}

void Scheduler::step_and_wait() {
  std::shared_ptr<Timer> timer;
  {
    const std::lock_guard lock(mutex_);
    timer = timer_;
  }
  if (!timer) return;
  timer->timer.expires_after(step());
  timer->timer.async_wait([timer](const boost::system::error_code&) {
    if (timer->scheduler != nullptr) timer->scheduler->step_and_wait();
  });
}

milliseconds Scheduler::step() {
  try {
    const auto now = clock_.now();
    PluginSlots slots(kSharedTasks);
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [pair, running] : running_) slots.take(running.plugin_id);
    }
    store_pending_ends(now);
    renew_claims();
    correct_times(now);
    const bool started = start_due(now, slots);
    const auto next = table_.next_due();
    if (!next) return kLongestStep;
    const auto until = std::chrono::ceil<milliseconds>(*next - now);
    // Overdue rows that were not started wait for a free worker; the end of its run wakes the scheduler.
    if (until <= milliseconds{0}) return started ? milliseconds{100} : milliseconds{kLongestStep};
    return std::min<milliseconds>(until, kLongestStep);
  } catch (const SqlError& e) {
    log_.warning("", LogLine("scheduler_step_failed").with("retry_in", "30s").with("reason", e.what()));
    return kLongestStep;
  }
}

bool Scheduler::start_due(host_sdk::Timestamp now, PluginSlots& slots) {
  bool started = false;
  std::optional<ScheduleRow> last;
  for (;;) {
    const auto rows = table_.due(now, tasks_with_room(slots), kRowsAtOnce, last);
    for (const auto& row : rows) {
      // The company may be missing from host.yaml; its row stays, in case it comes back.
      const auto* task = plugins_.find_task(row.task_id);
      const auto company = companies_.find(row.company_id);
      if (task == nullptr || !company || running(row.task_id, row.company_id)) continue;
      const auto& plugin_id = task->plugin->info.id;
      if (!slots.may_take(plugin_id)) continue;
      if (wait_for_quiet_days(row, now)) continue;
      // The list may be seconds old by now.
      const auto claim_at = clock_.now();
      const auto claimed = table_.claim_due(row, owner_, claim_at, claim_at + kClaim);
      if (claimed && begin(*task, *company, *claimed)) {
        started = true;
        slots.take(plugin_id);
      }
    }
    if (rows.size() < kRowsAtOnce) return started;
    last = rows.back();
  }
}

std::vector<std::string> Scheduler::tasks_with_room(const PluginSlots& slots) const {
  std::vector<std::string> ids;
  for (const auto& task : plugins_.tasks())
    if (slots.may_take(task.plugin->info.id)) ids.push_back(task.id);
  return ids;
}

void Scheduler::renew_claims() {
  std::vector<ScheduleRow> claims;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [pair, running] : running_)
      if (running.state == State::started) claims.push_back(running.claimed);
  }
  // Renews running tasks only. The claim of a run whose end could not be stored must expire, and so must that
  // of a run that waits for a worker: another process may have a free one.
  for (const auto& claim : claims) {
    if (table_.renew(claim, clock_.now() + kClaim)) continue;
    if (running(claim.task_id, claim.company_id))
      log_.warning(
          claim.company_id,
          LogLine("task_claim_lost")
              .with("task", claim.task_id)
              .with("reason",
                    "another process claimed the task after this one did not renew its claim in time"));
  }
}

void Scheduler::correct_times(host_sdk::Timestamp now) {
  // Processes read the clock at different moments, hence the factor.
  for (const auto& row : table_.too_far_ahead(now, 2 * kClaim)) {
    const auto* task = plugins_.find_task(row.task_id);
    // A plugin may resume its task before the host knows its period.
    const auto period = row.period_of(task == nullptr ? row.period : std::max(row.period, task->period));
    const auto due = row.paused ? row.due_at : within_reach(row.due_at, now, row.rule, period);
    const auto claimed_until = std::min<host_sdk::Timestamp>(row.claimed_until, now + kClaim);
    if (due == row.due_at && claimed_until == row.claimed_until) continue;
    table_.correct(row, due, claimed_until);
    log_.warning(row.company_id, LogLine("schedule_corrected")
                                     .with("task", row.task_id)
                                     .with("due", host_sdk::to_rfc3339(due))
                                     .with("was_due", host_sdk::to_rfc3339(row.due_at))
                                     .with("reason", "a clock that was wrong stored a time too far ahead"));
  }
}

bool Scheduler::wait_for_quiet_days(const ScheduleRow& row, host_sdk::Timestamp now) {
  if (!is_quiet(row.rule, now)) return false;
  const auto due = after_quiet_days(row.rule, now);
  table_.correct(row, due, row.claimed_until);
  log_.info(row.company_id, LogLine("schedule_waits_for_quiet_days")
                                .with("task", row.task_id)
                                .with("due", host_sdk::to_rfc3339(due)));
  return true;
}

void Scheduler::store_pending_ends(host_sdk::Timestamp now) {
  std::deque<PendingEnd> ends;
  {
    const std::lock_guard lock(mutex_);
    ends.swap(pending_ends_);
  }
  for (const auto& end : ends) {
    try {
      store_end(end);
    } catch (const SqlError& e) {
      // Without its claim the task is due again, so its end no longer matters.
      const bool claimed = now < end.run.finished_at + kClaim;
      log_.warning(end.run.company_id, LogLine(claimed ? "task_end_not_stored" : "task_end_lost")
                                           .with("task", end.run.task_id)
                                           .with("reason", e.what()));
      if (!claimed) continue;
      const std::lock_guard lock(mutex_);
      pending_ends_.push_back(end);
    }
  }
}

void Scheduler::store_end(const PendingEnd& end) {
  const auto next = [&end](const ScheduleRow& row) {
    const auto period = row.period_of(end.period);
    const NextRun planned = plan_next(end.ended, row.rule, period);
    return NextDue{planned.at, period, planned.failures};
  };
  if (!table_.finish(end.run, end.claimed, next))
    log_.warning(
        end.run.company_id,
        LogLine("task_end_ignored")
            .with("task", end.run.task_id)
            .with("reason", "another process has claimed the task since, and decides when it is due"));
}

std::shared_ptr<Run> Scheduler::run_now(const TaskEntry& task, const host_sdk::Company& company,
                                        std::string& why) {
  const auto now = clock_.now();
  const auto claimed = table_.claim(task.id, company.id, owner_, now, now + kClaim);
  if (!claimed) {
    why = host_sdk::tr("The task is already running for this company.");
    return nullptr;
  }
  auto run = begin(task, company, *claimed);
  if (!run) why = host_sdk::tr("The platform is shutting down.");
  return run;
}

std::shared_ptr<Run> Scheduler::begin(const TaskEntry& task, const host_sdk::Company& company,
                                      const ScheduleRow& claimed) {
  const auto started = clock_.now();
  const std::lock_guard lock(mutex_);
  auto run = workers_.start(
      task.plugin->info.id,
      [this, &task, company, claimed](host_sdk::TaskMonitor& monitor) {
        if (!start_run(claimed))
          return host_sdk::Result::failed(
              host_sdk::ResultCode::cancelled,
              "The task was not run: it waited too long for a free thread, and another host may run it.");
        return plugins_.guard()
            .call(task.plugin->info.id, "run", company.id, [&] { return task.task->run(company, monitor); })
            .result;
      },
      [this, &task, claimed, started](const host_sdk::Result& result) {
        end(task, claimed, started, result);
      });
  if (!run) {
    table_.release(claimed);
    return nullptr;
  }
  running_[{claimed.task_id, claimed.company_id}] = {run, claimed, task.plugin->info.id, State::queued};
  return run;
}

bool Scheduler::start_run(const ScheduleRow& claimed) {
  const auto now = clock_.now();
  bool held = true;
  try {
    // The next step, which renews the claim, may be that far away.
    if (now + 2 * kLongestStep > claimed.claimed_until) held = table_.renew(claimed, now + kClaim);
  } catch (const SqlError& e) {
    log_.warning(claimed.company_id,
                 LogLine("task_not_started").with("task", claimed.task_id).with("reason", e.what()));
    held = false;
  }
  const std::lock_guard lock(mutex_);
  running_[{claimed.task_id, claimed.company_id}].state = held ? State::started : State::lost;
  return held;
}

void Scheduler::end(const TaskEntry& task, const ScheduleRow& claimed, host_sdk::Timestamp started,
                    const host_sdk::Result& result) {
  const auto finished = clock_.now();
  const PendingEnd end{{claimed.task_id, claimed.company_id, started, finished, result.code, result.sentence},
                       claimed,
                       {result, claimed.due_at, started, finished, claimed.failures},
                       task.period};
  bool lost = false;
  {
    const std::lock_guard lock(mutex_);
    lost = running_[{claimed.task_id, claimed.company_id}].state == State::lost;
  }
  if (watch_ && !lost) watch_(end.run);
  try {
    if (lost || (result.code == host_sdk::ResultCode::cancelled && workers_.stopping())) {
      // It did not start, or the shutdown of the host cancelled it, so it stays due.
      table_.release(claimed);
    } else {
      store_end(end);
    }
  } catch (const SqlError& e) {
    log_.warning(claimed.company_id,
                 LogLine("task_end_not_stored").with("task", claimed.task_id).with("reason", e.what()));
    const std::lock_guard lock(mutex_);
    pending_ends_.push_back(end);
  }
  {
    const std::lock_guard lock(mutex_);
    running_.erase({claimed.task_id, claimed.company_id});
  }
  ended_.notify_all();
  wake();
}

std::shared_ptr<Run> Scheduler::running(std::string_view task_id, std::string_view company_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find({std::string{task_id}, std::string{company_id}});
  return found == running_.end() ? nullptr : found->second.run;
}

std::size_t Scheduler::running_count() const {
  const std::lock_guard lock(mutex_);
  return running_.size();
}

void Scheduler::wait_until_idle() {
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return running_.empty(); });
}

}  // namespace sample_host
