#include "database/lost_links.hpp"

#include <unordered_set>

#include "database/our_rows.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/link_writer.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

using Moments = std::unordered_set<std::int64_t>;

/// A link to another row or to a released one is lost as well: the row is managed, and has this external id.
const std::string kSelectLost =
    "SELECT u.external_id, u.id, u.email_key, u.created_at, u.updated_at, CASE WHEN u.status = 'inactive' "
    "THEN 1 ELSE 0 END, CASE WHEN l.user_id = u.id THEN 1 ELSE 0 END FROM target_users u LEFT JOIN gup_links "
    "l ON l.company_id = u.company_id AND l.external_id = u.external_id WHERE u.company_id = ? AND " +
    is_ours("u.provider") +
    " AND (l.user_id IS NULL OR l.user_id <> u.id OR l.state = 2) AND u.external_id > ? ORDER BY "
    "u.external_id";
constexpr const char* kLostLetters = "tntnnnn";

/// The times at which runs created rows. A run gives all of its rows the same time, in microseconds. A row
/// that was never updated is one that a run created, because an adoption updates the row. Target groups are
/// never adopted.
Moments moments_of_runs(Session& session, const std::string& company_id) {
  Moments moments;
  for (const std::string& sql :
       {"SELECT DISTINCT created_at FROM target_users WHERE company_id = ? AND " + is_ours() +
            " AND created_at = updated_at",
        "SELECT DISTINCT created_at FROM target_groups WHERE company_id = ? AND " + is_ours(),
        std::string("SELECT finished_at FROM gup_runs WHERE company_id = ? AND finished_at IS NOT NULL")})
    Query(session, sql).text(company_id, "company_id").read("n", [&](const Row& row) {
      moments.insert(row.number(0));
    });
  return moments;
}

plan::Link lost_link_of(const Row& row, const Moments& moments_of_runs) {
  plan::Link link;
  link.external_id = row.text(0);
  link.user_id = row.number(1);
  link.row_updated_at = row.number(4);
  link.row = plan::LinkedRow::unchanged;
  link.row_inactive = row.number(5) != 0;
  link.is_recovered = true;
  // Only an adopted row is ever released.
  const bool was_released = row.number(6) != 0;
  link.origin = !was_released && moments_of_runs.contains(row.number(3)) ? plan::Origin::created
                                                                         : plan::Origin::adopted;
  // Only the row of a person who left gives up its email key.
  if (row.text(2) == plan::released_email_key(link.user_id)) {
    link.state = link.row_inactive ? plan::LinkState::inactive : plan::LinkState::dismissed;
    link.missing_since = host_sdk::from_microseconds(link.row_updated_at);
  }
  return link;
}

}  // namespace

std::int64_t count_managed_users(Session& session, const std::string& company_id) {
  return Query(session, "SELECT COUNT(*) FROM target_users WHERE company_id = ? AND " + is_ours() +
                            " AND external_id > ''")
      .text(company_id, "company_id")
      .read_number();
}

void read_lost_links(Session& session, const std::string& company_id,
                     const std::function<void(const plan::Link&)>& visit, const Interruption& interruption) {
  const Moments moments = moments_of_runs(session, company_id);
  std::string last;
  host_sdk::sql::read_in_pages(interruption, [&] {
    std::size_t rows = 0;
    Query(session, kSelectLost + host_sdk::sql::page_limit())
        .text(company_id, "company_id")
        .text(last, "external_id")
        .read(kLostLetters, [&](const Row& row) {
          ++rows;
          const plan::Link link = lost_link_of(row, moments);
          last = link.external_id;
          visit(link);
        });
    return rows;
  });
}

std::vector<plan::GroupLink> read_lost_group_links(Session& session, const std::string& company_id) {
  std::vector<plan::GroupLink> links;
  // Links have no index on their group, so a join would compare each group with each link.
  Query(session,
        "SELECT g.external_id, g.id, g.name, g.updated_at, (SELECT COUNT(*) FROM target_group_members m "
        "WHERE m.group_id = g.id AND " +
            is_not_ours("m.provider") + ") FROM target_groups g WHERE g.company_id = ? AND " +
            is_ours("g.provider") +
            " AND g.external_id IS NOT NULL AND g.id NOT IN (SELECT l.group_id FROM gup_group_links l WHERE "
            "l.company_id = ?) ORDER BY g.id")
      .text(company_id, "company_id")
      .text(company_id, "company_id")
      .read("tntnn", [&](const Row& row) {
        plan::GroupLink& link = links.emplace_back();
        link.source_id = row.text(0);
        link.group_id = row.number(1);
        link.source_name = link.name = row.text(2);
        link.row_updated_at = row.number(3);
        link.row_updated_at_now = link.row_updated_at;
        link.has_hand_made_members = row.number(4) > 0;
        link.is_recovered = true;
      });
  return links;
}

void recover_user_links(const WriteContext& context, const Interruption& interruption) {
  std::vector<plan::Link> lost;
  read_lost_links(
      context.session, context.company_id, [&](const plan::Link& link) { lost.push_back(link); },
      interruption);
  write_links(context, lost);
}

void recover_group_links(const WriteContext& context) {
  put_group_links(context, read_lost_group_links(context.session, context.company_id));
}

}  // namespace gup::database
