#include "services/work/worker_pool.hpp"

#include <algorithm>
#include <utility>

namespace sample_host {

WorkerPool::WorkerPool(std::size_t shared, std::size_t plugins) : slots_(shared) {
  const std::size_t threads = shared + plugins + 1;
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work_until_stop(); });
}

WorkerPool::~WorkerPool() {
  stop();
}

std::shared_ptr<Run> WorkerPool::start(std::string plugin_id, Work work,
                                       std::function<void(const host_sdk::Result&)> after) {
  auto run = std::make_shared<Run>();
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return nullptr;
    active_.insert(run);
    queue_.push_back({std::move(plugin_id), run, std::move(work), std::move(after)});
  }
  changed_.notify_one();
  return run;
}

bool WorkerPool::may_start(const Entry& entry) const {
  return entry.plugin_id.empty() || stopping_ || slots_.may_take(entry.plugin_id);
}

void WorkerPool::work_until_stop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto next = std::find_if(queue_.begin(), queue_.end(),
                                   [this](const Entry& waiting) { return may_start(waiting); });
    if (next == queue_.end()) {
      if (stopping_) return;
      changed_.wait(lock);
      continue;
    }
    Entry entry = std::move(*next);
    queue_.erase(next);
    ++busy_;
    if (!entry.plugin_id.empty()) slots_.take(entry.plugin_id);
    lock.unlock();
    // The slot that this thread gave back before may allow work of two plugins.
    changed_.notify_one();

    const auto result =
        entry.run->cancel_requested()
            ? host_sdk::Result::failed(host_sdk::ResultCode::cancelled, "Cancelled before it started.")
            : entry.work(*entry.run);
    if (entry.after) entry.after(result);
    // What the work owns ends before others see its end.
    entry.work = {};
    entry.after = {};

    lock.lock();
    active_.erase(entry.run);
    --busy_;
    if (!entry.plugin_id.empty()) slots_.release(entry.plugin_id);
    lock.unlock();
    entry.run->finish(result);
    lock.lock();
  }
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& run : active_) run->cancel();
  }
  changed_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

WorkerLoad WorkerPool::load() const {
  const std::lock_guard lock(mutex_);
  return {threads_.size(), busy_, queue_.size()};
}

bool WorkerPool::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace sample_host
