#include "database/session_pool.hpp"

#include <algorithm>
#include <chrono>

#include "failure.hpp"

namespace gup::database {
namespace {

constexpr std::chrono::seconds kWaitForSession{30};

}  // namespace

SessionPool::SessionPool(Backend backend, std::string connection_string, int at_most)
    : backend_(backend), connection_string_(std::move(connection_string)), at_most_(std::max(1, at_most)) {}

std::unique_ptr<Session> SessionPool::take() {
  {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, kWaitForSession, [this] { return lent_ < at_most_; }))
      throw Failure(host_sdk::ResultCode::try_again,
                    "Every session with the database has been busy for 30 seconds.");
    ++lent_;
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
  }
  try {
    return std::make_unique<Session>(backend_, connection_string_);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void SessionPool::give_back(std::unique_ptr<Session> session) {
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (session) idle_.push_back(std::move(session));
  }
  freed_.notify_one();
}

}  // namespace gup::database
