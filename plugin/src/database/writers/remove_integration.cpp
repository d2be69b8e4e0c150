#include "database/writers/remove_integration.hpp"

#include "database/lost_links.hpp"
#include "database/our_rows.hpp"
#include "database/state_reader.hpp"
#include "database/tables/runs_table.hpp"
#include "database/undo/before_images.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/write_context.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

struct AdoptedRow {
  std::int64_t id = 0;
  /// Before the plugin changed it.
  std::string status;
};

/// The managed rows of one origin. A released link (state 2) to a managed row is a lost one.
const std::string kLinkedRows =
    " FROM gup_links l JOIN target_users u ON u.id = l.user_id AND COALESCE(u.company_id, '') = l.company_id "
    "AND " +
    is_ours("COALESCE(u.provider, '')") +
    " AND COALESCE(u.external_id, '') = l.external_id WHERE l.company_id = ? AND l.state <> 2 AND l.origin = "
    "?";
const std::string kLinkedGroups =
    " FROM gup_group_links l JOIN target_groups g ON g.id = l.group_id AND g.company_id = l.company_id AND " +
    is_ours("g.provider") + " WHERE l.company_id = ?";

Query about_rows(Session& session, const std::string& select, const std::string& company_id,
                 plan::Origin origin) {
  Query query(session, "SELECT " + select + kLinkedRows);
  query.text(company_id, "company_id").number(static_cast<std::int64_t>(origin));
  return query;
}

std::int64_t count_rows(Session& session, const std::string& company_id, plan::Origin origin) {
  return about_rows(session, "COUNT(*)", company_id, origin).read_number();
}

bool has_lost_links(Session& session, const std::string& company_id) {
  return count_managed_users(session, company_id) !=
         count_rows(session, company_id, plan::Origin::created) +
             count_rows(session, company_id, plan::Origin::adopted);
}

std::vector<std::int64_t> created_rows(Session& session, const std::string& company_id) {
  std::vector<std::int64_t> ids;
  about_rows(session, "u.id", company_id, plan::Origin::created).read("n", [&](const Row& row) {
    ids.push_back(row.number(0));
  });
  return ids;
}

std::vector<AdoptedRow> adopted_rows(Session& session, const std::string& company_id) {
  std::vector<AdoptedRow> rows;
  about_rows(
      session,
      "u.id, CASE WHEN l.status_at_adoption = 'inactive' THEN 'inactive' WHEN l.state = 1 THEN 'active' "
      "ELSE u.status END",
      company_id, plan::Origin::adopted)
      .read("nt", [&](const Row& row) {
        rows.push_back({row.number(0), row.text(1)});
      });
  return rows;
}

void delete_created(const WriteContext& context, const std::vector<std::int64_t>& ids) {
  const auto fill = [&](std::size_t index, Values& row) { row.number(ids[index]); };
  context.writer.erase("target_group_members", {{"user_id", 'n'}}, {}, ids.size(), fill);
  context.writer.erase("target_users", {{"id", 'n'}}, context.ours_of_company(), ids.size(), fill);
}

void release_adopted(const WriteContext& context, const std::vector<AdoptedRow>& rows) {
  static const Columns kOthers{{"status", 't'}, {"provider", 't'}, {"external_id", 't'}, {"updated_at", 'n'}};
  context.writer.update("target_users", {{"id", 'n'}}, kOthers, context.ours_of_company(), rows.size(),
                        [&](std::size_t index, Values& row) {
                          row.number(rows[index].id)
                              .text(rows[index].status, "status")
                              .text("", "provider")
                              .null_text()
                              .number(context.now);
                        });
  // A row with the plugin's provider but without Google's id may not be the plugin's, so it is released.
  Query(
      context.session,
      "UPDATE target_users SET provider = '', external_id = NULL, updated_at = ? WHERE company_id = ? AND " +
          is_ours())
      .number(context.now)
      .text(context.company_id, "company_id")
      .run();
}

/// Rows of the host whose email key was released get it back, unless another row has it now.
void restore_released_keys(const WriteContext& context) {
  std::vector<std::pair<std::int64_t, std::string>> released;
  Query(context.session,
        "SELECT u.id, u.email, u.email_key FROM gup_links l JOIN target_users u ON u.id = l.user_id AND "
        "u.company_id = l.company_id WHERE l.company_id = ? AND u.email_key LIKE 'gone:%' ORDER BY u.id")
      .text(context.company_id, "company_id")
      .read("ntt", [&](const Row& row) {
        if (row.text(2) == plan::released_email_key(row.number(0)))
          released.emplace_back(row.number(0), host_sdk::fold_key(row.text(1)));
      });
  for (const auto& [id, key] : released) {
    if (Query(context.session, "SELECT COUNT(*) FROM target_users WHERE company_id = ? AND email_key = ?")
            .text(context.company_id, "company_id")
            .text(key, "email_key")
            .read_number() > 0)
      continue;
    Query(context.session, "UPDATE target_users SET email_key = ?, updated_at = ? WHERE id = ?")
        .text(key, "email_key")
        .number(context.now)
        .number(id)
        .run();
  }
}

/// Every membership of the plugin becomes the host's own, unless the user is in the group by hand already.
void hand_over_memberships(const WriteContext& context, std::int64_t run_id) {
  std::vector<plan::Membership> members;
  Query(context.session,
        "SELECT m.group_id, m.user_id FROM target_group_members m JOIN target_groups g ON g.id = m.group_id "
        "LEFT JOIN target_group_members h ON h.group_id = m.group_id AND h.user_id = m.user_id AND "
        "h.provider = '' WHERE g.company_id = ? AND h.user_id IS NULL AND " +
            is_ours("m.provider"))
      .text(context.company_id, "company_id")
      .read("nn", [&](const Row& row) {
        members.push_back({row.number(0), row.number(1)});
      });
  const Columns key{{"group_id", 'n'}, {"user_id", 'n'}, {"provider", 't'}};
  const auto fill = [&](std::size_t index, Values& row) {
    row.number(members[index].group_id).number(members[index].user_id).text("", "provider");
  };
  context.writer.insert("target_group_members", key, members.size(), fill);
  keep_handed_over(context, run_id, members);
}

