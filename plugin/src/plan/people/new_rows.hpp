// The rows of people who are new here.
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>

#include "plan/plan.hpp"
#include "plan/state/packed_row.hpp"

namespace gup::plan {

/// Keeps who is new and under which id; the rows are made from that when the store writes them.
class NewRows {
 public:
  /// What a new row follows from. Borrows the id and the fields.
  struct NewRow {
    std::int64_t user_id = 0;
    std::int64_t content_hash = 0;
    std::string_view external_id;
    PackedFields fields;
  };

  /// Returns the row's place among the new ones.
  std::uint32_t add(const NewRow& row);

  [[nodiscard]] Inserts finish() &&;

 private:
  std::deque<NewRow> rows_;
};

}  // namespace gup::plan
