// A store with the host's tables around it, the same for every database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"
#include "host_rows.hpp"
#include "host_sdk/services/database.hpp"

namespace gup::testing {

/// Starts migrated and empty; the destructor removes everything.
class StoreWorld {
 public:
  virtual ~StoreWorld() = default;
  virtual Store& store() = 0;
  /// Another store over the same data, like another process.
  virtual std::unique_ptr<Store> open_another() = 0;
  /// A session with the same database.
  virtual std::unique_ptr<database::Session> open_session() = 0;

  virtual void put_user(const HostUser& user) = 0;
  virtual void erase_user(std::int64_t id) = 0;
  virtual void put_group(const HostGroup& group) = 0;
  virtual void erase_group(std::int64_t id) = 0;
  virtual void put_member(const HostMember& member) = 0;
  [[nodiscard]] virtual std::vector<HostUser> users(const std::string& company_id) = 0;
  [[nodiscard]] virtual std::vector<HostGroup> groups(const std::string& company_id) = 0;
  [[nodiscard]] virtual std::vector<HostMember> members() = 0;
  /// The number of rows of the host's tables and of the links written so far, from any session.
  [[nodiscard]] virtual std::int64_t row_writes() = 0;
};

/// A database as the host would lend it. The destructor drops the database.
class TestDatabase : public host_sdk::Database {
 public:
  [[nodiscard]] static std::unique_ptr<TestDatabase> make(const std::string& backend);
  /// On the server in `folder`.
  [[nodiscard]] static std::unique_ptr<TestDatabase> make(const std::string& backend,
                                                          const std::string& folder);
};

/// The backends of all databases.
[[nodiscard]] std::vector<std::string> kinds_of_database();
/// The same without SQLite.
[[nodiscard]] std::vector<std::string> kinds_of_server();

[[nodiscard]] std::unique_ptr<StoreWorld> make_world(const std::string& backend);

}  // namespace gup::testing
