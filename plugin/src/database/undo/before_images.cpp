#include "database/undo/before_images.hpp"

#include <algorithm>
#include <unordered_set>

#include "database/bulk/bulk_sql.hpp"
#include "database/exclusions/exclusions_table.hpp"
#include "database/fields/field_rules_table.hpp"
#include "database/our_rows.hpp"
#include "erase_repeated.hpp"
#include "host_sdk/text.hpp"
#include "model/target_fields.hpp"
#include "plan/undo/undo_state.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kKeysPerStatement = 500;

std::string insert_users(std::int64_t run_id, bool deleted) {
  const std::string columns = host_sdk::join(kept_user_columns(), ", ");
  return "INSERT INTO gup_run_users (run_id, user_id, deleted, " + columns + ", updated_at) SELECT " +
         std::to_string(run_id) + ", id, " + (deleted ? "1" : "0") + ", " + columns +
         ", updated_at FROM target_users WHERE ";
}

std::string insert_links(std::int64_t run_id) {
  const std::string columns =
      std::string("external_id, ") + kKeptLinkColumns + ", row_updated_at, missing_since";
  return "INSERT INTO gup_run_links (run_id, " + columns + ") SELECT " + std::to_string(run_id) + ", " +
         columns + " FROM gup_links WHERE company_id = ?";
}

std::string insert_link_sources(std::int64_t run_id) {
  return "INSERT INTO gup_run_link_sources (run_id, external_id, source_id) SELECT " +
         std::to_string(run_id) + ", external_id, source_id FROM gup_link_sources WHERE company_id = ?";
}

std::string insert_members(std::int64_t run_id) {
  return "INSERT INTO gup_run_members (run_id, group_id, user_id, provider, added) SELECT " +
         std::to_string(run_id) + ", m.group_id, m.user_id, m.provider, 0 FROM target_group_members m ";
}

/// The current rows of groups; `kind` is what happens to them.
std::string insert_groups(std::int64_t run_id, plan::GroupChangeKind kind) {
  return "INSERT INTO gup_run_groups (run_id, group_id, kind, name, name_key, provider, external_id, "
         "created_at, updated_at, source_id, source_name, dismissed_since, link_updated_at) SELECT " +
         std::to_string(run_id) + ", g.id, " + std::to_string(static_cast<int>(kind)) +
         ", g.name, g.name_key, g.provider, g.external_id, g.created_at, g.updated_at, COALESCE(l.source_id, "
         "''), COALESCE(l.source_name, ''), l.dismissed_since, l.row_updated_at FROM target_groups g LEFT "
         "JOIN gup_group_links l ON l.group_id = g.id AND l.company_id = g.company_id WHERE g.company_id = ?";
}

std::string list_of(std::span<const std::int64_t> ids, std::size_t from, std::size_t to) {
  std::string list = " (";
  for (std::size_t i = from; i < to; ++i) list += (i == from ? "" : ", ") + std::to_string(ids[i]);
  return list + ")";
}

template <typename Key>
void remove_duplicates(std::vector<Key>& keys) {
  std::ranges::sort(keys);
  erase_repeated(keys);
}

void keep_users(const WriteContext& context, std::int64_t run_id, const plan::PeopleChanges& people) {
  std::vector<std::int64_t> deleted;
  std::vector<std::int64_t> changed;
  std::vector<std::string> links;
  std::vector<std::string> left;
  for (const auto& change : people.deletes) {
    deleted.push_back(change.user_id);
    links.push_back(change.external_id);
    left.push_back(change.external_id);
  }
  for (const auto& change : people.email_key_releases) {
    changed.push_back(change.user_id);
    if (!change.external_id.empty()) links.push_back(change.external_id);
  }
  for (const auto& change : people.updates) {
    changed.push_back(change.row.id);
    links.push_back(change.link.external_id);
    if (change.link.state != plan::LinkState::active) left.push_back(change.link.external_id);
  }
  remove_duplicates(changed);
  remove_duplicates(links);
  remove_duplicates(left);
  run_for_ids(context.session, insert_users(run_id, true) + "id IN", deleted);
  run_for_ids(context.session, insert_users(run_id, false) + "id IN", changed);
  run_for_texts(context.session, insert_links(run_id) + " AND external_id IN", context.company_id, links);
  // These people are no longer in Google's lists, so a later sync asks about the groups in these rows.
  run_for_texts(context.session, insert_link_sources(run_id) + " AND external_id IN", context.company_id,
                left);
}

