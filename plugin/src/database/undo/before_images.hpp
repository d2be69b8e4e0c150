// What a run changes, as it was before: rows that undoing the run needs.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Call before a plan is applied. Keeps:
/// - the target users that it updates or deletes, with their links,
/// - the groups that it creates, renames, deletes or releases,
/// - the memberships that it adds or that disappear.
///
/// Does not keep the rows of a first load: undoing that deletes them.
void keep_before_images(const WriteContext& context, std::int64_t run_id, const plan::Plan& plan);

/// Call before an unlink. Keeps the integration, as if all of its users and groups would be deleted.
/// Afterwards, `mark_what_stayed` finds those that were only released.
void keep_integration(const WriteContext& context, std::int64_t run_id);
void mark_what_stayed(const WriteContext& context, std::int64_t run_id);
/// Keeps the memberships that an unlink adds when it hands them over to the host.
void keep_handed_over(const WriteContext& context, std::int64_t run_id,
                      const std::vector<plan::Membership>& members);

/// Stores how many rows of the host the run changed: above 0 if it can be undone.
void put_kept_changes(Session& session, std::int64_t run_id, std::int64_t rows);

void delete_before_images(Session& session, std::int64_t run_id);

/// Runs `sql`, which ends before a list of numbers, for some hundred of `ids` at a time; `end` follows the
/// list. With `company_id`, `sql` has one `?` for it. Returns the number of rows that matched.
std::int64_t run_for_ids(Session& session, const std::string& sql, std::span<const std::int64_t> ids,
                         const std::optional<std::string>& company_id = std::nullopt, const char* end = "");
/// The same for texts. `sql` has one `?` before the list, for the company.
std::int64_t run_for_texts(Session& session, const std::string& sql, const std::string& company_id,
                           const std::vector<std::string>& texts);

/// The columns of target users that before images have, too, apart from the id and `updated_at`.
[[nodiscard]] const std::vector<std::string>& kept_user_columns();
/// The columns of links that before images have, too, between the external id and `missing_since`.
inline constexpr const char* kKeptLinkColumns =
    "user_id, origin, state, status_at_adoption, content_hash, leaving_cause, delete_after_days";
/// The columns of settings that an unlink keeps: all but the company.
inline constexpr const char* kKeptSettings =
    "source, scope, unit_ids, group_ids, include_sub_units, include_nested_groups, method, target_group, "
    "on_leaving, on_leaving_suspended, on_leaving_deselected, delete_after_days, existing_users, "
    "limit_percent, limit_at_least, revision, saved_by, saved_at, group_attribute";

}  // namespace gup::database
