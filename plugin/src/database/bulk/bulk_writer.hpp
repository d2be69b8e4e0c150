// Many rows in few round trips: one interface, with the fastest implementation for each database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "database/sql.hpp"

namespace gup::database {

struct Column {
  const char* name;
  /// `n` for a number, `t` for a text.
  char kind;
};
using Columns = std::vector<Column>;

/// A further condition on the rows to update or erase: SQL with a `?` for each text.
struct Condition {
  std::string sql;
  std::vector<std::string> texts;
};

/// Callbacks of a writer. Both may throw to cancel.
struct WriteSteps {
  /// Called after every few hundred rows, with their number. The session may be in the middle of a statement.
  std::function<void(std::int64_t rows)> wrote = [](std::int64_t) {};
  /// Between statements, about every 100 ms: the session is free for another query.
  std::function<void()> between = [] {};
};

/// Writes inside the current transaction. Rows come from `fill`, which is called once for each index from 0
/// and adds the row's values in the order of the columns. Throws `SqlError`.
class BulkWriter {
 public:
  using Fill = std::function<void(std::size_t index, Values& row)>;

  virtual ~BulkWriter() = default;

  /// Returns the number of inserted rows, which is smaller if a trigger ignores some of them.
  virtual std::int64_t insert(const std::string& table, const Columns& columns, std::size_t count,
                              const Fill& fill) = 0;

  /// Inserts; a row whose `keys` (the whole primary key) exist is overwritten in `others`. Only for tables
  /// without another unique key, because MySQL overwrites on a conflict with any unique key.
  virtual void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
                      const Fill& fill) = 0;

  /// Sets `others` of the rows that have the given `keys`; the row's values are the keys', then the others'.
  /// A column may be in both, with its old and its new value. Returns the number of rows that matched.
  virtual std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                              const Condition& condition, std::size_t count, const Fill& fill) = 0;

  /// Deletes the rows that have the given `keys`. Returns their number.
  virtual std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                             std::size_t count, const Fill& fill) = 0;
};

/// The fastest writer for the session's database.
[[nodiscard]] std::unique_ptr<BulkWriter> make_bulk_writer(Session& session, WriteSteps steps = {});

}  // namespace gup::database
