#include "database/state_reader.hpp"

#include <string>
#include <unordered_map>
#include <utility>

#include "database/exclusions/excluded_members.hpp"
#include "database/lost_links.hpp"
#include "database/our_rows.hpp"
#include "database/sql.hpp"
#include "database/tables/runs_table.hpp"
#include "database/writers/source_names.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

plan::StoredLink link_of(const Row& row) {
  plan::StoredLink link;
  link.user_id = row.number(1);
  link.origin = static_cast<plan::Origin>(row.number(2));
  link.state = static_cast<plan::LinkState>(row.number(3));
  link.was_inactive = row.text(4) == "inactive";
  link.content_hash = row.number(5);
  link.row_updated_at = row.number(6);
  if (const auto since = row.number_or_null(7)) link.missing_since = host_sdk::from_microseconds(*since);
  link.row = plan::linked_row(link.row_updated_at, row.number_or_null(8));
  link.row_inactive = row.number(9) != 0;
  link.cause = static_cast<LeavingCause>(row.number(10));
  link.delete_after_days = static_cast<std::uint16_t>(row.number(11));
  return link;
}

/// Starts a SELECT of links with their rows; the letters of its columns are `kLinkLetters`.
/// A row is the plugin's while it has its provider and the link's id; a released row is the host's. The check
/// is not part of the join, so every database finds the rows by their ids.
const std::string kSelectLinks =
    "SELECT l.external_id, l.user_id, l.origin, l.state, l.status_at_adoption, l.content_hash, "
    "l.row_updated_at, l.missing_since, CASE WHEN u.company_id = l.company_id AND ((l.state <> 2 AND " +
    is_ours("u.provider") +
    " AND u.external_id = l.external_id) OR (l.state = 2 AND u.provider = '')) THEN u.updated_at END, CASE "
    "WHEN u.status = 'inactive' THEN 1 ELSE 0 END, l.leaving_cause, l.delete_after_days FROM gup_links l "
    "LEFT JOIN target_users u ON u.id = "
    "l.user_id WHERE ";
constexpr const char* kLinkLetters = "tnnntnnnnnnn";

void read_links(Session& session, const std::string& company_id, plan::PersonIds& ids, plan::Links& links,
                const Interruption& interruption) {
  std::int64_t linked_users = 0;
  std::string last;
  host_sdk::sql::read_in_pages(interruption, [&] {
    std::size_t rows = 0;
    Query(session, kSelectLinks + session.dialect().leading_key_equals("l.company_id") +
                       " AND l.external_id > ? ORDER BY l.company_id, l.external_id" +
                       host_sdk::sql::page_limit())
        .text(company_id, "company_id")
        .text(company_id, "company_id")
        .text(last, "external_id")
        .read(kLinkLetters, [&](const Row& row) {
          ++rows;
          last = row.text(0);
          const plan::StoredLink link = link_of(row);
          if (link.row != plan::LinkedRow::gone && link.state != plan::LinkState::released) ++linked_users;
          links.put(ids.number(last), link);
        });
    return rows;
  });
  if (count_managed_users(session, company_id) == linked_users) return;
  read_lost_links(
      session, company_id, [&](const plan::Link& link) { links.put(ids.number(link.external_id), link); },
      interruption);
}

void read_link_sources(Session& session, const std::string& company_id, plan::PersonIds& ids,
                       plan::LinkSources& sources, const Interruption& interruption) {
  std::string last_person;
  std::string last_source;
  auto person = static_cast<plan::PersonNumber>(-1);
  host_sdk::sql::read_in_pages(interruption, [&] {
    std::size_t rows = 0;
    // Not "(person, source) > (?, ?)", for which MariaDB does not use the key.
    Query(
        session,
        "SELECT external_id, source_id FROM gup_link_sources WHERE " +
            session.dialect().leading_key_equals("company_id") +
            " AND external_id >= ? AND (external_id > ? OR source_id > ?) ORDER BY company_id, external_id, "
            "source_id" +
            host_sdk::sql::page_limit())
        .text(company_id, "company_id")
        .text(company_id, "company_id")
        .text(last_person, "external_id")
        .text(last_person, "external_id")
        .text(last_source, "source_id")
        .read("tt", [&](const Row& row) {
          ++rows;
          // In the order of the links: the same person, or the next one.
          if (row.text(0) != last_person) person = ids.number(last_person = row.text(0), person + 1);
          last_source = row.text(1);
          sources.put(person, last_source);
        });
    return rows;
  });
}

void read_members(Session& session, std::int64_t group_id, std::vector<plan::Membership>& memberships,
                  const Interruption& interruption) {
  std::int64_t last = INT64_MIN;
  host_sdk::sql::read_in_pages(interruption, [&] {
    std::size_t rows = 0;
    Query(session, "SELECT user_id FROM target_group_members WHERE group_id = ? AND " + is_ours() +
                       " AND user_id > ? ORDER BY user_id" + host_sdk::sql::page_limit())
        .number(group_id)
        .number(last)
        .read("n", [&](const Row& row) {
          ++rows;
          last = row.number(0);
          memberships.push_back({group_id, last});
        });
    return rows;
  });
}

