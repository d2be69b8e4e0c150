// Many rows in few round trips. The seam behind which each database has its fastest way.
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

/// What further has to be true of the rows that are updated or erased: SQL with a `?` for each text.
struct Condition {
  std::string sql;
  std::vector<std::string> texts;
};

/// What a writer calls while it writes. Both may throw to give up.
struct WriteSteps {
  /// After every few hundred rows, with how many those were. The session may be in the middle of a statement.
  std::function<void(std::int64_t rows)> wrote = [](std::int64_t) {};
  /// Between statements, at least once in so many rows as take about a tenth of a second: here the session
  /// may be asked something else.
  std::function<void()> between = [] {};
};

/// Writes inside the transaction that is under way. Rows come from `fill`, which is called once for each
/// index from 0 and puts the row's values in the order of the columns.
class BulkWriter {
 public:
  using Fill = std::function<void(std::size_t index, Values& row)>;

  virtual ~BulkWriter() = default;

  virtual void insert(const std::string& table, const Columns& columns, std::size_t count,
                      const Fill& fill) = 0;

  /// Inserts; a row whose `keys` (all of the primary key) exist is overwritten in `others`. For tables
  /// without another unique key: MySQL would overwrite the row that has that one, too.
  virtual void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
                      const Fill& fill) = 0;

  /// Sets `others` of the rows that have the given `keys`; the row's values are the keys', then the others'.
  /// A column may be in both: its old value is the key, its new one the other. Returns how many rows were
  /// there.
  virtual std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                              const Condition& condition, std::size_t count, const Fill& fill) = 0;

  /// Deletes the rows that have the given `keys`. Returns how many there were.
  virtual std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                             std::size_t count, const Fill& fill) = 0;
};

/// The fastest writer that the session's database has.
[[nodiscard]] std::unique_ptr<BulkWriter> make_bulk_writer(Session& session, WriteSteps steps = {});

}  // namespace gup::database
