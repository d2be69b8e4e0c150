// What became of each person, written down while the plan is made.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plan/lazy_list.hpp"
#include "plan/plan.hpp"
#include "plan/state/packed_row.hpp"
#include "plan/state/text_arena.hpp"

namespace gup::plan {

/// Keeps the lines packed, and those of added people by reference to their new rows: a first load tells of
/// everybody.
class ChangeLog {
 public:
  ChangeLog() : kept_(std::make_unique<Kept>()) {}

  void tell(const PersonChange& change);
  /// An added person: everything else follows from the row, which is the `insert`th new one.
  void tell_added(std::uint32_t insert, const std::string& reason);

  /// In the order in which they were told, as `finish` has the lines.
  [[nodiscard]] std::vector<ChangeKind> kinds() const;
  /// The lines in the order in which they were told. Nothing may be told afterwards.
  [[nodiscard]] LazyList<PersonChange> finish(LazyList<RowWrite> inserts) &&;

 private:
  struct Line {
    ChangeKind kind = ChangeKind::added;
    bool approved = false;
    std::int64_t user_id = 0;
    std::string_view external_id;
    std::string_view email;
    std::string_view reason;
    PackedRow before;
    PackedRow after;
  };
  /// An added person's new row and reason, or a line.
  struct Place {
    static constexpr std::uint32_t kNone = UINT32_MAX;
    std::uint32_t insert = kNone;
    std::uint32_t reason_or_line = 0;
  };
  struct Kept {
    TextArena texts;
    std::deque<Line> lines;
    std::deque<Place> places;
    /// The same few sentences are said of everybody.
    std::deque<std::string> reasons;
    std::unordered_map<std::string, std::uint32_t> reason_numbers;
    LazyList<RowWrite> inserts;

    [[nodiscard]] PersonChange change(std::size_t at) const;
    [[nodiscard]] PersonChange added(const Place& place) const;
  };

  std::unique_ptr<Kept> kept_;
};

}  // namespace gup::plan
