#include "host_sdk/sql/session_pool.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace host_sdk::sql {
namespace {

/// An idle session is tested first unless it was used so recently.
constexpr std::chrono::seconds kFresh{2};

bool answers(Session& session) {
  try {
    return Query(session, "SELECT 1").read_number() == 1;
  } catch (const SqlError&) {
    return false;
  }
}

}  // namespace

SessionPool::SessionPool(Backend backend, std::string connection_string, PoolOptions options)
    : backend_(backend),
      connection_string_(SecretText(std::move(connection_string))),
      options_(std::move(options)) {}

std::size_t SessionPool::limit() const {
  return std::max<std::size_t>(1, options_.sessions);
}

PoolState SessionPool::state() const {
  const std::lock_guard lock(mutex_);
  return {leased_, idle_.size(), waiting_, limit(), timeouts_};
}

void SessionPool::wait_before_retry(int attempt) {
  std::random_device random;
  const int longest = 10'000 << attempt;
  const std::chrono::microseconds wait{std::uniform_int_distribution(longest / 2, longest)(random)};
  std::this_thread::sleep_for(wait);
}

std::unique_ptr<Session> SessionPool::take() {
  {
    std::unique_lock lock(mutex_);
    ++waiting_;
    const bool freed = freed_.wait_for(lock, options_.wait, [this] { return leased_ < limit(); });
    --waiting_;
    if (!freed) {
      ++timeouts_;
      throw SqlError(SqlErrorKind::unavailable, "All " + std::to_string(limit()) +
                                                    " database sessions were busy for " +
                                                    std::to_string(options_.wait.count()) + " s.");
    }
    ++leased_;
  }
  try {
    if (auto session = take_idle()) return session;
    return open();
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

std::unique_ptr<Session> SessionPool::open() const {
  auto session = std::make_unique<Session>(backend_, connection_string_.reveal());
  for (const auto& sql : options_.on_open) session->run(sql);
  return session;
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
    --leased_;
    if (session) {
      idle_.push_back({std::move(session), std::chrono::steady_clock::now()});
    } else {
      for (auto& idle : idle_) idle.since = {};
    }
  }
  freed_.notify_one();
}

}  // namespace host_sdk::sql
