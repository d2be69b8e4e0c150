// Sessions with the host's database, opened when needed and used again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "database/errors.hpp"

namespace soci {
class session;
}

namespace sample_host {

enum class Backend : std::uint8_t { sqlite3, postgresql, mysql };

/// Throws ConfigError for a name that is none of the three.
[[nodiscard]] Backend backend_of(const std::string& name);

/// Lends sessions to threads. Only the folder `database` looks inside a session. Thread-safe.
class SessionPool {
 public:
  explicit SessionPool(DatabaseConfig config, std::size_t most = 8);
  ~SessionPool();
  SessionPool(const SessionPool&) = delete;
  SessionPool& operator=(const SessionPool&) = delete;

  /// A session for as long as the lease lives; it goes back to the pool only after `give_back()`, since after
  /// an error nobody knows in which state it is.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<soci::session> session);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    [[nodiscard]] soci::session& session() { return *session_; }
    void give_back() { healthy_ = true; }

   private:
    SessionPool& pool_;
    std::unique_ptr<soci::session> session_;
    bool healthy_ = false;
  };

  /// Waits up to 5 seconds for a free session. Throws DatabaseError.
  [[nodiscard]] Lease lease();

  [[nodiscard]] Backend backend() const { return backend_; }

 private:
  [[nodiscard]] std::unique_ptr<soci::session> open() const;
  /// One that still answers; null when there is none. A server that was started again knows none of the
  /// sessions that are idle here, and nobody's page shall fail for that.
  [[nodiscard]] std::unique_ptr<soci::session> take_idle();
  void take_back(std::unique_ptr<soci::session> session, bool healthy);

  struct Idle {
    std::unique_ptr<soci::session> session;
    /// When it was given back; the epoch when another session has failed since.
    std::chrono::steady_clock::time_point since;
  };

  DatabaseConfig config_;
  Backend backend_;
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<Idle> idle_;
  std::size_t lent_ = 0;
};

}  // namespace sample_host