void read_memberships(Session& session, const std::string& company_id,
                      std::vector<plan::Membership>& memberships, const Interruption& interruption) {
  std::vector<std::int64_t> groups;
  Query(session, "SELECT id FROM target_groups WHERE company_id = ? ORDER BY id")
      .text(company_id, "company_id")
      .read("n", [&](const Row& row) { groups.push_back(row.number(0)); });
  for (const std::int64_t group : groups) {
    read_members(session, group, memberships, interruption);
    if (interruption) interruption();
  }
}

}  // namespace

void read_group_links(Session& session, const std::string& company_id, std::vector<plan::GroupLink>& links) {
  Query(session,
        "SELECT l.source_id, l.group_id, l.source_name, l.row_updated_at, g.updated_at, g.name, (SELECT "
        "COUNT(*) FROM target_group_members m WHERE m.group_id = g.id AND " +
            is_not_ours("m.provider") +
            "), l.dismissed_since FROM gup_group_links l LEFT JOIN target_groups g ON g.id = l.group_id AND "
            "g.company_id = l.company_id AND " +
            is_ours("g.provider") + " WHERE l.company_id = ? ORDER BY l.source_id")
      .text(company_id, "company_id")
      .read("tntnntnn", [&](const Row& row) {
        auto& link = links.emplace_back();
        link.source_id = row.text(0);
        link.group_id = row.number(1);
        link.source_name = row.text(2);
        link.row_updated_at = row.number(3);
        link.row_updated_at_now = row.number_or_null(4);
        link.name = row.text(5);
        link.has_hand_made_members = row.number(6) > 0;
        if (const auto since = row.number_or_null(7))
          link.dismissed_since = host_sdk::from_microseconds(*since);
      });
  auto lost_links = read_lost_group_links(session, company_id);
  if (lost_links.empty()) return;
  std::unordered_map<std::string, std::size_t> stale;
  for (std::size_t at = 0; at < links.size(); ++at) stale.emplace(links[at].source_id, at);
  for (plan::GroupLink& lost : lost_links) {
    const auto found = stale.find(lost.source_id);
    if (found == stale.end())
      links.push_back(std::move(lost));
    else
      links[found->second] = std::move(lost);
  }
}

namespace {

constexpr const char* kDismissed =
    " FROM gup_links l JOIN target_users u ON u.id = l.user_id AND u.company_id = l.company_id WHERE "
    "l.company_id = ? AND l.state = ?";

constexpr const char* kDismissedGroups =
    " FROM gup_group_links l JOIN target_groups g ON g.id = l.group_id AND g.company_id = l.company_id WHERE "
    "l.company_id = ? AND l.dismissed_since IS NOT NULL";

}  // namespace

plan::StoredState read_state(Session& session, const std::string& company_id, host_sdk::Timestamp since,
                             plan::PersonIds& ids, const Interruption& interruption) {
  plan::StoredState state;
  read_links(session, company_id, ids, state.links, interruption);
  read_link_sources(session, company_id, ids, state.link_sources, interruption);
  state.source_groups = read_source_groups(session, company_id);
  state.excluded_members = read_excluded_members(session, company_id);
  read_group_links(session, company_id, state.group_links);
  state.source_names = read_source_names(session, company_id);
  read_memberships(session, company_id, state.memberships, interruption);
  state.held_removals = read_held_removals(session, company_id, 0, 0);
  Query(session,
        "SELECT g.id, g.name_key FROM target_groups g WHERE g.company_id = ? AND (" +
            is_not_ours("g.provider") +
            " OR (g.external_id IS NULL AND g.id NOT IN (SELECT l.group_id FROM gup_group_links l WHERE "
            "l.company_id = ?))) ORDER BY g.id")
      .text(company_id, "company_id")
      .text(company_id, "company_id")
      .read("nt", [&](const Row& row) {
        state.foreign_groups.push_back({row.number(0), row.text(1)});
      });
  state.recent = recent_removals(session, company_id, since);
  return state;
}

std::vector<plan::SourceGroup> read_source_groups(Session& session, const std::string& company_id) {
  std::vector<plan::SourceGroup> groups;
  Query(session,
        "SELECT group_id, parent_id FROM gup_source_groups WHERE company_id = ? ORDER BY group_id, parent_id")
      .text(company_id, "company_id")
      .read("tt", [&](const Row& row) {
        groups.push_back({row.text(0), row.text(1)});
      });
  return groups;
}

std::optional<plan::Link> read_link(Session& session, const std::string& company_id,
                                    const std::string& external_id) {
  std::optional<plan::Link> link;
  Query(session, kSelectLinks + "l.company_id = ? AND l.external_id = ?")
      .text(company_id, "company_id")
      .text(external_id, "external_id")
      .read(kLinkLetters, [&](const Row& row) {
        link = plan::Link{link_of(row), row.text(0)};
      });
  return link;
}