void keep_made_groups(const WriteContext& context, std::int64_t run_id,
                      const std::vector<plan::GroupWrite>& writes) {
  static const Columns kColumns{
      {"run_id", 'n'},   {"group_id", 'n'},   {"kind", 'n'},       {"name", 't'},      {"name_key", 't'},
      {"provider", 't'}, {"created_at", 'n'}, {"updated_at", 'n'}, {"source_id", 't'}, {"source_name", 't'}};
  std::vector<const plan::GroupWrite*> made;
  for (const auto& write : writes)
    if (write.is_new) made.push_back(&write);
  context.writer.insert("gup_run_groups", kColumns, made.size(), [&](std::size_t index, Values& row) {
    row.number(run_id)
        .number(made[index]->group_id)
        .number(static_cast<std::int64_t>(plan::GroupChangeKind::made))
        .text(made[index]->name, "name")
        .text(made[index]->name_key, "name_key")
        .text(plan::kProvider, "provider")
        .number(0)
        .number(0)
        .text(made[index]->source_id, "source_id")
        .text(made[index]->source_name, "source_name");
  });
}

void keep_groups(const WriteContext& context, std::int64_t run_id, const plan::GroupChanges& groups) {
  std::vector<std::int64_t> renamed;
  std::vector<std::int64_t> deleted;
  std::vector<std::int64_t> released;
  for (const auto& write : groups.writes)
    if (!write.is_new) renamed.push_back(write.group_id);
  for (const auto& removal : groups.removals)
    (removal.release ? released : deleted).push_back(removal.group_id);
  using Kind = plan::GroupChangeKind;
  const auto keep = [&](Kind kind, const std::vector<std::int64_t>& ids) {
    run_for_ids(context.session, insert_groups(run_id, kind) + " AND g.id IN", ids, context.company_id);
  };
  keep(Kind::renamed, renamed);
  keep(Kind::deleted, deleted);
  keep(Kind::released, released);
  keep_made_groups(context, run_id, groups.writes);
}

/// Memberships that disappear with their groups and users, without those of both twice.
void keep_members_of_deleted(const WriteContext& context, std::int64_t run_id, const plan::Plan& plan) {
  std::vector<std::int64_t> groups;
  for (const auto& removal : plan.groups.removals) groups.push_back(removal.group_id);
  std::vector<std::int64_t> users;
  for (const auto& change : plan.people.deletes) users.push_back(change.user_id);
  run_for_ids(context.session,
              insert_members(run_id) + "WHERE " + is_ours("m.provider") + " AND m.group_id IN", groups);
  const std::string with_groups = groups.empty() ? ""
                                                 : "LEFT JOIN gup_run_groups r ON " + is_ours("m.provider") +
                                                       " AND r.run_id = " + std::to_string(run_id) +
                                                       " AND r.group_id = m.group_id AND r.kind IN (2, 3) ";
  run_for_ids(context.session,
              insert_members(run_id) + with_groups + "WHERE " +
                  (groups.empty() ? "" : "r.run_id IS NULL AND ") + "m.user_id IN",
              users);
}

void insert_changed_members(const WriteContext& context, std::int64_t run_id,
                            const std::vector<const plan::Membership*>& members, bool added,
                            const char* provider = plan::kProvider) {
  static const Columns kColumns{
      {"run_id", 'n'}, {"group_id", 'n'}, {"user_id", 'n'}, {"provider", 't'}, {"added", 'n'}};
  context.writer.insert("gup_run_members", kColumns, members.size(), [&](std::size_t index, Values& row) {
    row.number(run_id)
        .number(members[index]->group_id)
        .number(members[index]->user_id)
        .text(provider, "provider")
        .number(added ? 1 : 0);
  });
}

