// Starts a thread and joins it in stop(), as a plugin must.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "animal.hpp"

namespace {

class Threaded : public zoo::Animal {
  host_sdk::Result start(host_sdk::HostServices& host, const std::string& settings_file) override {
    thread_ = std::thread([this, &host] {
      std::unique_lock lock(mutex_);
      asked_to_stop_.wait(lock, [this] { return stop_; });
      host.logger().info("", host_sdk::LogLine("thread_ends"));
    });
    return Animal::start(host, settings_file);
  }
  void stop() override {
    {
      const std::scoped_lock lock(mutex_);
      stop_ = true;
    }
    asked_to_stop_.notify_one();
    thread_.join();
    host_->logger().info("", host_sdk::LogLine("thread_joined"));
  }

  std::mutex mutex_;
  std::condition_variable asked_to_stop_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Threaded)
