// Finds the rows that the database refuses.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// Writes rows by halves, to find the single rows that a constraint, a key or a trigger of the platform
/// refuses. Also finds rows that a trigger ignores without an error. The other rows stay written. Used by one
/// thread within one write transaction.
class Halving {
 public:
  /// Writes the rows from `first` to before `end`. Throws `SqlError` or `StateMoved` if the database refuses
  /// some.
  using Write = std::function<void(std::size_t first, std::size_t end)>;
  using NameRow = std::function<RefusedRow(std::size_t)>;
  /// Whether the row is still as it was read: then a trigger ignored the write.
  using IsUnchanged = std::function<bool(std::size_t)>;

  enum class After : std::uint8_t {
    /// The transaction is committed.
    commit,
    /// The transaction is rolled back. So if a trigger of SQLite ends it, another one begins.
    rollback,
  };

  Halving(Session& session, After after) : session_(session), after_(after) {}

  /// Adds the refused ones of `count` rows, and leaves the rest after more than `kMostRefusals`. Throws
  /// `StateMoved` for a row that was changed meanwhile, and other errors of `write`.
  void find(
      std::size_t count, const Write& write, const NameRow& name_row,
      const IsUnchanged& is_unchanged = [](std::size_t) { return true; });

  static constexpr std::size_t kMostRefusals = 100;
  [[nodiscard]] const std::vector<RefusedRow>& refused() const { return refused_; }
  /// A trigger ended the transaction, so the rows before it are no longer written.
  [[nodiscard]] bool lost_rows() const { return lost_rows_; }

 private:
  struct Search;
  void find_in(std::size_t first, std::size_t end, const Search& search);
  void roll_back();

  Session& session_;
  const After after_;
  std::vector<RefusedRow> refused_;
  bool lost_rows_ = false;
};

/// Throws `Failure` with the first names if there are more than `Halving::kMostRefusals`: then the table is
/// at fault, not a row.
void require_few(const std::vector<RefusedRow>& refused);

}  // namespace gup::database
