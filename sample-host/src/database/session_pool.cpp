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
/// A session that rested no longer than this is taken as it is.
constexpr std::chrono::seconds kFresh{2};

bool answers(soci::session& session) {
  try {
    int one = 0;
    session << "SELECT 1", soci::into(one);
    return one == 1;
  } catch (const soci::soci_error&) {
    return false;
  }
}

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
    throw classify(e, "the database cannot be opened (host.yaml, key 'database')");
  }
}

std::unique_ptr<soci::session> SessionPool::take_idle() {
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

SessionPool::Lease SessionPool::lease() {
  {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, kWaitForSession, [this] { return lent_ < most_; })) {
      throw DatabaseError(DatabaseProblem::unavailable, "every database session was busy for 5 seconds");
    }
    ++lent_;
  }
  try {
    auto session = take_idle();
    if (!session) session = open();
    return {*this, std::move(session)};
  } catch (...) {
    take_back(nullptr, false);
    throw;
  }
}

void SessionPool::take_back(std::unique_ptr<soci::session> session, bool healthy) {
  if (!healthy) session.reset();
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

SessionPool::Lease::Lease(SessionPool& pool, std::unique_ptr<soci::session> session)
    : pool_(pool), session_(std::move(session)) {}

SessionPool::Lease::~Lease() {
  pool_.take_back(std::move(session_), healthy_);
}

}  // namespace sample_host
