#include "sync/run/heartbeat.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gup {
namespace {

class HeartbeatThread final : public HeartbeatGuard {
 public:
  HeartbeatThread(std::function<void()> function, std::chrono::milliseconds interval)
      : function_(std::move(function)), interval_(interval), thread_([this] { run(); }) {}
  ~HeartbeatThread() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  HeartbeatThread(const HeartbeatThread&) = delete;
  HeartbeatThread& operator=(const HeartbeatThread&) = delete;

 private:
  void run() {
    while (!stopped_while_waiting()) function_();
  }

  bool stopped_while_waiting() {
    std::unique_lock lock(mutex_);
    return wake_.wait_for(lock, interval_, [this] { return stopping_; });
  }

  const std::function<void()> function_;
  const std::chrono::milliseconds interval_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  // The last member, because the thread uses the others.
  std::thread thread_;
};

}  // namespace

std::unique_ptr<HeartbeatGuard> ThreadHeartbeat::start(std::function<void()> function) {
  return std::make_unique<HeartbeatThread>(std::move(function), interval_);
}

}  // namespace gup
