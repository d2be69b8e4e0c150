#include "database/writers/refused_rows.hpp"

#include <functional>
#include <span>
#include <unordered_set>
#include <utility>

#include "database/writers/group_writer.hpp"
#include "database/writers/user_writer.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kMostRefusals = 100;

/// A retry of the same row fails in the same way. A full disk or a lock says nothing about a row.
bool is_about_a_row(const SqlError& error) {
  return error.kind() == SqlErrorKind::constraint || error.kind() == SqlErrorKind::conflict;
}

class Halving {
 public:
  /// `write` writes the rows from `first` to before `end`.
  using Write = std::function<void(std::size_t first, std::size_t end)>;
  using NameRow = std::function<RefusedRow(std::size_t)>;

  Halving(Session& session, std::vector<RefusedRow>& refused) : session_(session), refused_(refused) {}

  [[nodiscard]] std::size_t found() const { return refused_.size(); }

  void find(std::size_t first, std::size_t end, const Write& write, const NameRow& name_row) {
    if (first == end || refused_.size() > kMostRefusals) return;
    session_.run("SAVEPOINT before_rows");
    try {
      write(first, end);
      session_.run("RELEASE SAVEPOINT before_rows");
      return;
    } catch (const SqlError& error) {
      if (!is_about_a_row(error)) throw;
      session_.run("ROLLBACK TO SAVEPOINT before_rows");
      session_.run("RELEASE SAVEPOINT before_rows");
      if (end - first == 1) {
        refused_.push_back(name_row(first));
        refused_.back().reason = error.what();
        return;
      }
    }
    const std::size_t middle = first + (end - first) / 2;
    find(first, middle, write, name_row);
    find(middle, end, write, name_row);
  }

 private:
  Session& session_;
  std::vector<RefusedRow>& refused_;
};

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
  const std::size_t found_before = halving.found();
  halving.find(
      0, people.deletes.size(),
      [&](std::size_t first, std::size_t end) { delete_users(context, part(people.deletes, first, end)); },
      [&](std::size_t at) {
        const plan::RowDelete& row = people.deletes[at];
        return person(row.external_id, email_of(context.session, row.user_id));
      });
  const auto& updates = people.updates;
  const auto person_of = [&](std::size_t at) {
    return person(updates[at].link.external_id, updates[at].row.fields.email);
  };
  halving.find(
      0, people.email_key_releases.size(),
      [&](std::size_t first, std::size_t end) {
        release_email_keys(context, copy_of(people.email_key_releases, first, end));
      },
      [&](std::size_t at) {
        return person_who_gets(people, email_key_of(context.session, people.email_key_releases[at].user_id));
      });
  // All keys that change, because the halves must not depend on each other.
  halving.find(
      0, updates.size(),
      [&](std::size_t first, std::size_t end) {
        set_temporary_keys(context, copy_of(updates, first, end), true);
      },
      person_of);
  if (halving.found() > found_before) return false;
  halving.find(
      0, updates.size(),
      [&](std::size_t first, std::size_t end) { write_user_rows(context, copy_of(updates, first, end)); },
      person_of);
  const auto& inserts = people.inserts;
  halving.find(
      0, inserts.size(),
      [&](std::size_t first, std::size_t end) { insert_user_rows(context, inserts, first, end); },
      [&](std::size_t at) {
        const plan::RowWrite write = inserts[at];
        RefusedRow refused = person(write.link.external_id, write.row.fields.email);
        refused.user_id = write.row.id;
        return refused;
      });
  return true;
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
  const std::size_t found_before = halving.found();
  halving.find(
      0, groups.removals.size(),
      [&](std::size_t first, std::size_t end) { remove_groups(context, part(groups.removals, first, end)); },
      [&](std::size_t at) {
        const plan::GroupRemoval& removal = groups.removals[at];
        return group(removal.source_id, name_of_group(context.session, removal.group_id));
      });
  const auto group_of = [&](std::size_t at) {
    const plan::GroupWrite& write = groups.writes[at];
    RefusedRow refused = group(write.source_id, write.name);
    if (write.is_new) refused.group_id = write.group_id;
    return refused;
  };
  halving.find(
      0, groups.writes.size(),
      [&](std::size_t first, std::size_t end) {
        set_temporary_names(context, copy_of(groups.writes, first, end));
      },
      group_of);
  if (halving.found() > found_before) return false;
  halving.find(
      0, groups.writes.size(),
      [&](std::size_t first, std::size_t end) { write_group_rows(context, part(groups.writes, first, end)); },
      group_of);
  return true;
}

RefusedRow refused_membership(Session& session, const plan::GroupChanges& groups,
                              const plan::Membership& membership) {
  RefusedRow refused;
  refused.table = RefusedRow::Table::memberships;
  refused.user_id = membership.user_id;
  refused.group_id = membership.group_id;
  refused.group_name = name_of_group(session, membership.group_id);
  for (const plan::GroupWrite& write : groups.writes)
    if (write.is_new && write.group_id == membership.group_id) refused.group_source_id = write.source_id;
  Query(session, "SELECT external_id, email FROM target_users WHERE id = ?")
      .number(membership.user_id)
      .read("tt", [&](const Row& row) {
        refused.external_id = row.text_or_null(0).value_or("");
        refused.email = row.text(1);
      });
  return refused;
}

/// Without those of users and groups that could not be inserted.
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

void find_refused_memberships(const WriteContext& context, const plan::Plan& plan,
                              const std::vector<RefusedRow>& refused, Halving& halving) {
  const auto added = possible_memberships(plan.memberships.added, refused);
  halving.find(
      0, added.size(),
      [&](std::size_t first, std::size_t end) { insert_membership_rows(context, part(added, first, end)); },
      [&](std::size_t at) { return refused_membership(context.session, plan.groups, added[at]); });
  const auto& removed = plan.memberships.removed;
  halving.find(
      0, removed.size(),
      [&](std::size_t first, std::size_t end) { erase_memberships(context, part(removed, first, end)); },
      [&](std::size_t at) { return refused_membership(context.session, plan.groups, removed[at]); });
}

}  // namespace

std::vector<RefusedRow> find_refused_rows(Session& session, const Run& run, const plan::Plan& plan) {
  const auto writer = make_bulk_writer(session);
  const WriteContext context{session, *writer, run.company_id,
                             host_sdk::to_microseconds(run.finished_at.value_or(run.started_at))};
  std::vector<RefusedRow> refused;
  Halving halving(session, refused);
  if (find_refused_users(context, plan.people, halving) && find_refused_groups(context, plan.groups, halving))
    find_refused_memberships(context, plan, refused, halving);
  if (refused.size() > kMostRefusals) refused.clear();
  return refused;
}

}  // namespace gup::database
