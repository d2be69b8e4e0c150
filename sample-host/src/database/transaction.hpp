// Reads and writes on a session of the pool. Only for the folder `database`, since it opens soci.h.
#pragma once

#include <soci/soci.h>

#include <string_view>
#include <type_traits>
#include <utility>

#include "database/classify.hpp"
#include "database/session_pool.hpp"

namespace sample_host {

/// Calls `body(session)` outside a transaction: one statement, or reads that need not agree. `doing` begins
/// the message of an error.
template <typename Body>
auto with_session(SessionPool& pool, std::string_view doing, Body&& body) {
  auto lease = pool.lease();
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Body, soci::session&>>) {
      body(lease.session());
      lease.give_back();
    } else {
      auto result = body(lease.session());
      lease.give_back();
      return result;
    }
  } catch (const soci::soci_error& e) {
    throw classify(e, doing);
  }
}

/// Calls `body(session)` inside a write transaction. A transaction that another one stopped (deadlock,
/// serialization, a busy SQLite) is run again up to 5 times, so `body` must do nothing but SQL.
template <typename Body>
auto in_transaction(SessionPool& pool, std::string_view doing, Body&& body) {
  const auto once = [&](soci::session& sql) {
    // SOCI's begin() is deferred on SQLite: a read followed by a write would fail at once when another
    // process has written in between, without waiting for the busy timeout.
    sql << (pool.backend() == Backend::sqlite3 ? "BEGIN IMMEDIATE" : "BEGIN");
    if constexpr (std::is_void_v<std::invoke_result_t<Body, soci::session&>>) {
      body(sql);
      sql << "COMMIT";
    } else {
      auto result = body(sql);
      sql << "COMMIT";
      return result;
    }
  };
  constexpr int kTries = 5;
  for (int attempt = 1;; ++attempt) {
    try {
      // A failed session is closed by its lease, which rolls back.
      return with_session(pool, doing, once);
    } catch (const DatabaseError& e) {
      if (e.problem() != DatabaseProblem::busy || attempt == kTries) throw;
    }
  }
}

}  // namespace sample_host
