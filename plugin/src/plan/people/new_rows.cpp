#include "plan/people/new_rows.hpp"

#include <memory>
#include <utility>

#include "plan/people/row_writes.hpp"

namespace gup::plan {

std::uint32_t NewRows::add(const NewRow& row) {
  rows_.push_back(row);
  return static_cast<std::uint32_t>(rows_.size() - 1);
}

Inserts NewRows::finish() && {
  const auto rows = std::make_shared<const std::deque<NewRow>>(std::move(rows_));
  const auto row_at = [rows](std::size_t at) {
    const NewRow& row = (*rows)[at];
    return new_row(row.external_id, unpacked_fields(row.fields), row.content_hash, row.user_id);
  };
  const auto link_at = [rows](std::size_t at) {
    const NewRow& row = (*rows)[at];
    return new_link(row.external_id, row.content_hash, row.user_id);
  };
  return {{rows->size(), row_at}, {rows->size(), link_at}};
}

}  // namespace gup::plan
