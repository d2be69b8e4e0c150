// The plan's writes to target_groups and target_group_members.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Deletes or releases groups, with the plugin's memberships and the groups' links.
void remove_groups(const WriteContext& context, std::span<const plan::GroupRemoval> removals);
/// Turns managed groups into the host's own.
void release_groups(const WriteContext& context, const std::vector<std::int64_t>& ids);
/// Marks and unmarks the links of target groups whose removal is dismissed.
void write_dismissals(const WriteContext& context,
                      const std::vector<plan::GroupChanges::Dismissal>& dismissals);
/// The links alone; a dismissal stays.
void put_group_links(const WriteContext& context, const std::vector<plan::GroupLink>& links);
/// Names may swap and chain among `writes`.
void write_groups(const WriteContext& context, const std::vector<plan::GroupWrite>& writes);
/// The plan's new memberships, after its rows and groups.
void insert_memberships(const WriteContext& context, const plan::Plan& plan);
void erase_memberships(const WriteContext& context, std::span<const plan::Membership> memberships);

// Their steps.

/// Names are unique at every moment of the transaction, so renamed groups get temporary names first.
void set_temporary_names(const WriteContext& context, const std::vector<plan::GroupWrite>& writes);
/// The rows without their links.
void write_group_rows(const WriteContext& context, std::span<const plan::GroupWrite> writes);
/// Does not check that the groups and the users exist.
void insert_membership_rows(const WriteContext& context, std::span<const plan::Membership> memberships);

/// Runs a SELECT COUNT over `ids` in batches; `sql` ends before the list of ids and has no other values.
[[nodiscard]] std::int64_t count_among(Session& session, const std::string& sql,
                                       std::span<const std::int64_t> ids);

}  // namespace gup::database
