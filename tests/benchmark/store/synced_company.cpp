#include "synced_company.hpp"

#include <chrono>

#include "company.hpp"
#include "plan/selection/classify.hpp"

namespace gup::benchmark {
namespace {

constexpr const char* kCompany = "acme";
constexpr const char* kHolder = "the benchmark";
constexpr std::chrono::hours kLeaseLifetime{1};

host_sdk::Timestamp now() {
  return std::chrono::time_point_cast<host_sdk::Timestamp::duration>(std::chrono::system_clock::now());
}

template <typename Work>
double seconds_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Run SyncedCompany::begin_run(RunKind kind) {
  Run run;
  run.company_id = kCompany;
  run.kind = kind;
  run.started_by = kHolder;
  run.started_at = now();
  run.id = store_.start_run(run);
  store_.acquire_lease(kCompany, kHolder, run.id, run.started_at, kLeaseLifetime);
  run.state = RunState::done;
  run.finished_at = now();
  return run;
}

SyncSeconds SyncedCompany::sync(const plan::DirectoryView& directory, plan::PersonIds& ids) {
  static const SyncSettings kSettings = company_settings();
  const Run run = begin_run(RunKind::sync);
  SyncSeconds seconds;
  plan::StoredState stored;
  const auto since = run.started_at - kSettings.removal_limit.within;
  seconds.load_state = seconds_of([&] { stored = store_.load_state(kCompany, since, ids, {}); });
  const plan::PlanInput input{ids, directory, stored, kSettings, run.started_at};
  const plan::Classification classification = plan::classify(input);
  const plan::RowQuery query = plan::rows_to_query(input, classification);
  plan::TargetUserRows rows;
  seconds.look_up = seconds_of([&] { rows = store_.look_up(kCompany, query, {}); });
  const plan::Plan plan = plan::make_plan(input, classification, rows, {next_user_, next_group_});
  next_user_ += query.new_users_at_most;
  next_group_ += query.new_groups_at_most;
  seconds.wrote_nothing = plan.writes_nothing();
  const Checkpoint checkpoint = [](std::int64_t, std::int64_t) {};
  seconds.apply_plan = seconds_of([&] { store_.apply_plan(run, plan, kHolder, kLeaseLifetime, checkpoint); });
  store_.release_lease(kCompany, kHolder);
  return seconds;
}

double SyncedCompany::unlink() {
  const Run run = begin_run(RunKind::unlink);
  const Checkpoint checkpoint = [](std::int64_t, std::int64_t) {};
  const double seconds = seconds_of(
      [&] { (void)store_.unlink(run, UnlinkedRows::deleted, kHolder, kLeaseLifetime, checkpoint, {}); });
  store_.release_lease(kCompany, kHolder);
  return seconds;
}

}  // namespace gup::benchmark
