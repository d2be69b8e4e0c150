// Builds the rows and links that the plan writes.
#pragma once

#include <cstdint>
#include <string_view>

#include "plan/people/email_assignment.hpp"
#include "plan/plan.hpp"
#include "plan/state/directory_people.hpp"

namespace gup::plan {

// A person without a name in Google gets the address as first name, unless the row has a name.

/// The link of a new row. `hash`: of the row's fields.
[[nodiscard]] Link new_link(std::string_view external_id, std::int64_t hash, std::int64_t user_id);

/// A new row with its `new_link`.
[[nodiscard]] RowWrite new_row(std::string_view external_id, PersonRecord record, std::int64_t user_id);

/// The row of a linked or returning person with Google's values; it keeps those that are not known. If the
/// email address was refused, the row keeps its current one. It becomes active only if the plugin made it
/// inactive.
[[nodiscard]] RowWrite rewritten_row(PersonRecord record, Link link, const EmailAssignment& assignment,
                                     const TargetUserRow& row);

/// A row created by hand, or ours without a link, that becomes this person's. Its status stays, and so do
/// fields whose value is not known.
[[nodiscard]] RowWrite adopted_row(std::string_view external_id, PersonRecord record,
                                   const TargetUserRow& row);

/// The row of a leaver who is kept as an inactive target user.
[[nodiscard]] RowWrite deactivated_row(Link link, const TargetUserRow& row, host_sdk::Timestamp now,
                                       bool releases_address);

/// The row of an adopted leaver: released to the host with the status that the host gave it.
[[nodiscard]] RowWrite released_row(Link link, const TargetUserRow& row, host_sdk::Timestamp now,
                                    bool releases_address);

[[nodiscard]] bool is_inactive(const TargetUserRow& row);

/// True if the rows are equal except for `updated_at`.
[[nodiscard]] bool same_values(const TargetUserRow& one, const TargetUserRow& other);

}  // namespace gup::plan
