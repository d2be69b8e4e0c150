#include "database/writers/group_writer.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "database/our_rows.hpp"
#include "erase_repeated.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr const char* kGroups = "target_groups";
constexpr const char* kMembers = "target_group_members";
constexpr const char* kGroupRows = "target groups";
constexpr std::size_t kIdsPerQuery = 500;

const Columns kId{{"id", 'n'}};
const Columns kCompanyAndSource{{"company_id", 't'}, {"source_id", 't'}};
const Columns kGroupAndUser{{"group_id", 'n'}, {"user_id", 'n'}};
const Condition kOurs{is_ours("COALESCE(provider, '')"), {}};

BulkWriter::Fill ids_of(const std::vector<std::int64_t>& ids) {
  return [&ids](std::size_t index, Values& row) { row.number(ids[index]); };
}

std::vector<std::int64_t> unique_ids(const std::vector<plan::Membership>& memberships,
                                     std::int64_t plan::Membership::*id) {
  std::vector<std::int64_t> ids;
  for (const auto& membership : memberships)
    if (ids.empty() || ids.back() != membership.*id) ids.push_back(membership.*id);
  std::ranges::sort(ids);
  erase_repeated(ids);
  return ids;
}

/// Members whose rows existed before this plan.
std::vector<std::int64_t> older_members(const plan::Plan& plan) {
  std::unordered_set<std::int64_t> made;
  for (const auto& link : plan.people.inserts.links) made.insert(link.user_id);
  std::vector<std::int64_t> ids = unique_ids(plan.memberships.added, &plan::Membership::user_id);
  std::erase_if(ids, [&](std::int64_t id) { return made.contains(id); });
  return ids;
}

void write_group_links(const WriteContext& context, const std::vector<plan::GroupWrite>& writes) {
  std::vector<plan::GroupLink> links;
  for (const auto& write : writes) {
    plan::GroupLink& link = links.emplace_back();
    link.source_id = write.source_id;
    link.group_id = write.group_id;
    link.source_name = write.source_name;
    link.row_updated_at = context.now;
  }
  put_group_links(context, links);
}

void rename_groups(const WriteContext& context, const std::vector<const plan::GroupWrite*>& renamed) {
  static const Columns kNames{{"name", 't'}, {"name_key", 't'}, {"updated_at", 'n'}};
  const auto matched = context.writer.update(kGroups, kId, kNames, context.ours_of_company(), renamed.size(),
                                             [&](std::size_t index, Values& row) {
                                               row.number(renamed[index]->group_id)
                                                   .text(renamed[index]->name, "name")
                                                   .text(renamed[index]->name_key, "name_key")
                                                   .number(context.now);
                                             });
  require_all(matched, renamed.size(), kGroupRows);
}

void insert_groups(const WriteContext& context, const std::vector<const plan::GroupWrite*>& made) {
  static const Columns kColumns{{"id", 'n'},         {"company_id", 't'}, {"name", 't'},
                                {"name_key", 't'},   {"provider", 't'},   {"external_id", 't'},
                                {"created_at", 'n'}, {"updated_at", 'n'}};
  const auto inserted =
      context.writer.insert(kGroups, kColumns, made.size(), [&](std::size_t index, Values& row) {
        row.number(made[index]->group_id)
            .text(context.company_id, "company_id")
            .text(made[index]->name, "name")
            .text(made[index]->name_key, "name_key")
            .text(plan::kProvider, "provider")
            .text(made[index]->source_id, "external_id")
            .number(context.now)
            .number(context.now);
      });
  require_inserted(inserted, made.size(), kGroupRows);
}

}  // namespace

std::int64_t count_among(Session& session, const std::string& sql, std::span<const std::int64_t> ids) {
  std::int64_t count = 0;
  for (std::size_t at = 0; at < ids.size(); at += kIdsPerQuery) {
    const std::size_t end = std::min(ids.size(), at + kIdsPerQuery);
    std::string marks;
    for (std::size_t i = at; i < end; ++i) marks += i == at ? "?" : ", ?";
    Query query(session, sql + " (" + marks + ")");
    for (std::size_t i = at; i < end; ++i) query.number(ids[i]);
    count += query.read_number();
  }
  return count;
}

void remove_groups(const WriteContext& context, std::span<const plan::GroupRemoval> removals) {
  std::vector<std::int64_t> all;
  std::vector<std::int64_t> deleted;
  std::vector<std::int64_t> released;
  for (const auto& removal : removals) {
    all.push_back(removal.group_id);
    (removal.release ? released : deleted).push_back(removal.group_id);
  }
  if (count_among(context.session,
                  "SELECT COUNT(*) FROM target_group_members WHERE " + is_not_ours() + " AND group_id IN",
                  deleted) > 0)
    throw StateMoved("a target group that was to be deleted has members added by hand");
  context.writer.erase(kMembers, {{"group_id", 'n'}}, kOurs, all.size(), ids_of(all));
  // The row of a group may be gone already, so the numbers may differ.
  context.writer.erase(kGroups, kId, context.ours_of_company(), deleted.size(), ids_of(deleted));
  release_groups(context, released);
  context.writer.erase(
      "gup_group_links", kCompanyAndSource, {}, removals.size(), [&](std::size_t index, Values& row) {
        row.text(context.company_id, "company_id").text(removals[index].source_id, "source_id");
      });
}

