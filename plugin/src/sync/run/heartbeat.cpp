#include "sync/run/heartbeat.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gup {
namespace {

class Thread final : public HeartbeatGuard {
 public:
  Thread(std::function<void()> beat, std::chrono::milliseconds interval)
      : beat_(std::move(beat)), interval_(interval), thread_([this] { go(); }) {}
  ~Thread() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

 private:
  void go() {
    while (!stopped_while_waiting()) beat_();
  }

  bool stopped_while_waiting() {
    std::unique_lock lock(mutex_);
    return wake_.wait_for(lock, interval_, [this] { return stopping_; });
  }

  const std::function<void()> beat_;
  const std::chrono::milliseconds interval_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  // The last member: the thread uses the others from its start on.
  std::thread thread_;
};

}  // namespace

std::unique_ptr<HeartbeatGuard> ThreadHeartbeat::start(std::function<void()> beat) {
  return std::make_unique<Thread>(std::move(beat), interval_);
}

}  // namespace gup
