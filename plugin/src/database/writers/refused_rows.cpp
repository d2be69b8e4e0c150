#include "database/writers/refused_rows.hpp"

#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

#include "database/our_rows.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/halving.hpp"
#include "database/writers/user_writer.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

template <typename Rows>
auto part(const Rows& rows, std::size_t first, std::size_t end) {
  return std::span(rows).subspan(first, end - first);
}

RefusedRow person(const std::string& external_id, const std::string& email) {
  RefusedRow row;
  row.external_id = external_id;
  row.email = email;
  return row;
}

std::string email_of(Session& session, std::int64_t user_id) {
  std::string email;
  Query(session, "SELECT email FROM target_users WHERE id = ?")
      .number(user_id)
      .read("t", [&](const Row& row) { email = row.text(0); });
  return email;
}

/// Whether the row has the `updated_at` that the plan expects.
bool is_unchanged(Session& session, std::int64_t user_id, std::optional<std::int64_t> expected) {
  return Query(session, "SELECT COUNT(*) FROM target_users WHERE id = ? AND updated_at = ?")
             .number(user_id)
             .number(expected.value_or(-1))
             .read_number() > 0;
}

bool is_ours_still(const WriteContext& context, const std::string& table, std::int64_t id) {
  return Query(context.session,
               "SELECT COUNT(*) FROM " + table + " WHERE id = ? AND company_id = ? AND " + is_ours())
             .number(id)
             .text(context.company_id, "company_id")
             .read_number() > 0;
}

std::string email_key_of(Session& session, std::int64_t user_id) {
  return Query(session, "SELECT email_key FROM target_users WHERE id = ?")
      .number(user_id)
      .read_text()
      .value_or("");
}

/// The person who gets the address of that user.
RefusedRow person_who_gets(const plan::PeopleChanges& people, const std::string& email_key) {
  for (const plan::RowWrite& update : people.updates)
    if (update.row.email_key == email_key) return person(update.link.external_id, update.row.fields.email);
  for (std::size_t at = 0; at < people.inserts.size(); ++at)
    if (const plan::RowWrite write = people.inserts[at]; write.row.email_key == email_key)
      return person(write.link.external_id, write.row.fields.email);
  return {};
}

template <typename Row>
std::vector<Row> copy_of(const std::vector<Row>& rows, std::size_t first, std::size_t end) {
  const auto some = part(rows, first, end);
  return {some.begin(), some.end()};
}

/// Returns false if keys could not be released or rows could not be deleted: rows that need their keys would
/// be refused as well, so the next plan, without the refused rows, finds the rest.
bool find_refused_users(const WriteContext& context, const plan::PeopleChanges& people, Halving& halving) {
  const std::size_t found_before = halving.refused().size();
  halving.find(
      people.deletes.size(),
      [&](std::size_t first, std::size_t end) { delete_users(context, part(people.deletes, first, end)); },
      [&](std::size_t at) {
        const plan::RowDelete& row = people.deletes[at];
        return person(row.external_id, email_of(context.session, row.user_id));
      },
      [&](std::size_t at) { return is_ours_still(context, "target_users", people.deletes[at].user_id); });
  const auto& updates = people.updates;
  const auto person_of = [&](std::size_t at) {
    return person(updates[at].link.external_id, updates[at].row.fields.email);
  };
  const auto is_as_planned = [&](std::size_t at) {
    return is_unchanged(context.session, updates[at].row.id, updates[at].expected_updated_at);
  };
  halving.find(
      people.email_key_releases.size(),
      [&](std::size_t first, std::size_t end) {
        release_email_keys(context, copy_of(people.email_key_releases, first, end));
      },
      [&](std::size_t at) {
        return person_who_gets(people, email_key_of(context.session, people.email_key_releases[at].user_id));
      },
      [&](std::size_t at) {
        const auto& release = people.email_key_releases[at];
        return is_unchanged(context.session, release.user_id, release.expected_updated_at);
      });
  // All keys that change, because the halves must not depend on each other.
  halving.find(
      updates.size(),
      [&](std::size_t first, std::size_t end) {
        set_temporary_keys(context, copy_of(updates, first, end), true);
      },
      person_of, is_as_planned);
  if (halving.refused().size() > found_before) return false;
  halving.find(
      updates.size(),
      [&](std::size_t first, std::size_t end) { write_user_rows(context, copy_of(updates, first, end)); },
      person_of, is_as_planned);
  const auto& inserts = people.inserts;
  halving.find(
      inserts.size(),
      [&](std::size_t first, std::size_t end) { insert_user_rows(context, inserts, first, end); },
      [&](std::size_t at) {
        const plan::RowWrite write = inserts[at];
        RefusedRow refused = person(write.link.external_id, write.row.fields.email);
        refused.user_id = write.row.id;
        return refused;
      });
  return !halving.lost_rows();
}

