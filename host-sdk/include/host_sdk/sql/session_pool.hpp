// A bounded pool of sessions, and transactions over it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "host_sdk/secret_text.hpp"
#include "host_sdk/sql/pool_state.hpp"
#include "host_sdk/sql/session.hpp"

namespace host_sdk::sql {

struct PoolOptions {
  /// The largest number of open sessions; at least 1.
  std::size_t sessions = 4;
  /// How long a caller waits for a free session.
  std::chrono::seconds wait{30};
  /// Statements that every new session runs, after the settings of `Session`.
  std::vector<std::string> on_open = {};
};

/// Opens sessions when they are needed and uses them again. Thread-safe. A plugin makes one in `start` and
/// destroys it in `stop`; all calls have returned by then. @since 1.1
class SessionPool {
 public:
  /// Opens no session yet.
  SessionPool(Backend backend, std::string connection_string, PoolOptions options = {});
  SessionPool(const SessionPool&) = delete;
  SessionPool& operator=(const SessionPool&) = delete;

  [[nodiscard]] Backend backend() const { return backend_; }
  [[nodiscard]] PoolState state() const;

  /// Calls `work(session)` outside a transaction and returns its result. An exception from `work` closes the
  /// session, because its state is unknown. Throws SqlError (`unavailable`) when no session becomes free in
  /// time, and what `work` throws.
  template <typename Work>
  auto with_session(const Work& work) {
    Lease lease(*this);
    if constexpr (std::is_void_v<decltype(work(lease.session()))>) {
      work(lease.session());
      lease.keep();
    } else {
      auto result = work(lease.session());
      lease.keep();
      return result;
    }
  }

  /// Calls `work(session)` in a write transaction, which commits when `work` returns and rolls back when it
  /// throws.
  template <typename Work>
  auto write(const Work& work) {
    return with_session(
        [&](Session& session) { return in_transaction(session, Transaction::Kind::write, work); });
  }

  /// Like `write`, but runs the transaction up to 5 times, with growing waits and within 10 s, while it ends
  /// as `busy`; so `work` does nothing but SQL.
  template <typename Work>
  auto write_with_retries(const Work& work) {
    return with_retries([&] { return write(work); });
  }

  /// Like `with_session`, with the retries of `write_with_retries`. `work` is a single statement that writes,
  /// or any that leave nothing behind: an aborted one has changed nothing. @since 1.9
  template <typename Work>
  auto with_session_and_retries(const Work& work) {
    return with_retries([&] { return with_session(work); });
  }

  /// Calls `work(session)`, which returns a value, in a read-only transaction over one snapshot. For long
  /// reads: it frees SQLite's page cache afterwards.
  template <typename Work>
  auto read(const Work& work) {
    return with_session([&](Session& session) {
      auto result = in_transaction(session, Transaction::Kind::read, work);
      if (backend_ == Backend::sqlite3) session.run("PRAGMA shrink_memory");
      return result;
    });
  }

 private:
  /// A session for the length of one call.
  class Lease {
   public:
    explicit Lease(SessionPool& pool) : pool_(pool), session_(pool.take()) {}
    ~Lease() { pool_.give_back(healthy_ ? std::move(session_) : nullptr); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    [[nodiscard]] Session& session() { return *session_; }
    void keep() { healthy_ = true; }

   private:
    SessionPool& pool_;
    std::unique_ptr<Session> session_;
    bool healthy_ = false;
  };

  template <typename Work>
  static auto in_transaction(Session& session, Transaction::Kind kind, const Work& work) {
    Transaction transaction(session, kind);
    if constexpr (std::is_void_v<decltype(work(session))>) {
      work(session);
      transaction.commit();
    } else {
      auto result = work(session);
      transaction.commit();
      return result;
    }
  }

  template <typename Call>
  static auto with_retries(const Call& call) {
    constexpr int kAttempts = 5;
    const auto last_start = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    for (int attempt = 1;; ++attempt) {
      try {
        return call();
      } catch (const SqlError& error) {
        if (error.kind() != SqlErrorKind::busy || attempt == kAttempts ||
            std::chrono::steady_clock::now() > last_start)
          throw;
      }
      wait_before_retry(attempt);
    }
  }

  /// Waits between 10 and 20 ms after the first attempt, twice as long after each further one. By chance, so
  /// that transactions which blocked each other do not meet again.
  static void wait_before_retry(int attempt);

  struct Idle {
    std::unique_ptr<Session> session;
    /// When it was given back; the epoch when another session has failed since.
    std::chrono::steady_clock::time_point since;
  };

  std::unique_ptr<Session> take();
  [[nodiscard]] std::unique_ptr<Session> open() const;
  /// An idle session that still answers, or null. After a restart of the server no idle session does, and no
  /// caller's work fails for that.
  std::unique_ptr<Session> take_idle();
  void give_back(std::unique_ptr<Session> session);

  const Backend backend_;
  const SecretText connection_string_;
  const PoolOptions options_;
  [[nodiscard]] std::size_t limit() const;

  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<Idle> idle_;
  std::size_t leased_ = 0;
  std::size_t waiting_ = 0;
  std::uint64_t timeouts_ = 0;
};

}  // namespace host_sdk::sql
