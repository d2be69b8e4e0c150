#include "services/work/run.hpp"

namespace sample_host {

void Run::report(const host_sdk::Progress& progress) {
  const std::lock_guard lock(mutex_);
  progress_ = progress;
}

bool Run::cancel_requested() const {
  const std::lock_guard lock(mutex_);
  return cancelled_;
}

bool Run::wait(std::chrono::milliseconds duration) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, duration, [this] { return cancelled_; });
}

void Run::cancel() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  changed_.notify_all();
}

host_sdk::Progress Run::progress() const {
  const std::lock_guard lock(mutex_);
  return progress_;
}

std::optional<host_sdk::Result> Run::result() const {
  const std::lock_guard lock(mutex_);
  return result_;
}

bool Run::wait_for_end(std::chrono::milliseconds duration) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, duration, [this] { return result_.has_value(); });
}

void Run::finish(host_sdk::Result result) {
  {
    const std::lock_guard lock(mutex_);
    result_ = std::move(result);
  }
  changed_.notify_all();
}

}  // namespace sample_host
