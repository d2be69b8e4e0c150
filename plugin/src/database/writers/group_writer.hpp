// The plan's writes to target_groups and target_group_members.
#pragma once

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Deletes or releases groups, with the plugin's memberships and the groups' links.
void remove_groups(const WriteContext& context, const std::vector<plan::GroupRemoval>& removals);
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
void erase_memberships(const WriteContext& context, const std::vector<plan::Membership>& memberships);

/// Runs a SELECT COUNT over `ids` in batches; `sql` ends before the list of ids and has no other values.
[[nodiscard]] std::int64_t count_among(Session& session, const std::string& sql,
                                       const std::vector<std::int64_t>& ids);

}  // namespace gup::database