std::optional<plan::Link> read_link_of_user(Session& session, const std::string& company_id,
                                            std::int64_t user_id) {
  std::optional<plan::Link> link;
  Query(session, kSelectLinks + "l.company_id = ? AND l.user_id = ?")
      .text(company_id, "company_id")
      .number(user_id)
      .read(kLinkLetters, [&](const Row& row) {
        link = plan::Link{link_of(row), row.text(0)};
      });
  return link;
}

namespace {

constexpr const char* kSelectHeld =
    "SELECT external_id, user_id, email, reason, held_since FROM gup_held_removals WHERE company_id = ? AND ";

}  // namespace

std::vector<plan::HeldRemoval> read_held(Query& query) {
  std::vector<plan::HeldRemoval> held;
  query.read("tnttn", [&](const Row& row) {
    const std::int64_t place = row.number(1);
    const bool is_group = place > plan::kFirstGroupPlace;
    held.push_back({.external_id = row.text(0),
                    .user_id = is_group ? 0 : place,
                    .email = row.text(2),
                    .reason = row.text(3),
                    .held_since = host_sdk::from_microseconds(row.number(4)),
                    .group_id = is_group ? place - plan::kFirstGroupPlace : 0});
  });
  return held;
}

std::vector<plan::HeldRemoval> read_held_removals(Session& session, const std::string& company_id,
                                                  std::int64_t after, int limit) {
  Query query(session, std::string(kSelectHeld) + "user_id > ? ORDER BY user_id, external_id" +
                           (limit > 0 ? " LIMIT " + std::to_string(limit) : std::string{}));
  query.text(company_id, "company_id").number(after);
  return read_held(query);
}

std::vector<plan::HeldRemoval> read_held_removals(Session& session, const std::string& company_id,
                                                  const std::string& external_id) {
  Query query(session, std::string(kSelectHeld) + "external_id = ?");
  query.text(company_id, "company_id").text(external_id, "external_id");
  return read_held(query);
}

std::vector<host_sdk::NamedCount> read_held_reasons(Session& session, const std::string& company_id) {
  std::vector<host_sdk::NamedCount> reasons;
  Query(session,
        "SELECT reason, COUNT(*) AS removals FROM gup_held_removals WHERE company_id = ? GROUP BY reason "
        "ORDER BY removals DESC, reason LIMIT 10")
      .text(company_id, "company_id")
      .read("tn", [&](const Row& row) {
        reasons.push_back({row.text(0), row.number(1)});
      });
  return reasons;
}

std::vector<plan::HeldRemoval> read_dismissed_removals(Session& session, const std::string& company_id,
                                                       std::int64_t after, int limit) {
  std::vector<plan::HeldRemoval> dismissed;
  Query(session, std::string("SELECT l.external_id, u.id, u.email, l.missing_since") + kDismissed +
                     " AND u.id > ? ORDER BY u.id" +
                     (limit > 0 ? " LIMIT " + std::to_string(limit) : std::string{}))
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(plan::LinkState::dismissed))
      .number(after)
      .read("tntn", [&](const Row& row) {
        dismissed.push_back({.external_id = row.text(0),
                             .user_id = row.number(1),
                             .email = row.text(2),
                             .reason = "",
                             .held_since = host_sdk::from_microseconds(row.number_or_null(3).value_or(0))});
      });
  if (limit > 0 && dismissed.size() >= static_cast<std::size_t>(limit)) return dismissed;
  Query(session, std::string("SELECT l.source_id, g.id, g.name, l.dismissed_since") + kDismissedGroups +
                     " AND g.id > ? ORDER BY g.id" +
                     (limit > 0 ? " LIMIT " + std::to_string(limit - static_cast<int>(dismissed.size()))
                                : std::string{}))
      .text(company_id, "company_id")
      .number(after - plan::kFirstGroupPlace)
      .read("tntn", [&](const Row& row) {
        dismissed.push_back({.external_id = row.text(0),
                             .user_id = 0,
                             .email = row.text(2),
                             .reason = "",
                             .held_since = host_sdk::from_microseconds(row.number(3)),
                             .group_id = row.number(1)});
      });
  return dismissed;
}

RemovalCounts count_removals(Session& session, const std::string& company_id) {
  RemovalCounts counts;
  counts.held = Query(session, "SELECT COUNT(*) FROM gup_held_removals WHERE company_id = ?")
                    .text(company_id, "company_id")
                    .read_number();
  counts.dismissed = Query(session, std::string("SELECT COUNT(*)") + kDismissed)
                         .text(company_id, "company_id")
                         .number(static_cast<std::int64_t>(plan::LinkState::dismissed))
                         .read_number() +
                     Query(session, std::string("SELECT COUNT(*)") + kDismissedGroups)
                         .text(company_id, "company_id")
                         .read_number();
  return counts;
}

}  // namespace gup::database
