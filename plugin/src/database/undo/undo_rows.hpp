// The host's rows of an undo. Each function takes a part of them, so that rows which the database refuses can
// be found.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database/writers/write_context.hpp"
#include "plan/undo/undo_plan.hpp"

namespace gup::database {

/// A table of the host, and the table of its before images.
struct KeptTable {
  const char* name;
  const char* kept_name;
  const char* kept_id;
  /// The column of `target_group_members` with the row's id.
  const char* member_column;
  const char* key;
  /// The kept columns that are written back, and those of rows that are inserted again.
  std::vector<std::string> columns;
  std::vector<std::string> inserted_columns;
  /// The name for error texts: "target users".
  const char* text;
};

[[nodiscard]] const KeptTable& kept_users();
[[nodiscard]] const KeptTable& kept_groups();

[[nodiscard]] std::vector<std::int64_t> ids_of(const std::vector<plan::RowDelete>& deletes);
[[nodiscard]] std::vector<std::int64_t> ids_of(const std::vector<plan::GroupRemoval>& deletes);

/// Borrowed for the length of one transaction. Each write throws `StateMoved` if it matches fewer rows.
class UndoRows {
 public:
  UndoRows(const WriteContext& context, std::int64_t undone_run, const plan::UndoState& state);

  /// Deletes rows that the run added, with their memberships.
  void erase(const KeptTable& table, std::span<const std::int64_t> ids) const;
  /// Keys may swap and chain among the rows that are written back, so these get temporary ones first.
  void set_temporary_keys(const KeptTable& table, std::span<const std::int64_t> ids) const;
  void write_back(const KeptTable& table, std::span<const std::int64_t> ids) const;
  /// Inserts rows that the run deleted.
  void insert(const KeptTable& table, std::span<const std::int64_t> ids) const;

  void erase_handed_over(std::span<const plan::Membership> memberships) const;
  void insert_lost(std::span<const plan::LostMembership> memberships) const;

  // Whether a row still is as the plan expects it.
  [[nodiscard]] bool can_be_erased(const KeptTable& table, std::int64_t id) const;
  [[nodiscard]] bool is_as_left(const KeptTable& table, std::int64_t id) const;
  [[nodiscard]] bool is_kept(const KeptTable& table, std::int64_t id) const;

 private:
  /// The rows of `ids` as the undone run left them.
  [[nodiscard]] BulkWriter::Fill as_left(const KeptTable& table, std::span<const std::int64_t> ids) const;
  /// The `updated_at` of the row: the undone run's, or that of the undo which restored the run's values.
  [[nodiscard]] std::int64_t stamp_of(const KeptTable& table, std::int64_t id) const;

  const WriteContext& context_;
  const plan::UndoState& state_;
  const std::string run_;
  const std::string now_;
  /// By table and id, of rows with a stamp of their own.
  std::map<std::pair<std::string_view, std::int64_t>, std::int64_t> stamps_;
};

}  // namespace gup::database
