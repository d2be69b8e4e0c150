#include "host_sdk/fakes/fake_jobs.hpp"

#include <utility>

#include "host_sdk/service_rules.hpp"

namespace host_sdk::fakes {

Result FakeJobs::start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) {
  const std::scoped_lock lock(mutex_);
  if (!is_job_kind(kind))
    return Result::failed(
        ResultCode::operator_action,
        "The kind of a job is a word of 1 to 64 characters, not '" + std::string(kind) + "'.");
  if (shut_down_) return Result::failed(ResultCode::refused, "The host is shutting down.");
  const Key key{company.id, std::string(kind)};
  const auto existing = jobs_.find(key);
  if (existing != jobs_.end() && !existing->second.result) return Result::ok();
  jobs_[key] = Job{company, actor, &work, std::make_unique<FakeTaskMonitor>(clock_), std::nullopt};
  queue_.push_back(key);
  return Result::ok();
}

std::optional<JobStatus> FakeJobs::status(std::string_view company_id, std::string_view kind) const {
  const std::scoped_lock lock(mutex_);
  const auto found = jobs_.find({std::string(company_id), std::string(kind)});
  if (found == jobs_.end()) return std::nullopt;
  const auto reports = found->second.monitor->reports();
  JobStatus status;
  status.running = !found->second.result;
  if (!reports.empty()) status.progress = reports.back();
  status.result = found->second.result;
  return status;
}

bool FakeJobs::cancel(std::string_view company_id, std::string_view kind) {
  const std::scoped_lock lock(mutex_);
  const auto found = jobs_.find({std::string(company_id), std::string(kind)});
  if (found == jobs_.end() || found->second.result) return false;
  found->second.monitor->request_cancel();
  return true;
}

std::size_t FakeJobs::run_all() {
  std::size_t ran = 0;
  std::unique_lock lock(mutex_);
  while (!queue_.empty()) {
    // The reference stays valid: a map keeps its elements in place, and `start` does not replace a running
    // job.
    Job& job = jobs_.at(queue_.front());
    queue_.pop_front();
    if (prepare_) prepare_(*job.monitor);
    lock.unlock();
    Result result = job.work->run(job.company, job.actor, *job.monitor);
    lock.lock();
    job.result = std::move(result);
    ++ran;
  }
  return ran;
}

void FakeJobs::before_each(std::function<void(FakeTaskMonitor&)> prepare) {
  const std::scoped_lock lock(mutex_);
  prepare_ = std::move(prepare);
}

void FakeJobs::shut_down() {
  const std::scoped_lock lock(mutex_);
  shut_down_ = true;
}

std::size_t FakeJobs::queued() const {
  const std::scoped_lock lock(mutex_);
  return queue_.size();
}

}  // namespace host_sdk::fakes
