#include "plan/new_rows.hpp"

#include <memory>
#include <utility>

#include "plan/row_writes.hpp"

namespace gup::plan {

std::uint32_t NewRows::add(PersonNumber person, std::int64_t user_id) {
  rows_.push_back({user_id, person});
  return static_cast<std::uint32_t>(rows_.size() - 1);
}

OnDemand<RowWrite> NewRows::finish(const PlanInput& input) && {
  const auto rows = std::make_shared<const std::deque<NewRow>>(std::move(rows_));
  return {rows->size(), [rows, &ids = input.ids, &people = input.directory.people](std::size_t at) {
            const NewRow& row = (*rows)[at];
            const PersonDigest& person = people[row.person];
            return new_row(ids[row.person], unpacked_fields(people.fields(person)), person.content_hash,
                           row.user_id);
          }};
}

}  // namespace gup::plan
