#include "hooks/runs/jobs.hpp"

#include "hooks/action_names.hpp"
#include "hooks/exception_boundary.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::Actor;
using host_sdk::Company;
using host_sdk::Result;
using host_sdk::TaskMonitor;

constexpr std::chrono::minutes kReadAgainAfter{5};

}  // namespace

RunTrigger trigger_of(const Actor& actor) {
  return actor.id.empty() ? RunTrigger::command_line : RunTrigger::page;
}

void IdsForJob::put(const std::string& company_id, std::set<std::string> external_ids) {
  const std::lock_guard lock(mutex_);
  ids_[company_id] = std::move(external_ids);
}

std::set<std::string> IdsForJob::take(const std::string& company_id) {
  const std::lock_guard lock(mutex_);
  auto entry = ids_.extract(company_id);
  return entry ? std::move(entry.mapped()) : std::set<std::string>{};
}

Result SyncJob::run(const Company& company, const Actor& actor, TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "sync_job", [&] {
    const RunRequest request{actor, trigger_of(actor), approved.take(company.id)};
    return context_.runs.synchronize(company, request, monitor).result;
  });
}

Result PreviewJob::run(const Company& company, const Actor& actor, TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "preview_job", [&] {
    const RunRequest request{actor, trigger_of(actor), {}, host_sdk::SyncMode::preview};
    return context_.runs.synchronize(company, request, monitor).result;
  });
}

Result DismissalJob::run(const Company& company, const Actor& actor, TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "dismissal_job", [&] {
    return context_.runs.dismiss_removals(company, {actor, trigger_of(actor)}, dismissed.take(company.id),
                                          monitor);
  });
}

Result UndoJob::run(const Company& company, const Actor& actor, TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "undo_job", [&] {
    Result result = Result::failed(host_sdk::ResultCode::refused, "No run to undo. Nothing was changed.");
    for (const std::string& id : runs.take(company.id))
      result = context_.runs.undo_run(company, {actor, trigger_of(actor)}, std::stoll(id), monitor);
    return result;
  });
}

Result UnlinkJob::run(const Company& company, const Actor& actor, TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "unlink_job", [&] {
    const auto rows = keeps.take(company.id).empty() ? UnlinkedRows::deleted : UnlinkedRows::kept;
    return context_.runs.unlink(company, actor, trigger_of(actor), rows, monitor);
  });
}

Result DirectoryJob::run(const Company& company, const Actor&, TaskMonitor& monitor) {
  const Result result = exception_boundary(context_.host.logger(), company.id, "directory_job", [&] {
    (void)context_.directories.get(company, monitor);
    return Result::ok();
  });
  {
    const std::lock_guard lock(mutex_);
    auto& reading = readings_[company.id];
    reading.ended = true;
    reading.failed = !result.done();
  }
  ended_.notify_all();
  if (result.done()) context_.host.page_events().page_changed(company.id, kPageSlug);
  return result;
}

void DirectoryJob::start_if_due(const Company& company, const Actor& actor) {
  const auto now = context_.host.clock().now();
  {
    const std::lock_guard lock(mutex_);
    const auto former = readings_.find(company.id);
    // A successful reading that is needed again was dropped from the cache, for example by a new connection.
    const bool waits = former != readings_.end() && (!former->second.ended || former->second.failed);
    if (waits && now - former->second.started_at < kReadAgainAfter) return;
    readings_[company.id] = {now, false, false};
  }
  if (const Result result = context_.host.jobs().start(company, actor, kDirectoryJob, *this);
      !result.done()) {
    // During a shutdown nothing is read; the page then shows ids instead of names.
    context_.host.logger().info(company.id,
                                host_sdk::LogLine("directory_not_read").with("reason", result.sentence));
    return;
  }
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, timeout_, [&] { return readings_[company.id].ended; });
}

}  // namespace gup