std::string name_of_group(Session& session, std::int64_t group_id) {
  std::string name;
  Query(session, "SELECT name FROM target_groups WHERE id = ?")
      .number(group_id)
      .read("t", [&](const Row& row) { name = row.text(0); });
  return name;
}

/// Returns false if names could not be released or groups could not be removed, as with keys.
bool find_refused_groups(const WriteContext& context, const plan::GroupChanges& groups, Halving& halving) {
  const auto group = [](const std::string& source_id, const std::string& name) {
    RefusedRow row;
    row.table = RefusedRow::Table::target_groups;
    row.external_id = source_id;
    row.email = name;
    return row;
  };
  const std::size_t found_before = halving.refused().size();
  halving.find(
      groups.removals.size(),
      [&](std::size_t first, std::size_t end) { remove_groups(context, part(groups.removals, first, end)); },
      [&](std::size_t at) {
        const plan::GroupRemoval& removal = groups.removals[at];
        return group(removal.source_id, name_of_group(context.session, removal.group_id));
      },
      [&](std::size_t at) { return is_ours_still(context, "target_groups", groups.removals[at].group_id); });
  const auto group_of = [&](std::size_t at) {
    const plan::GroupWrite& write = groups.writes[at];
    RefusedRow refused = group(write.source_id, write.name);
    if (write.is_new) refused.group_id = write.group_id;
    return refused;
  };
  halving.find(
      groups.writes.size(),
      [&](std::size_t first, std::size_t end) {
        set_temporary_names(context, copy_of(groups.writes, first, end));
      },
      group_of);
  if (halving.refused().size() > found_before) return false;
  halving.find(
      groups.writes.size(),
      [&](std::size_t first, std::size_t end) { write_group_rows(context, part(groups.writes, first, end)); },
      group_of,
      [&](std::size_t at) {
        const plan::GroupWrite& write = groups.writes[at];
        return write.is_new || is_ours_still(context, "target_groups", write.group_id);
      });
  return !halving.lost_rows();
}

RefusedRow refused_membership(Session& session, const plan::GroupChanges& groups,
                              const plan::Membership& membership) {
  RefusedRow refused = refused_user(session, membership.user_id);
  refused.table = RefusedRow::Table::memberships;
  refused.group_id = membership.group_id;
  refused.group_name = name_of_group(session, membership.group_id);
  for (const plan::GroupWrite& write : groups.writes)
    if (write.is_new && write.group_id == membership.group_id) refused.group_source_id = write.source_id;
  return refused;
}

/// Returns `added` without the memberships of users and groups that could not be inserted.
std::vector<plan::Membership> possible_memberships(const std::vector<plan::Membership>& added,
                                                   const std::vector<RefusedRow>& refused) {
  std::unordered_set<std::int64_t> users;
  std::unordered_set<std::int64_t> groups;
  for (const RefusedRow& row : refused) {
    users.insert(row.user_id);
    groups.insert(row.group_id);
  }
  auto possible = added;
  std::erase_if(possible, [&](const plan::Membership& membership) {
    return users.contains(membership.user_id) || groups.contains(membership.group_id);
  });
  return possible;
}

void find_refused_memberships(const WriteContext& context, const plan::Plan& plan, Halving& halving) {
  const auto added = possible_memberships(plan.memberships.added, halving.refused());
  halving.find(
      added.size(),
      [&](std::size_t first, std::size_t end) { insert_membership_rows(context, part(added, first, end)); },
      [&](std::size_t at) { return refused_membership(context.session, plan.groups, added[at]); });
  const auto& removed = plan.memberships.removed;
  halving.find(
      removed.size(),
      [&](std::size_t first, std::size_t end) { erase_memberships(context, part(removed, first, end)); },
      [&](std::size_t at) { return refused_membership(context.session, plan.groups, removed[at]); });
}

}  // namespace

RefusedRow refused_user(Session& session, std::int64_t id) {
  RefusedRow refused;
  refused.user_id = id;
  Query(session, "SELECT external_id, email FROM target_users WHERE id = ?")
      .number(id)
      .read("tt", [&](const Row& row) {
        refused.external_id = row.text_or_null(0).value_or("");
        refused.email = row.text(1);
      });
  return refused;
}

std::vector<RefusedRow> find_refused_rows(Session& session, const Run& run, const plan::Plan& plan) {
  const auto writer = make_bulk_writer(session);
  const WriteContext context{session, *writer, run.company_id,
                             host_sdk::to_microseconds(run.finished_at.value_or(run.started_at))};
  Halving halving(session, Halving::After::rollback);
  if (find_refused_users(context, plan.people, halving) && find_refused_groups(context, plan.groups, halving))
    find_refused_memberships(context, plan, halving);
  require_few(halving.refused());
  return halving.refused();
}

}  // namespace gup::database
