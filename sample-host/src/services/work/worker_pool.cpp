#include "services/work/worker_pool.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <vector>

namespace sample_host {

struct WorkerPool::Threads {
  explicit Threads(std::size_t count) : pool(count) {}
  boost::asio::thread_pool pool;
};

WorkerPool::WorkerPool(std::size_t threads) : count_(threads), threads_(std::make_unique<Threads>(threads)) {}

WorkerPool::~WorkerPool() {
  stop();
}

std::shared_ptr<Run> WorkerPool::start(Work work, std::function<void(const host_sdk::Result&)> after) {
  auto run = std::make_shared<Run>();
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return nullptr;
    active_.insert(run);
  }
  boost::asio::post(threads_->pool, [this, run, work = std::move(work), after = std::move(after)] {
    {
      const std::lock_guard lock(mutex_);
      ++busy_;
    }
    const auto result = run->cancel_requested() ? host_sdk::Result::failed(host_sdk::ResultCode::cancelled,
                                                                           "Cancelled before it started.")
                                                : work(*run);
    if (after) after(result);
    {
      const std::lock_guard lock(mutex_);
      active_.erase(run);
      --busy_;
    }
    run->finish(result);
  });
  return run;
}

void WorkerPool::stop() {
  std::vector<std::shared_ptr<Run>> active;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    active.assign(active_.begin(), active_.end());
  }
  for (const auto& run : active) run->cancel();
  threads_->pool.join();
}

WorkerLoad WorkerPool::load() const {
  const std::lock_guard lock(mutex_);
  return {count_, busy_, active_.size() - busy_};
}

bool WorkerPool::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace sample_host
