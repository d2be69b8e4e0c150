#include "database/writers/remove_integration.hpp"

#include <set>
#include <span>
#include <tuple>
#include <unordered_set>

#include "database/lost_links.hpp"
#include "database/our_rows.hpp"
#include "database/tables/runs_table.hpp"
#include "database/undo/before_images.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/halving.hpp"
#include "database/writers/refused_rows.hpp"
#include "database/writers/write_context.hpp"
#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr const char* kTargetUsers = "target_users";
constexpr const char* kTargetGroups = "target_groups";

struct AdoptedRow {
  std::int64_t id = 0;
  /// The status before the plugin changed it.
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

/// Throws `StateMoved` if a row of `table` still is the plugin's: the database ignored the change.
void require_none_of_ours(const WriteContext& context, const char* table,
                          const std::vector<std::int64_t>& ids, std::size_t first, std::size_t end) {
  if (count_among(context.session,
                  std::string("SELECT COUNT(*) FROM ") + table + " WHERE " + is_ours() + " AND id IN",
                  std::span(ids).subspan(first, end - first)) > 0)
    throw StateMoved("the database ignored the change of rows");
}

RefusedRow refused_group(Session& session, std::int64_t id) {
  RefusedRow refused;
  refused.table = RefusedRow::Table::target_groups;
  refused.group_id = id;
  Query(session, "SELECT external_id, name FROM target_groups WHERE id = ?")
      .number(id)
      .read("tt", [&](const Row& row) {
        refused.external_id = row.text_or_null(0).value_or("");
        refused.email = row.text(1);
      });
  return refused;
}

/// Returns the number of deleted rows.
std::int64_t delete_created(const WriteContext& context, Halving& halving,
                            const std::vector<std::int64_t>& ids) {
  const std::size_t refused_before = halving.refused().size();
  halving.find(
      ids.size(),
      [&](std::size_t first, std::size_t end) {
        const auto fill = [&](std::size_t index, Values& row) { row.number(ids[first + index]); };
        context.writer.erase("target_group_members", {{"user_id", 'n'}}, {}, end - first, fill);
        const auto deleted =
            context.writer.erase(kTargetUsers, {{"id", 'n'}}, context.ours_of_company(), end - first, fill);
        if (deleted != static_cast<std::int64_t>(end - first))
          require_none_of_ours(context, kTargetUsers, ids, first, end);
      },
      [&](std::size_t at) { return refused_user(context.session, ids[at]); });
  return static_cast<std::int64_t>(ids.size() - (halving.refused().size() - refused_before));
}

void release_adopted(const WriteContext& context, Halving& halving, const std::vector<AdoptedRow>& rows) {
  static const Columns kOthers{{"status", 't'}, {"provider", 't'}, {"external_id", 't'}, {"updated_at", 'n'}};
  halving.find(
      rows.size(),
      [&](std::size_t first, std::size_t end) {
        context.writer.update(kTargetUsers, {{"id", 'n'}}, kOthers, context.ours_of_company(), end - first,
                              [&](std::size_t index, Values& row) {
                                row.number(rows[first + index].id)
                                    .text(rows[first + index].status, "status")
                                    .text("", "provider")
                                    .null_text()
                                    .number(context.now);
                              });
      },
      [&](std::size_t at) { return refused_user(context.session, rows[at].id); });
}

/// The rows of `table` that still are the plugin's become the host's own: those without Google's id, and
/// those that the database refused to delete. Returns their number.
std::int64_t release_rest(const WriteContext& context, Halving& halving, const char* table) {
  static const Columns kOwner{{"provider", 't'}, {"external_id", 't'}, {"updated_at", 'n'}};
  std::vector<std::int64_t> ids;
  Query(context.session,
        std::string("SELECT id FROM ") + table + " WHERE company_id = ? AND " + is_ours() + " ORDER BY id")
      .text(context.company_id, "company_id")
      .read("n", [&](const Row& row) { ids.push_back(row.number(0)); });
  const std::size_t refused_before = halving.refused().size();
  halving.find(
      ids.size(),
      [&](std::size_t first, std::size_t end) {
        context.writer.update(
            table, {{"id", 'n'}}, kOwner, context.ours_of_company(), end - first,
            [&](std::size_t index, Values& row) {
              row.number(ids[first + index]).text("", "provider").null_text().number(context.now);
            });
        require_none_of_ours(context, table, ids, first, end);
      },
      [&](std::size_t at) {
        return table == kTargetUsers ? refused_user(context.session, ids[at])
                                     : refused_group(context.session, ids[at]);
      });
  return static_cast<std::int64_t>(ids.size() - (halving.refused().size() - refused_before));
}

/// Rows of the host whose email key was released get it back, unless another row has it now.
void restore_released_keys(const WriteContext& context, Halving& halving) {
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
    halving.find(
        1,
        [&, id = id, key = key](std::size_t, std::size_t) {
          Query(context.session, "UPDATE target_users SET email_key = ?, updated_at = ? WHERE id = ?")
              .text(key, "email_key")
              .number(context.now)
              .number(id)
              .run();
        },
        [&, id = id](std::size_t) { return refused_user(context.session, id); });
  }
}