void keep_members(const WriteContext& context, std::int64_t run_id, const plan::Plan& plan) {
  keep_members_of_deleted(context, run_id, plan);
  std::unordered_set<std::int64_t> made_users;
  for (const auto& link : plan.people.inserts.links) made_users.insert(link.user_id);
  std::unordered_set<std::int64_t> made_groups;
  for (const auto& write : plan.groups.writes)
    if (write.is_new) made_groups.insert(write.group_id);
  std::unordered_set<std::int64_t> removed_groups;
  for (const auto& removal : plan.groups.removals) removed_groups.insert(removal.group_id);
  std::vector<const plan::Membership*> added;
  std::vector<const plan::Membership*> removed;
  // Deleting a new user or group deletes the membership, too.
  for (const auto& member : plan.memberships.added)
    if (!made_users.contains(member.user_id) && !made_groups.contains(member.group_id))
      added.push_back(&member);
  for (const auto& member : plan.memberships.removed)
    if (!removed_groups.contains(member.group_id)) removed.push_back(&member);
  insert_changed_members(context, run_id, added, true);
  insert_changed_members(context, run_id, removed, false);
}

}  // namespace

std::int64_t run_for_ids(Session& session, const std::string& sql, std::span<const std::int64_t> ids,
                         const std::optional<std::string>& company_id, const char* end) {
  std::int64_t matched = 0;
  for (std::size_t at = 0; at < ids.size(); at += kKeysPerStatement) {
    Query query(session, sql + list_of(ids, at, std::min(ids.size(), at + kKeysPerStatement)) + end);
    if (company_id) query.text(*company_id, "company_id");
    matched += query.run();
  }
  return matched;
}

std::int64_t run_for_texts(Session& session, const std::string& sql, const std::string& company_id,
                           const std::vector<std::string>& texts) {
  std::int64_t matched = 0;
  for (std::size_t at = 0; at < texts.size(); at += kKeysPerStatement) {
    const std::size_t end = std::min(texts.size(), at + kKeysPerStatement);
    Query query(session, sql + " " + row_list(end - at, 1));
    query.text(company_id, "company_id");
    for (std::size_t i = at; i < end; ++i) query.text(texts[i], "external_id");
    matched += query.run();
  }
  return matched;
}

const std::vector<std::string>& kept_user_columns() {
  static const std::vector<std::string> kColumns = [] {
    std::vector<std::string> columns;
    for (const TargetField& field : kTargetFields) columns.emplace_back(field.column);
    for (const char* column : {"email_key", "time_zone", "status", "provider", "external_id", "created_at"})
      columns.emplace_back(column);
    return columns;
  }();
  return kColumns;
}

void keep_before_images(const WriteContext& context, std::int64_t run_id, const plan::Plan& plan) {
  keep_users(context, run_id, plan.people);
  keep_groups(context, run_id, plan.groups);
  keep_members(context, run_id, plan);
  const std::size_t rows = plan.people.deletes.size() + plan.people.email_key_releases.size() +
                           plan.people.updates.size() + plan.people.inserts.size() +
                           plan.groups.writes.size() + plan.groups.removals.size() +
                           plan.memberships.added.size() + plan.memberships.removed.size();
  put_kept_changes(context.session, run_id, static_cast<std::int64_t>(rows));
}

