#include "database/session_pool.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "database/classify.hpp"
#include "database/sqlite_functions.hpp"

namespace sample_host {
namespace {

constexpr std::chrono::seconds kWaitForSession{5};

const soci::backend_factory& factory_of(Backend backend) {
  // The factory objects are linked in: SOCI's own loading of backends crashes when a plugin is unloaded.
  switch (backend) {
    case Backend::sqlite3:
      return *soci::factory_sqlite3();
    case Backend::postgresql:
      return *soci::factory_postgresql();
    case Backend::mysql:
      return *soci::factory_mysql();
  }
  throw DatabaseError(DatabaseProblem::other, "unknown database backend");
}

}  // namespace

Backend backend_of(const std::string& name) {
  if (name == "sqlite3") return Backend::sqlite3;
  if (name == "postgresql") return Backend::postgresql;
  if (name == "mysql") return Backend::mysql;
  throw ConfigError("the database backend must be sqlite3, postgresql or mysql");
}

SessionPool::SessionPool(DatabaseConfig config, std::size_t most)
    : config_(std::move(config)), backend_(backend_of(config_.backend)), most_(most) {}

SessionPool::~SessionPool() = default;

std::unique_ptr<soci::session> SessionPool::open() const {
  try {
    auto session = std::make_unique<soci::session>(factory_of(backend_), config_.connection);
    if (backend_ == Backend::sqlite3) {
      *session << "PRAGMA foreign_keys = ON";
      // WAL with FULL: a commit that was answered survives a power cut, as the secret store promises.
      *session << "PRAGMA synchronous = FULL";
      add_sqlite_functions(*session);
    }
    // "Relation exists already, skipping" is no news for anybody's terminal.
    if (backend_ == Backend::postgresql) *session << "SET client_min_messages TO WARNING";
    return session;
  } catch (const soci::soci_error& e) {
    throw classify(e, "the database cannot be opened");
  }
}

SessionPool::Lease SessionPool::lease() {
  std::unique_ptr<soci::session> session;
  {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, kWaitForSession, [this] { return lent_ < most_; })) {
      throw DatabaseError(DatabaseProblem::unavailable, "every database session was busy for 5 seconds");
    }
    ++lent_;
    if (!idle_.empty()) {
      session = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!session) {
    try {
      session = open();
    } catch (...) {
      take_back(nullptr, false);
      throw;
    }
  }
  return {*this, std::move(session)};
}

void SessionPool::take_back(std::unique_ptr<soci::session> session, bool healthy) {
  if (!healthy) session.reset();
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (session) idle_.push_back(std::move(session));
  }
  freed_.notify_one();
}

SessionPool::Lease::Lease(SessionPool& pool, std::unique_ptr<soci::session> session)
    : pool_(pool), session_(std::move(session)) {}

SessionPool::Lease::~Lease() {
  pool_.take_back(std::move(session_), healthy_);
}

}  // namespace sample_host
