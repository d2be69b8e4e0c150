// Decides which rows of one table can be restored.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/undo/undo_state.hpp"

namespace gup::plan {

enum class RowUndoKind : std::uint8_t {
  /// The run did not change the row.
  none,
  leave_alone,
  remove,
  update,
  insert,
};

struct RowUndo {
  RowUndoKind kind = RowUndoKind::none;
  /// Why the row is left alone.
  std::string reason;
};

/// The words of the reasons.
struct UndoWords {
  /// "the address is in use by another target user"
  const char* key_in_use;
  /// "a later sync added the user again"
  const char* added_again;
  /// "it was added to a target group by hand since"
  const char* has_other_members;
};

/// What happens to each of the rows, in their order. A row whose key another row of the list gives up
/// can have it; names and addresses may swap and chain.
template <typename Changed>
class RowUndos {
 public:
  /// `refused`: by id, why the database refused to write a row.
  RowUndos(const std::vector<Changed>& rows, std::int64_t stamp, const UndoWords& words,
           const std::unordered_map<std::int64_t, std::string>& refused)
      : rows_(rows), words_(words), undos_(rows.size()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      places_.emplace(rows[i].id, i);
      undos_[i] = decide(rows[i], stamp);
      if (const auto reason = refused.find(rows[i].id); reason != refused.end() && writes(undos_[i].kind))
        undos_[i] = leave(reason->second);
    }
    while (leave_conflicts_alone()) {
    }
  }

  [[nodiscard]] const RowUndo& operator[](std::size_t index) const { return undos_[index]; }
  /// Null for a row that is not in the list.
  [[nodiscard]] const RowUndo* find(std::int64_t id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? nullptr : &undos_[place->second];
  }
  [[nodiscard]] const Changed* row(std::int64_t id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? nullptr : &rows_[place->second];
  }

 private:
  static bool writes(RowUndoKind kind) {
    return kind != RowUndoKind::none && kind != RowUndoKind::leave_alone;
  }

  static RowUndo leave(std::string reason) { return {RowUndoKind::leave_alone, std::move(reason)}; }

  /// When the values of a row that exists were written.
  static std::int64_t written_at(const Changed& row) { return row.restored_to.value_or(row.now->updated_at); }

  [[nodiscard]] RowUndo decide(const Changed& row, std::int64_t stamp) const {
    const auto changed = [&] {
      return leave(row.written_by_run ? "a later run changed it" : "changed by hand since");
    };
    if (!row.before) {
      if (!row.now) return leave("already deleted");
      if (written_at(row) != stamp) return changed();
      return row.has_other_members ? leave(words_.has_other_members) : RowUndo{RowUndoKind::remove, {}};
    }
    if (row.deleted) return row.now ? leave("it exists again") : RowUndo{RowUndoKind::insert, {}};
    if (!row.now) return leave("deleted since");
    if (row.now->updated_at == row.before->updated_at) return {};
    return written_at(row) == stamp ? RowUndo{RowUndoKind::update, {}} : changed();
  }

  [[nodiscard]] static bool same_owner(const KeptRow& one, const KeptRow& other) {
    return one.provider == other.provider && one.external_id == other.external_id;
  }

  /// Whether undoing `row` makes its current key (or its owner) free.
  [[nodiscard]] bool gives_up(std::int64_t id, bool owner) const {
    const auto place = places_.find(id);
    if (place == places_.end()) return false;
    const Changed& row = rows_[place->second];
    switch (undos_[place->second].kind) {
      case RowUndoKind::remove:
        return true;
      case RowUndoKind::update:
        return owner ? !same_owner(*row.before, *row.now) : row.before->key != row.now->key;
      default:
        return false;
    }
  }

  bool leave_conflicts_alone() {
    bool found = false;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (undos_[i].kind != RowUndoKind::update && undos_[i].kind != RowUndoKind::insert) continue;
      const Changed& row = rows_[i];
      if (row.owner_holder != 0 && !gives_up(row.owner_holder, true)) {
        undos_[i] = leave(words_.added_again);
        found = true;
      } else if (row.key_holder != 0 && !gives_up(row.key_holder, false)) {
        undos_[i] = leave(words_.key_in_use);
        found = true;
      }
    }
    return found;
  }

  const std::vector<Changed>& rows_;
  const UndoWords words_;
  std::vector<RowUndo> undos_;
  std::unordered_map<std::int64_t, std::size_t> places_;
};

}  // namespace gup::plan
