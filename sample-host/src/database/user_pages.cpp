#include "database/user_pages.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

/// The ids of the people of a provider or a group when these are few: an index finds them at once, while a
/// walk along the addresses might meet them in the last place.
std::optional<std::vector<Int>> few_ids(soci::session& sql, const std::string& company,
                                        const UserFilter& filter) {
  std::vector<Int> ids;
  Int id = 0;
  const std::string limit = " LIMIT " + std::to_string(kFew + 1);
  soci::statement rows(sql);
  rows.alloc();
  const Int group = filter.group_id;
  if (group != 0) {
    rows.prepare("SELECT DISTINCT user_id FROM target_group_members WHERE group_id = :group_id" + limit);
    rows.exchange(soci::use(group, "group_id"));
  } else if (filter.provider) {
    rows.prepare("SELECT id FROM target_users WHERE company_id = :company AND provider = :provider" + limit);
    rows.exchange(soci::use(company, "company"));
    rows.exchange(soci::use(*filter.provider, "provider"));
  } else {
    return {};
  }
  rows.exchange(soci::into(id));
  rows.define_and_bind();
  rows.execute();
  while (rows.fetch()) ids.push_back(id);
  if (ids.size() > kFew) return {};
  return ids;
}

/// True if there were more than `limit`, whose rest is cut off.
bool cut(std::vector<TargetUser>& users, std::size_t limit) {
  if (users.size() <= limit) return false;
  users.resize(limit);
  return true;
}

}  // namespace

UserPages::UserPages(soci::session& sql, Backend backend, std::string company, const UserFilter& filter)
    : sql_(sql),
      company_(std::move(company)),
      filter_(filter),
      users_{backend, "target_users", "email_key"},
      few_(few_ids(sql, company_, filter)),
      conditions_(backend, company_, filter, few_) {}

UserList UserPages::page(const std::string& after, std::size_t limit) {
  UserList list;
  if (few_ || is_plain()) {
    // Nobody is left out, so nothing needs a bound; but without one MariaDB walks to the page from the start.
    const auto end = few_ ? std::nullopt : window_end(sql_, users_, company_, after);
    list.users = read({after, "", end.value_or(above_all_keys())}, false, limit + 1);
    if (cut(list.users, limit))
      list.next = list.users.back().email_key;
    else if (end)
      list.next = *end;
    return list;
  }
  auto cursor = after.empty() ? SearchCursor{searches_alone(), ""} : SearchCursor::of(after);
  if (cursor.in_beginnings) {
    auto range = beginning_with(host_sdk::fold_key(filter_.search));
    range.after = cursor.key;
    list.users = read(range, false, limit + 1);
    if (cut(list.users, limit)) {
      list.next = SearchCursor{true, list.users.back().email_key}.text();
      return list;
    }
    cursor = {false, ""};
  }
  const auto end = window_end(sql_, users_, company_, cursor.key);
  auto others =
      read({cursor.key, "", end.value_or(above_all_keys())}, searches_alone(), limit - list.users.size() + 1);
  if (cut(others, limit - list.users.size()))
    list.next = SearchCursor{false, others.empty() ? cursor.key : others.back().email_key}.text();
  else if (end)
    list.next = SearchCursor{false, *end}.text();
  list.users.insert(list.users.end(), others.begin(), others.end());
  return list;
}

CountedSoFar UserPages::count() {
  if (few_) return {count_in(above_all_keys()), false};
  const auto end = window_end(sql_, users_, company_, "");
  // Without an end everybody is in the window, the addresses that begin with the text, too.
  if (searches_alone() && end) {
    const auto beginnings = count_beginnings();
    return {std::max(beginnings, count_in(*end)), true};
  }
  return {is_plain() && end ? kWindow : count_in(end.value_or(above_all_keys())), end.has_value()};
}

std::int64_t UserPages::count_beginnings() {
  const auto range = beginning_with(host_sdk::fold_key(filter_.search));
  Int count = 0;
  sql_ << "SELECT COUNT(*) FROM (SELECT 1 AS one FROM target_users WHERE company_id = :company AND email_key "
          ">= "
          ":start AND email_key <= :until LIMIT " +
              std::to_string(kWindow) + ") beginnings",
      soci::use(company_, "company"), soci::use(range.from, "start"), soci::use(range.until, "until"),
      soci::into(count);
  return count;
}

bool UserPages::is_plain() const {
  return filter_.search.empty() && filter_.status.empty() && !filter_.provider && filter_.group_id == 0;
}

bool UserPages::searches_alone() const {
  return !filter_.search.empty() && filter_.status.empty() && !filter_.provider && filter_.group_id == 0;
}

std::vector<TargetUser> UserPages::read(const KeyRange& range, bool without_beginnings, std::size_t limit) {
  const auto beginnings = beginning_with(without_beginnings ? host_sdk::fold_key(filter_.search) : "");
  // One lower bound: with two, SQLite takes the first it meets, and walks from there.
  const bool goes_on = range.after >= range.from;
  const std::string& start = goes_on ? range.after : range.from;
  soci::statement rows(sql_);
  rows.alloc();
  // Few rows are sorted; the planner must not look for them along the addresses.
  const std::string order = few_ ? "COALESCE(u.email_key, '')" : "u.email_key";
  rows.prepare(std::string{"SELECT "} + kUserColumns + conditions_.sql() + " AND u.email_key " +
               (goes_on ? ">" : ">=") + " :start AND u.email_key <= :until" +
               (without_beginnings ? " AND NOT (u.email_key >= :skip AND u.email_key <= :skip_until)" : "") +
               " ORDER BY " + order + " LIMIT " + std::to_string(limit));
  conditions_.bind(rows);
  rows.exchange(soci::use(start, "start"));
  rows.exchange(soci::use(range.until, "until"));
  if (without_beginnings) {
    rows.exchange(soci::use(beginnings.from, "skip"));
    rows.exchange(soci::use(beginnings.until, "skip_until"));
  }
  return fetch_users(rows);
}

std::int64_t UserPages::count_in(const std::string& until) {
  Int count = 0;
  soci::statement row(sql_);
  row.alloc();
  row.prepare("SELECT COUNT(*)" + conditions_.sql() + " AND u.email_key <= :until");
  conditions_.bind(row);
  row.exchange(soci::use(until, "until"));
  row.exchange(soci::into(count));
  row.define_and_bind();
  row.execute(true);
  return count;
}

}  // namespace sample_host
