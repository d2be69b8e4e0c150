#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

#include "google_readers.hpp"

namespace gup::benchmark {
namespace {

class RealClock final : public host_sdk::Clock {
 public:
  [[nodiscard]] host_sdk::Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

/// Never cancels: a benchmark ends only with its process.
class RealMonitor final : public host_sdk::TaskMonitor {
 public:
  void report(const host_sdk::Progress&) override {}
  [[nodiscard]] bool cancel_requested() const override { return false; }
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override {
    // The pause itself is what the client asks for, between two attempts; nothing interrupts it.
    std::this_thread::sleep_for(duration);
    return true;
  }
};

class CountingSink final : public google::DirectorySink {
 public:
  void on_users(std::vector<DirectoryUser> page) override {
    for (const auto& user : page) people_.insert(user.id);
  }
  std::vector<std::string> on_groups(std::vector<DirectoryGroup> groups) override {
    std::vector<std::string> all;
    for (auto& group : groups) all.push_back(std::move(group.id));
    return all;
  }
  std::vector<std::string> on_group(GroupAnswer answer) override {
    members_ += static_cast<std::int64_t>(answer.members.size());
    return {};
  }
  [[nodiscard]] std::int64_t users() const { return static_cast<std::int64_t>(people_.size()); }
  [[nodiscard]] std::int64_t members() const { return members_; }

 private:
  std::set<std::string> people_;
  std::int64_t members_ = 0;
};

}  // namespace

Counted read_with_the_plugin(const Directory& directory) {
  RealClock clock;
  RealMonitor monitor;
  const auto google = google::open_google(directory.settings, clock);
  const auto reader =
      google->open_directory(google::RefreshToken{directory.grant.refresh_token}, directory.grant.account_id);
  CountingSink sink;
  const auto before = reader->list_units(monitor);
  reader->read(directory.with_groups, sink, monitor);
  if (reader->list_units(monitor) != before) throw std::runtime_error("the units changed");
  return {sink.users(), sink.members(), reader->usage().requests, reader->usage().retries};
}

}  // namespace gup::benchmark
