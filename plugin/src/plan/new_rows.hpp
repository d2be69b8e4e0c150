// The rows of people who are new here.
#pragma once

#include <cstdint>
#include <deque>

#include "plan/on_demand.hpp"
#include "plan/plan.hpp"
#include "plan/roster.hpp"

namespace gup::plan {

/// Keeps who is new and under which id; the rows are made from that when the store writes them.
class NewRows {
 public:
  /// Returns the row's place among the new ones.
  std::uint32_t add(PersonNumber person, std::int64_t user_id);
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// Borrows from the input.
  [[nodiscard]] OnDemand<RowWrite> finish(const PlanInput& input) &&;

 private:
  struct NewRow {
    std::int64_t user_id = 0;
    PersonNumber person = 0;
  };
  std::deque<NewRow> rows_;
};

}  // namespace gup::plan