void keep_integration(const WriteContext& context, std::int64_t run_id) {
  const auto run = std::to_string(run_id);
  const auto copy = [&](const std::string& sql) {
    return Query(context.session, sql).text(context.company_id, "company_id").run();
  };
  std::int64_t rows = copy(insert_users(run_id, true) + "company_id = ? AND " + is_ours());
  // Released users get the addresses back that they had to give up.
  rows += Query(context.session, insert_users(run_id, true) +
                                     "company_id = ? AND provider = '' AND email_key LIKE 'gone:%' AND id IN "
                                     "(SELECT user_id FROM gup_links WHERE company_id = ?)")
              .text(context.company_id, "company_id")
              .text(context.company_id, "company_id")
              .run();
  copy(insert_links(run_id));
  copy(insert_link_sources(run_id));
  copy("INSERT INTO gup_run_source_groups (run_id, group_id, parent_id) SELECT " + run +
       ", group_id, parent_id FROM gup_source_groups WHERE company_id = ?");
  rows += copy(insert_groups(run_id, plan::GroupChangeKind::deleted) + " AND " + is_ours("g.provider"));
  rows +=
      copy(insert_members(run_id) + "JOIN target_groups g ON g.id = m.group_id WHERE g.company_id = ? AND " +
           is_ours("m.provider"));
  copy("INSERT INTO gup_run_members (run_id, group_id, user_id, provider, added) SELECT DISTINCT " + run +
       ", m.group_id, m.user_id, m.provider, 0 FROM gup_links l JOIN target_group_members m ON m.user_id = "
       "l.user_id WHERE l.company_id = ? AND l.origin = 0 AND " +
       is_not_ours("m.provider"));
  copy("INSERT INTO gup_run_connections (run_id, kind, customer_id, account_id, admin_email) SELECT " + run +
       ", kind, customer_id, account_id, admin_email FROM gup_connections WHERE company_id = ?");
  copy(std::string("INSERT INTO gup_run_settings (run_id, ") + kKeptSettings + ") SELECT " + run + ", " +
       kKeptSettings + " FROM gup_settings WHERE company_id = ?");
  copy(std::string("INSERT INTO gup_run_exclusions (run_id, ") + kKeptExclusions + ") SELECT " + run + ", " +
       kKeptExclusions + " FROM gup_exclusions WHERE company_id = ?");
  copy(std::string("INSERT INTO gup_run_field_rules (run_id, ") + kKeptFieldRules + ") SELECT " + run + ", " +
       kKeptFieldRules + " FROM gup_field_rules WHERE company_id = ?");
  put_kept_changes(context.session, run_id, rows);
}

void mark_what_stayed(const WriteContext& context, std::int64_t run_id) {
  Query(context.session,
        "UPDATE gup_run_users SET deleted = 0 WHERE run_id = ? AND EXISTS (SELECT 1 FROM target_users u "
        "WHERE u.id = gup_run_users.user_id)")
      .number(run_id)
      .run();
  Query(context.session,
        "UPDATE gup_run_groups SET kind = ? WHERE run_id = ? AND EXISTS (SELECT 1 FROM target_groups g WHERE "
        "g.id = gup_run_groups.group_id)")
      .number(static_cast<std::int64_t>(plan::GroupChangeKind::released))
      .number(run_id)
      .run();
}

void keep_handed_over(const WriteContext& context, std::int64_t run_id,
                      const std::vector<plan::Membership>& members) {
  std::vector<const plan::Membership*> added;
  added.reserve(members.size());
  for (const auto& member : members) added.push_back(&member);
  insert_changed_members(context, run_id, added, true, "");
}

void put_kept_changes(Session& session, std::int64_t run_id, std::int64_t rows) {
  Query(session, "UPDATE gup_runs SET kept_changes = ? WHERE id = ?").number(rows).number(run_id).run();
}

void delete_before_images(Session& session, std::int64_t run_id) {
  for (const char* table : {"gup_run_users", "gup_run_links", "gup_run_link_sources", "gup_run_source_groups",
                            "gup_run_groups", "gup_run_members", "gup_run_connections", "gup_run_settings",
                            "gup_run_exclusions", "gup_run_field_rules"})
    Query(session, std::string("DELETE FROM ") + table + " WHERE run_id = ?").number(run_id).run();
}

}  // namespace gup::database
