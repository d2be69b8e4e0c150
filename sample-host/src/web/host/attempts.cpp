#include "web/host/attempts.hpp"

namespace sample_host::web {

void Attempts::forget_old(host_sdk::Timestamp now) {
  for (auto it = failures_.begin(); it != failures_.end();) {
    auto& times = it->second;
    while (!times.empty() && times.front() + kWindow <= now) times.pop_front();
    it = times.empty() ? failures_.erase(it) : std::next(it);
  }
}

bool Attempts::exhausted(const std::string& key, host_sdk::Timestamp now) {
  const std::lock_guard lock(mutex_);
  forget_old(now);
  const auto found = failures_.find(key);
  return found != failures_.end() && found->second.size() >= most_;
}

void Attempts::failed(const std::string& key, host_sdk::Timestamp now) {
  const std::lock_guard lock(mutex_);
  auto& times = failures_[key];
  times.push_back(now);
  if (times.size() > most_) times.pop_front();
}

void Attempts::succeeded(const std::string& key) {
  const std::lock_guard lock(mutex_);
  failures_.erase(key);
}

}  // namespace sample_host::web
