// The host's tables are those of the contract, which fakes::make_host_tables creates for the tests of
// plugins.
#include <gmock/gmock.h>

#include <set>

#include "host_sdk/fakes/host_tables.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using Lines = std::set<std::string>;

constexpr const char* kTables[] = {"target_users", "target_groups", "target_group_members"};

/// "target_users: email VARCHAR(320) not null, default none".
std::string columns_query(Backend backend, const std::string& table) {
  switch (backend) {
    case Backend::sqlite3:
      return "SELECT name || ' ' || type || ' ' || \"notnull\" || ' ' || COALESCE(dflt_value, 'none') FROM "
             "pragma_table_info('" +
             table + "')";
    case Backend::postgresql:
      return "SELECT CONCAT(column_name, ' ', data_type, ' ', character_maximum_length, ' ', collation_name, "
             "' "
             "', is_nullable, ' ', column_default) FROM information_schema.columns WHERE table_schema = "
             "current_schema() AND table_name = '" +
             table + "'";
    case Backend::mysql:
      return "SELECT CONCAT_WS(' ', column_name, column_type, collation_name, is_nullable, column_default) "
             "FROM "
             "information_schema.columns WHERE table_schema = DATABASE() AND table_name = '" +
             table + "'";
  }
  return {};
}

/// The columns of each index, in order, and whether it is unique. Names of indexes are not part of the
/// contract.
std::string keys_query(Backend backend, const std::string& table) {
  switch (backend) {
    case Backend::sqlite3:
      return "SELECT l.\"unique\" || ' ' || (SELECT group_concat(i.name) FROM pragma_index_info(l.name) i) "
             "FROM "
             "pragma_index_list('" +
             table + "') l";
    case Backend::postgresql:
      return "SELECT REGEXP_REPLACE(indexdef, ' INDEX .* USING', '') FROM pg_indexes WHERE schemaname = "
             "current_schema() AND tablename = '" +
             table + "'";
    case Backend::mysql:
      return "SELECT CONCAT(non_unique, ' ', GROUP_CONCAT(column_name ORDER BY seq_in_index)) FROM "
             "information_schema.statistics WHERE table_schema = DATABASE() AND table_name = '" +
             table + "' GROUP BY index_name, non_unique";
  }
  return {};
}

Lines lines_of(Session& session, std::string (*query)(Backend, const std::string&)) {
  Lines lines;
  for (const std::string table : kTables)
    Query(session, query(session.dialect().backend(), table)).read("t", [&](const sql::Row& row) {
      lines.insert(table + ": " + row.text(0));
    });
  return lines;
}

TEST(TableContract, IsKeptByTheHostsTables) {
  testing::TemporaryDatabase host;
  Lines columns;
  Lines keys;
  host.pool.with_session("reading", [&](Session& session) {
    columns = lines_of(session, columns_query);
    keys = lines_of(session, keys_query);
    for (const std::string table : kTables) session.run("DROP TABLE " + table);
    host_sdk::fakes::make_host_tables(session);
    EXPECT_EQ(lines_of(session, columns_query), columns);
    // The host may have more indexes.
    EXPECT_THAT(keys, ::testing::IsSupersetOf(lines_of(session, keys_query)));
  });
  EXPECT_EQ(columns.size(), 18U + 8U + 3U);
  EXPECT_GE(keys.size(), 6U);
}

}  // namespace
}  // namespace sample_host
