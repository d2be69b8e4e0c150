// A writer over one table, for each implementation.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/bulk/bulk_writer.hpp"
#include "database/sql.hpp"
#include "store_world.hpp"

namespace gup::testing {

/// The kinds of database, and "mysql_prepared": the writer for MySQL's own servers.
[[nodiscard]] std::vector<std::string> all_kinds_of_writer();
/// The same without SQLite.
[[nodiscard]] std::vector<std::string> kinds_of_server_writer();

/// A row of the table `items`: `id` is its key, `name` is unique.
struct Item {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::string> note;
  std::optional<std::int64_t> number = std::nullopt;

  bool operator==(const Item&) const = default;
};

class BulkWriterContract : public ::testing::TestWithParam<std::string> {
 protected:
  BulkWriterContract();

  [[nodiscard]] database::Session& session() { return session_; }
  /// A further session of the same database.
  [[nodiscard]] std::unique_ptr<database::Session> another();
  [[nodiscard]] database::Backend backend() const { return session_.dialect().backend(); }

  [[nodiscard]] std::unique_ptr<database::BulkWriter> writer(database::WriteSteps steps = {});
  /// In a transaction of its own that is committed.
  void insert(const std::vector<Item>& items);
  void upsert(const std::vector<Item>& items);
  std::int64_t update(const std::vector<Item>& items);
  /// By the names.
  std::int64_t erase(const std::vector<std::string>& names);
  [[nodiscard]] std::map<std::int64_t, Item> items();

  /// In the order of the table's columns.
  [[nodiscard]] static database::BulkWriter::Fill fill(const std::vector<Item>& items);
  static const database::Columns kId;
  static const database::Columns kOthers;
  static const database::Columns kAll;

 private:
  std::unique_ptr<TestDatabase> database_;
  database::Session session_;
};

/// Tests that need a server.
class ServerWriterContract : public BulkWriterContract {};

[[nodiscard]] inline std::string name_of_writer(const ::testing::TestParamInfo<std::string>& info) {
  return info.param;
}

/// `count` rows with ids from 1.
[[nodiscard]] std::vector<Item> many_items(std::int64_t count);

}  // namespace gup::testing
