// The host's three tables in a real database, for tests of the store.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "host_rows.hpp"

namespace gup::testing {

/// A session that reads and changes the tables like an administrator of the host.
class HostTables {
 public:
  HostTables(const std::string& backend, const std::string& connection_string);

  void create();
  /// From now on, counts every row written in the three tables and in gup_links, which must exist.
  void count_writes();
  [[nodiscard]] std::int64_t row_writes();

  void put_user(const HostUser& user);
  void erase_user(std::int64_t id);
  void put_group(const HostGroup& group);
  void erase_group(std::int64_t id);
  void put_member(const HostMember& member);
  [[nodiscard]] std::vector<HostUser> users(const std::string& company_id);
  [[nodiscard]] std::vector<HostGroup> groups(const std::string& company_id);
  [[nodiscard]] std::vector<HostMember> members();

  [[nodiscard]] database::Session& session() { return session_; }

 private:
  void erase_user_row(std::int64_t id);

  database::Session session_;
};

}  // namespace gup::testing