void release_groups(const WriteContext& context, const std::vector<std::int64_t>& ids) {
  static const Columns kOwner{{"provider", 't'}, {"external_id", 't'}, {"updated_at", 'n'}};
  context.writer.update(kGroups, kId, kOwner, context.ours_of_company(), ids.size(),
                        [&](std::size_t index, Values& row) {
                          row.number(ids[index]).text("", "provider").null_text().number(context.now);
                        });
}

void set_temporary_names(const WriteContext& context, const std::vector<plan::GroupWrite>& writes) {
  std::vector<std::int64_t> renamed;
  for (const auto& write : writes)
    if (!write.is_new) renamed.push_back(write.group_id);
  context.writer.update(
      kGroups, kId, {{"name_key", 't'}}, context.ours_of_company(), renamed.size(),
      [&](std::size_t index, Values& row) {
        row.number(renamed[index]).text("temporary:" + std::to_string(renamed[index]), "name_key");
      });
}

void write_group_rows(const WriteContext& context, std::span<const plan::GroupWrite> writes) {
  std::vector<const plan::GroupWrite*> renamed;
  std::vector<const plan::GroupWrite*> made;
  for (const auto& write : writes) (write.is_new ? made : renamed).push_back(&write);
  rename_groups(context, renamed);
  insert_groups(context, made);
}

void write_groups(const WriteContext& context, const std::vector<plan::GroupWrite>& writes) {
  // A single name cannot swap with another one.
  if (writes.size() > 1) set_temporary_names(context, writes);
  write_group_rows(context, writes);
  write_group_links(context, writes);
}

void put_group_links(const WriteContext& context, const std::vector<plan::GroupLink>& links) {
  static const Columns kOthers{{"group_id", 'n'}, {"source_name", 't'}, {"row_updated_at", 'n'}};
  context.writer.upsert("gup_group_links", kCompanyAndSource, kOthers, links.size(),
                        [&](std::size_t index, Values& row) {
                          row.text(context.company_id, "company_id")
                              .text(links[index].source_id, "source_id")
                              .number(links[index].group_id)
                              .text(links[index].source_name, "source_name")
                              .number(links[index].row_updated_at);
                        });
}

void write_dismissals(const WriteContext& context,
                      const std::vector<plan::GroupChanges::Dismissal>& dismissals) {
  static const Columns kSince{{"dismissed_since", 'n'}};
  context.writer.update(
      "gup_group_links", kCompanyAndSource, kSince, {}, dismissals.size(),
      [&](std::size_t index, Values& row) {
        const auto& since = dismissals[index].since;
        row.text(context.company_id, "company_id")
            .text(dismissals[index].source_id, "source_id")
            .number(since ? std::optional(host_sdk::to_microseconds(*since)) : std::optional<std::int64_t>());
      });
}

void insert_memberships(const WriteContext& context, const plan::Plan& plan) {
  const auto& memberships = plan.memberships.added;
  // Without foreign keys in the host's tables, this check finds rows that were deleted meanwhile.
  const auto groups = unique_ids(memberships, &plan::Membership::group_id);
  require_all(count_among(context.session, "SELECT COUNT(*) FROM target_groups WHERE id IN", groups),
              groups.size(), kGroupRows);
  const auto users = older_members(plan);
  require_all(count_among(context.session, "SELECT COUNT(*) FROM target_users WHERE id IN", users),
              users.size(), "target users");
  insert_membership_rows(context, memberships);
}

void insert_membership_rows(const WriteContext& context, std::span<const plan::Membership> memberships) {
  Columns columns = kGroupAndUser;
  columns.push_back({"provider", 't'});
  const auto inserted =
      context.writer.insert(kMembers, columns, memberships.size(), [&](std::size_t index, Values& row) {
        row.number(memberships[index].group_id)
            .number(memberships[index].user_id)
            .text(plan::kProvider, "provider");
      });
  require_inserted(inserted, memberships.size(), "memberships");
}

void erase_memberships(const WriteContext& context, std::span<const plan::Membership> memberships) {
  context.writer.erase(kMembers, kGroupAndUser, kOurs, memberships.size(),
                       [&](std::size_t index, Values& row) {
                         row.number(memberships[index].group_id).number(memberships[index].user_id);
                       });
}

}  // namespace gup::database
