#include "database/writers/replaced_group.hpp"

#include <algorithm>

#include "database/our_rows.hpp"
#include "database/tables/lease_holder.hpp"
#include "database/tables/leases_table.hpp"
#include "database/tables/settings_table.hpp"
#include "database/writers/source_names.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

using Answer = ReplacedGroupStore::Answer;

constexpr std::chrono::seconds kLeaseOfTheMove{60};

/// A column that holds the id of a group, and the other columns of the table's primary key after the company.
struct Reference {
  const char* table;
  const char* column;
  const char* other;
};
constexpr Reference kReferences[] = {{"gup_link_sources", "source_id", "external_id"},
                                     {"gup_source_groups", "group_id", "parent_id"},
                                     {"gup_source_groups", "parent_id", "group_id"}};

/// A row that exists for the new group already is not created twice.
void move_references(Session& session, const std::string& company_id, const std::string& from,
                     const std::string& to) {
  for (const auto& [table, column, other] : kReferences) {
    // MariaDB does not delete from a table that a subquery reads, so the keys come first.
    std::vector<std::string> both;
    const std::string name = table;
    Query(session, "SELECT a." + std::string(other) + " FROM " + name + " a JOIN " + name +
                       " b ON b.company_id = a.company_id AND b." + other + " = a." + other + " WHERE a." +
                       "company_id = ? AND a." + column + " = ? AND b." + column + " = ?")
        .text(company_id, "company_id")
        .text(from, "group_id")
        .text(to, "group_id")
        .read("t", [&](const Row& row) { both.push_back(row.text(0)); });
    const auto writer = make_bulk_writer(session);
    writer->erase(name, {{"company_id", 't'}, {column, 't'}, {other, 't'}}, {}, both.size(),
                  [&](std::size_t index, Values& row) {
                    row.text(company_id, "company_id").text(from, "group_id").text(both[index], "key");
                  });
    Query(session, "UPDATE " + name + " SET " + column + " = ? WHERE company_id = ? AND " + column + " = ?")
        .text(to, "group_id")
        .text(company_id, "company_id")
        .text(from, "group_id")
        .run();
  }
}

/// The target group keeps its id, its name and its members. False if the new group has a target group.
bool move_target_group(Session& session, const std::string& company_id, const std::string& from,
                       const std::string& to) {
  const auto group_of = [&](const std::string& source_id) {
    return Query(session, "SELECT group_id FROM gup_group_links WHERE company_id = ? AND source_id = ?")
        .text(company_id, "company_id")
        .text(source_id, "source_id")
        .read_number();
  };
  const std::int64_t group = group_of(from);
  if (group == 0) return true;
  if (group_of(to) != 0) return false;
  Query(session, "UPDATE gup_group_links SET source_id = ? WHERE company_id = ? AND source_id = ?")
      .text(to, "source_id")
      .text(company_id, "company_id")
      .text(from, "source_id")
      .run();
  Query(session, "UPDATE target_groups SET external_id = ? WHERE id = ? AND company_id = ? AND " + is_ours() +
                     " AND external_id = ?")
      .text(to, "external_id")
      .number(group)
      .text(company_id, "company_id")
      .text(from, "external_id")
      .run();
  return true;
}

/// The selection with `to` instead of `from`; each group once.
std::vector<std::string> replaced(const std::vector<std::string>& groups, const std::string& from,
                                  const std::string& to) {
  std::vector<std::string> after;
  for (const std::string& id : groups) {
    const std::string& kept = id == from ? to : id;
    if (std::ranges::find(after, kept) == after.end()) after.push_back(kept);
  }
  return after;
}

Answer move_selection(Session& session, const std::string& company_id, const plan::SourceName& group,
                      const std::string& saved_by, host_sdk::Timestamp now) {
  auto saved = load_settings(session, company_id);
  if (!saved || std::ranges::find(saved->settings.groups, group.source_id) == saved->settings.groups.end())
    return Answer::not_replaced;
  if (!move_target_group(session, company_id, group.source_id, group.successor_id))
    return Answer::has_target_group;
  move_references(session, company_id, group.source_id, group.successor_id);
  Query(session, "DELETE FROM gup_source_names WHERE company_id = ? AND source_id = ?")
      .text(company_id, "company_id")
      .text(group.source_id, "source_id")
      .run();
  saved->settings.groups = replaced(saved->settings.groups, group.source_id, group.successor_id);
  saved->saved_by = saved_by;
  saved->saved_at = now;
  if (!save_settings(session, company_id, *saved, saved->revision))
    throw StateMoved("the settings were saved at the same time");
  return Answer::done;
}

}  // namespace

Answer use_new_group(Session& session, const std::string& company_id, const std::string& group_id,
                     const std::string& saved_by, host_sdk::Timestamp now) {
  // No run starts or continues meanwhile: it would apply a plan that it made for the old group.
  const std::string holder = make_lease_holder();
  if (!acquire_lease(session, company_id, holder, 0, now, kLeaseOfTheMove)) return Answer::busy;
  Answer answer = Answer::not_replaced;
  for (const plan::SourceName& group : read_source_names(session, company_id, {group_id}))
    if (!group.successor_id.empty()) answer = move_selection(session, company_id, group, saved_by, now);
  release_lease(session, company_id, holder);
  return answer;
}

}  // namespace gup::database
