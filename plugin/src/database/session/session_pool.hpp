// Sessions, opened when needed and used again; never more than so many at a time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "database/session/session.hpp"

namespace gup::database {

/// Thread-safe.
class SessionPool {
 public:
  SessionPool(Backend backend, std::string connection_string, int at_most);
  SessionPool(const SessionPool&) = delete;
  SessionPool& operator=(const SessionPool&) = delete;

  [[nodiscard]] Backend backend() const { return backend_; }

  /// Calls `work(session)`. A call that ends with an exception costs the session: nobody knows in which state
  /// the error left it. Throws `Failure` (`try_again`) when no session gets free for 30 seconds.
  template <typename Work>
  auto with_session(const Work& work) {
    Loan loan(*this);
    if constexpr (std::is_void_v<decltype(work(loan.session()))>) {
      work(loan.session());
      loan.keep();
    } else {
      auto result = work(loan.session());
      loan.keep();
      return result;
    }
  }

  /// The same in a transaction that is committed when `work` returns and rolled back when it throws.
  template <typename Work>
  auto write(const Work& work) {
    return with_session(
        [&](Session& session) { return in_transaction(session, Transaction::Kind::write, work); });
  }
  /// For reading much, of one moment: it ends with giving back the memory that this took.
  template <typename Work>
  auto read(const Work& work) {
    return with_session([&](Session& session) {
      auto result = in_transaction(session, Transaction::Kind::read, work);
      for (const auto& sql : session.dialect().after_much_reading()) session.run(sql);
      return result;
    });
  }

 private:
  /// A session for the length of one call.
  class Loan {
   public:
    explicit Loan(SessionPool& pool) : pool_(pool), session_(pool.take()) {}
    ~Loan() { pool_.give_back(healthy_ ? std::move(session_) : nullptr); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
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

  struct Idle {
    std::unique_ptr<Session> session;
    /// When it was given back; the epoch when another session has failed since.
    std::chrono::steady_clock::time_point since;
  };

  std::unique_ptr<Session> take();
  /// One that still answers; null when there is none. A server that was started again knows none of the
  /// sessions that are idle here, and nobody's work shall fail for that.
  std::unique_ptr<Session> take_idle();
  void give_back(std::unique_ptr<Session> session);

  const Backend backend_;
  const std::string connection_string_;
  const int at_most_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<Idle> idle_;
  int lent_ = 0;
};

}  // namespace gup::database
