// The database sessions of the store.
#pragma once

#include <string>
#include <utility>

#include "database/sql.hpp"

namespace gup::database {

/// A pool whose errors are the plugin's: the one place where they are mapped.
class StorePool {
 public:
  StorePool(Backend backend, std::string connection_string, std::size_t sessions)
      : pool_(backend, std::move(connection_string), {.sessions = sessions}) {}

  template <typename Call>
  auto with_pool(const Call& call) {
    try {
      return call(pool_);
    } catch (const SqlError& error) {
      throw_as_failure(error);
    }
  }
  template <typename Work>
  auto with_session(const Work& work) {
    return with_pool([&](SessionPool& pool) { return pool.with_session(work); });
  }
  template <typename Work>
  auto write(const Work& work) {
    return with_pool([&](SessionPool& pool) { return pool.write(work); });
  }
  /// Calls `work(session)` in a write transaction that is rolled back.
  template <typename Work>
  auto try_write(const Work& work) {
    return with_session([&](Session& session) {
      const Transaction transaction(session, Transaction::Kind::write);
      return work(session);
    });
  }
  template <typename Work>
  auto read(const Work& work) {
    return with_pool([&](SessionPool& pool) { return pool.read(work); });
  }

  [[nodiscard]] host_sdk::sql::PoolState state() const { return pool_.state(); }

 private:
  SessionPool pool_;
};

}  // namespace gup::database
