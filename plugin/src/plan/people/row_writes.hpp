// Rows of the host as the plan wants them, with their links.
#pragma once

#include <string_view>

#include "plan/people/addresses.hpp"
#include "plan/plan.hpp"

namespace gup::plan {

/// The link of a new row: a new one, or that of a row that somebody deleted. `hash`: of the row's fields.
[[nodiscard]] Link new_link(std::string_view external_id, std::int64_t hash, std::int64_t user_id);

/// A new row with its `new_link`.
[[nodiscard]] RowWrite new_row(std::string_view external_id, TargetFields fields, std::int64_t hash,
                               std::int64_t user_id);

/// The row of a linked person (returning ones included) as Google says it; a refused claim keeps the address.
/// `row`: the claim's, as it is.
[[nodiscard]] RowWrite rewritten_row(TargetFields fields, Link link, const Claim& claim,
                                     const TargetUserRow& row);

/// A row made by hand (or ours without a link) that becomes this person's.
[[nodiscard]] RowWrite adopted_row(std::string_view external_id, TargetFields fields,
                                   const TargetUserRow& row);

/// The row of somebody who left and is kept as an inactive target user.
[[nodiscard]] RowWrite deactivated_row(Link link, const TargetUserRow& row, host_sdk::Timestamp now,
                                       bool gives_up_address);

/// The row of an adopted person who left: the host's own again, with the status it had.
[[nodiscard]] RowWrite released_row(Link link, const TargetUserRow& row, host_sdk::Timestamp now,
                                    bool gives_up_address);

/// True when the two rows hold the same values, whenever they were written.
[[nodiscard]] bool same_values(const TargetUserRow& one, const TargetUserRow& other);

}  // namespace gup::plan
