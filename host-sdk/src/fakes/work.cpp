// The fakes that work is done through: the monitor and the jobs.
#include <utility>

#include "host_sdk/fakes/fake_jobs.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"

namespace host_sdk::fakes {

void FakeTaskMonitor::report(const Progress& progress) {
  const std::scoped_lock lock(mutex_);
  reports_.push_back(progress);
  if (cancel_at_activity_ && progress.activity.find(*cancel_at_activity_) != std::string::npos)
    cancelled_ = true;
}

bool FakeTaskMonitor::check() const {
  ++checks_;
  if (cancel_at_check_ && checks_ >= *cancel_at_check_) cancelled_ = true;
  return cancelled_;
}

bool FakeTaskMonitor::cancel_requested() const {
  const std::scoped_lock lock(mutex_);
  return check();
}

bool FakeTaskMonitor::wait(std::chrono::milliseconds duration) {
  const std::scoped_lock lock(mutex_);
  waits_.push_back(duration);
  if (check()) return false;
  if (clock_ != nullptr) clock_->advance(duration);
  return true;
}

void FakeTaskMonitor::request_cancel() {
  const std::scoped_lock lock(mutex_);
  cancelled_ = true;
}

void FakeTaskMonitor::cancel_at_check(std::size_t number) {
  const std::scoped_lock lock(mutex_);
  cancel_at_check_ = number;
}

void FakeTaskMonitor::cancel_at_activity(std::string words) {
  const std::scoped_lock lock(mutex_);
  cancel_at_activity_ = std::move(words);
}

std::vector<Progress> FakeTaskMonitor::reports() const {
  const std::scoped_lock lock(mutex_);
  return reports_;
}

std::vector<std::chrono::milliseconds> FakeTaskMonitor::waits() const {
  const std::scoped_lock lock(mutex_);
  return waits_;
}

std::size_t FakeTaskMonitor::checks() const {
  const std::scoped_lock lock(mutex_);
  return checks_;
}

Result FakeJobs::start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) {
  const std::scoped_lock lock(mutex_);
  if (shut_down_) return Result::failed(ResultCode::refused, "The host is shutting down.");
  const Key key{company.id, std::string(kind)};
  const auto present = jobs_.find(key);
  if (present != jobs_.end() && !present->second.result) return Result::ok();
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
    // References into a map stay valid; and a job that runs is not replaced, since starting it again joins
    // it.
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
