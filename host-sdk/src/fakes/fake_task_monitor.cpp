#include "host_sdk/fakes/fake_task_monitor.hpp"

#include <utility>

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

void FakeTaskMonitor::cancel_at_activity(std::string text) {
  const std::scoped_lock lock(mutex_);
  cancel_at_activity_ = std::move(text);
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

}  // namespace host_sdk::fakes
