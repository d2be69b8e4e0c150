// Toasts for a viewer's next page.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "host_sdk/page/exchange.hpp"

namespace sample_host::web {

/// Keeps toasts until the page after a redirect is drawn, by session. Thread-safe. Bounded per session and to
/// 10,000 sessions, to limit memory.
class Flashes {
 public:
  void put(const std::string& session, host_sdk::page::Toast toast) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= 10'000) waiting_.clear();
    auto& toasts = waiting_[session];
    if (toasts.size() < 5) toasts.push_back(std::move(toast));
  }
  [[nodiscard]] std::vector<host_sdk::page::Toast> take(const std::string& session) {
    const std::lock_guard lock(mutex_);
    const auto node = waiting_.extract(session);
    return node.empty() ? std::vector<host_sdk::page::Toast>{} : std::move(node.mapped());
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::vector<host_sdk::page::Toast>> waiting_;
};

}  // namespace sample_host::web
