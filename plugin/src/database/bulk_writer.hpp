// Many rows in few round trips. The seam behind which each database may get its fastest way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "database/session.hpp"

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

/// Writes inside the transaction that is under way. Rows come from `fill`, which is called once for each
/// index from 0 and puts the row's values in the order of the columns.
class BulkWriter {
 public:
  using Fill = std::function<void(std::size_t index, Values& row)>;
  /// Called after every few hundred rows with how many those were; may throw to give up.
  using Step = std::function<void(std::int64_t rows)>;

  virtual ~BulkWriter() = default;

  virtual void insert(const std::string& table, const Columns& columns, std::size_t count,
                      const Fill& fill) = 0;

  /// Inserts; a row whose `keys` (all of the primary key) exist is overwritten in `others`.
  virtual void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
                      const Fill& fill) = 0;

  /// Sets `others` of the rows that have the given `keys` (numbers); the row's values are the keys', then the
  /// others'. A column may be in both: its old value is the key, its new one the other. Returns how many rows
  /// were there.
  virtual std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                              const Condition& condition, std::size_t count, const Fill& fill) = 0;

  /// Deletes the rows that have the given `keys`. Returns how many there were.
  virtual std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                             std::size_t count, const Fill& fill) = 0;
};

/// The writer that works on every database: prepared statements over 100 rows, run again and again.
[[nodiscard]] std::unique_ptr<BulkWriter> make_bulk_writer(Session& session, BulkWriter::Step step);

}  // namespace gup::database