/// Every membership of the plugin becomes the host's own, unless the user is in the group by hand already.
void hand_over_memberships(const WriteContext& context, Halving& halving, std::int64_t run_id) {
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
  std::unordered_set<std::size_t> refused;
  halving.find(
      members.size(),
      [&](std::size_t first, std::size_t end) {
        const auto inserted = context.writer.insert(
            "target_group_members", key, end - first, [&](std::size_t index, Values& row) {
              const plan::Membership& member = members[first + index];
              row.number(member.group_id).number(member.user_id).text("", "provider");
            });
        require_inserted(inserted, end - first, "memberships");
      },
      [&](std::size_t at) {
        refused.insert(at);
        return refused_user(context.session, members[at].user_id);
      });
  std::size_t at = 0;
  std::erase_if(members, [&](const plan::Membership&) { return refused.contains(at++); });
  keep_handed_over(context, run_id, members);
}

/// Deletes the plugin's memberships.
void erase_our_memberships(const WriteContext& context, Halving& halving) {
  std::vector<std::int64_t> touched;
  Query(context.session,
        "SELECT DISTINCT m.group_id FROM target_group_members m JOIN target_groups g ON g.id = m.group_id "
        "WHERE g.company_id = ? AND " +
            is_ours("m.provider"))
      .text(context.company_id, "company_id")
      .read("n", [&](const Row& row) { touched.push_back(row.number(0)); });
  halving.find(
      touched.size(),
      [&](std::size_t first, std::size_t end) {
        context.writer.erase("target_group_members", {{"group_id", 'n'}}, {is_ours(), {}}, end - first,
                             [&](std::size_t index, Values& row) { row.number(touched[first + index]); });
      },
      [&](std::size_t at) { return refused_group(context.session, touched[at]); });
}

std::int64_t release_groups_of_company(const WriteContext& context, Halving& halving) {
  erase_our_memberships(context, halving);
  return release_rest(context, halving, kTargetGroups);
}

/// Returns the number of deleted groups; groups with members added by hand stay as the host's own.
std::int64_t remove_groups_of_company(const WriteContext& context, Halving& halving) {
  erase_our_memberships(context, halving);
  std::vector<std::int64_t> ids;
  Query(context.session, "SELECT g.id" + kLinkedGroups +
                             " AND NOT EXISTS (SELECT 1 FROM target_group_members m WHERE m.group_id = g.id)")
      .text(context.company_id, "company_id")
      .read("n", [&](const Row& row) { ids.push_back(row.number(0)); });
  const std::size_t refused_before = halving.refused().size();
  halving.find(
      ids.size(),
      [&](std::size_t first, std::size_t end) {
        const auto deleted =
            context.writer.erase(kTargetGroups, {{"id", 'n'}}, context.ours_of_company(), end - first,
                                 [&](std::size_t index, Values& row) { row.number(ids[first + index]); });
        if (deleted != static_cast<std::int64_t>(end - first))
          require_none_of_ours(context, kTargetGroups, ids, first, end);
      },
      [&](std::size_t at) { return refused_group(context.session, ids[at]); });
  const auto deleted = static_cast<std::int64_t>(ids.size() - (halving.refused().size() - refused_before));
  release_rest(context, halving, kTargetGroups);
  return deleted;
}

/// A row that can be neither deleted nor released is refused twice.
std::vector<RefusedRow> once_each(std::vector<RefusedRow> rows) {
  std::vector<RefusedRow> once;
  std::set<std::tuple<RefusedRow::Table, std::int64_t, std::int64_t>> seen;
  for (RefusedRow& row : rows)
    if (seen.insert({row.table, row.user_id, row.group_id}).second) once.push_back(std::move(row));
  return once;
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

Store::Holdings remove_integration(Session& session, const Unlink& unlink, const std::string& lease_holder,
                                   const Checkpoint& checkpoint) {
  Run run = unlink.finished_run;
  const auto now = run.finished_at.value_or(run.started_at);
  begin_writing(session, run.company_id, lease_holder);
  Store::Holdings removed = read_holdings(session, run.company_id);
  const std::int64_t rows = 2 * removed.created_users + removed.adopted_users + removed.groups;
  TransactionProgress progress(session, run.company_id, lease_holder, rows, checkpoint);
  const auto writer = make_bulk_writer(session, progress.steps());
  const WriteContext context{session, *writer, run.company_id, host_sdk::to_microseconds(now)};
  Halving halving(session, Halving::After::commit);

  if (has_lost_links(session, run.company_id)) recover_user_links(context, [&] { progress.advance(0); });
  recover_group_links(context);
  keep_integration(context, run.id);
  const bool kept = unlink.created == UnlinkedRows::kept;
  if (kept)
    hand_over_memberships(context, halving, run.id);
  else
    removed.created_users = delete_created(context, halving, created_rows(session, run.company_id));
  release_adopted(context, halving, adopted_rows(session, run.company_id));
  (void)release_rest(context, halving, kTargetUsers);
  restore_released_keys(context, halving);
  removed.groups =
      kept ? release_groups_of_company(context, halving) : remove_groups_of_company(context, halving);
  require_few(halving.refused());
  removed.refused = once_each(halving.refused());
  mark_what_stayed(context, run.id);
  forget(context);
  if (unlink.describe) unlink.describe(run, removed);
  finish_run(session, run, 0);
  progress.finish();
  return removed;
}

}  // namespace gup::database
