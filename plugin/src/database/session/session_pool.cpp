#include "database/session/session_pool.hpp"

#include <algorithm>
#include <chrono>

#include "failure.hpp"

namespace gup::database {
namespace {

constexpr std::chrono::seconds kWaitForSession{30};
/// A session that rested no longer than this is taken as it is.
constexpr std::chrono::seconds kFresh{2};

bool answers(Session& session) {
  try {
    return Query(session, "SELECT 1").read_number() == 1;
  } catch (const Failure&) {
    return false;
  }
}

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
  }
  try {
    if (auto session = take_idle()) return session;
    return std::make_unique<Session>(backend_, connection_string_);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

std::unique_ptr<Session> SessionPool::take_idle() {
  while (true) {
    Idle idle;
    {
      const std::lock_guard lock(mutex_);
      if (idle_.empty()) return nullptr;
      idle = std::move(idle_.back());
      idle_.pop_back();
    }
    if (std::chrono::steady_clock::now() - idle.since < kFresh || answers(*idle.session))
      return std::move(idle.session);
  }
}

void SessionPool::give_back(std::unique_ptr<Session> session) {
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (session) {
      idle_.push_back({std::move(session), std::chrono::steady_clock::now()});
    } else {
      for (auto& idle : idle_) idle.since = {};
    }
  }
  freed_.notify_one();
}

}  // namespace gup::database