/// The groups of the company that the plugin manages become the host's own. Returns their number.
std::int64_t release_managed_groups(const WriteContext& context) {
  return Query(context.session,
               "UPDATE target_groups SET provider = '', external_id = NULL, updated_at = ? WHERE company_id "
               "= ? "
               "AND " +
                   is_ours())
      .number(context.now)
      .text(context.company_id, "company_id")
      .run();
}

/// Deletes the plugin's memberships.
void erase_our_memberships(const WriteContext& context) {
  std::vector<std::int64_t> touched;
  Query(context.session,
        "SELECT DISTINCT m.group_id FROM target_group_members m JOIN target_groups g ON g.id = m.group_id "
        "WHERE g.company_id = ? AND " +
            is_ours("m.provider"))
      .text(context.company_id, "company_id")
      .read("n", [&](const Row& row) { touched.push_back(row.number(0)); });
  context.writer.erase("target_group_members", {{"group_id", 'n'}}, {is_ours(), {}}, touched.size(),
                       [&](std::size_t index, Values& row) { row.number(touched[index]); });
}

std::int64_t release_groups_of_company(const WriteContext& context) {
  erase_our_memberships(context);
  return release_managed_groups(context);
}

/// Returns the number of deleted groups; groups with members added by hand stay as the host's own.
std::int64_t remove_groups_of_company(const WriteContext& context) {
  erase_our_memberships(context);
  std::vector<std::int64_t> deleted;
  Query(context.session, "SELECT g.id" + kLinkedGroups +
                             " AND NOT EXISTS (SELECT 1 FROM target_group_members m WHERE m.group_id = g.id)")
      .text(context.company_id, "company_id")
      .read("n", [&](const Row& row) { deleted.push_back(row.number(0)); });
  context.writer.erase("target_groups", {{"id", 'n'}}, context.ours_of_company(), deleted.size(),
                       [&](std::size_t index, Values& row) { row.number(deleted[index]); });
  release_managed_groups(context);
  return static_cast<std::int64_t>(deleted.size());
}

void forget(const WriteContext& context) {
  for (const char* table : {"gup_links", "gup_link_sources", "gup_source_groups", "gup_group_links",
                            "gup_source_names", "gup_held_removals", "gup_settings", "gup_settings_versions",
                            "gup_exclusions", "gup_exclusion_members", "gup_field_rules", "gup_connections"})
    Query(context.session, std::string("DELETE FROM ") + table + " WHERE company_id = ?")
        .text(context.company_id, "company_id")
        .run();
}

}  // namespace

Store::Holdings read_holdings(Session& session, const std::string& company_id) {
  Store::Holdings holdings;
  holdings.created_users = count_rows(session, company_id, plan::Origin::created);
  holdings.adopted_users = count_rows(session, company_id, plan::Origin::adopted);
  if (count_managed_users(session, company_id) != holdings.created_users + holdings.adopted_users)
    read_lost_links(
        session, company_id,
        [&](const plan::Link& link) {
          ++(link.origin == plan::Origin::created ? holdings.created_users : holdings.adopted_users);
        },
        {});
  holdings.groups =
      Query(session, "SELECT COUNT(*)" + kLinkedGroups).text(company_id, "company_id").read_number() +
      static_cast<std::int64_t>(read_lost_group_links(session, company_id).size());
  holdings.dismissed_users = count_dismissed_removals(session, company_id);
  holdings.all_users = Query(session, "SELECT COUNT(*) FROM target_users WHERE company_id = ?")
                           .text(company_id, "company_id")
                           .read_number();
  return holdings;
}

std::int64_t count_links(Session& session, const std::string& company_id) {
  return Query(session, "SELECT COUNT(*) FROM gup_links WHERE company_id = ?")
      .text(company_id, "company_id")
      .read_number();
}

Store::Holdings remove_integration(Session& session, const Run& finished_run, UnlinkedRows created,
                                   const std::string& lease_holder, std::chrono::seconds lease_lifetime,
                                   const Checkpoint& checkpoint) {
  const std::string& company_id = finished_run.company_id;
  const auto now = finished_run.finished_at.value_or(finished_run.started_at);
  renew_or_throw(session, company_id, lease_holder, now, lease_lifetime);
  Store::Holdings removed = read_holdings(session, company_id);
  const std::int64_t rows = 2 * removed.created_users + removed.adopted_users + removed.groups;
  TransactionProgress progress(session, company_id, lease_holder, rows, checkpoint);
  const auto writer = make_bulk_writer(session, progress.steps());
  const WriteContext context{session, *writer, company_id, host_sdk::to_microseconds(now)};

  if (has_lost_links(session, company_id)) recover_user_links(context, [&] { progress.advance(0); });
  recover_group_links(context);
  keep_integration(context, finished_run.id);
  if (created == UnlinkedRows::kept)
    hand_over_memberships(context, finished_run.id);
  else
    delete_created(context, created_rows(session, company_id));
  release_adopted(context, adopted_rows(session, company_id));
  restore_released_keys(context);
  removed.groups =
      created == UnlinkedRows::kept ? release_groups_of_company(context) : remove_groups_of_company(context);
  mark_what_stayed(context, finished_run.id);
  forget(context);
  finish_run(session, finished_run, 0);
  progress.finish();
  return removed;
}

}  // namespace gup::database
