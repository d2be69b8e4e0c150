#include "database/target_rows/user_pages.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

/// Cuts the list to `limit` users; true if there were more.
bool cut(std::vector<TargetUser>& users, std::size_t limit) {
  if (users.size() <= limit) return false;
  users.resize(limit);
  return true;
}

}  // namespace

UserPages::UserPages(Session& session, std::string company, const UserFilter& filter)
    : session_(session),
      company_(std::move(company)),
      filter_(filter),
      few_(few_ids(session, company_, filter)),
      conditions_(session.dialect(), company_, filter, few_) {}

UserList UserPages::page(const std::string& after, std::size_t limit) {
  UserList list;
  if (few_ || is_plain()) {
    // Every row matches, so no bound is needed; but without one MariaDB scans from the first row to the page.
    const auto end = few_ ? std::nullopt : window_end(session_, kUsersByEmail, company_, after);
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
  const auto end = window_end(session_, kUsersByEmail, company_, cursor.key);
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
  const auto end = window_end(session_, kUsersByEmail, company_, "");
  // Without an end the window contains all users, also those whose address begins with the text.
  if (searches_alone() && end) {
    const auto beginnings = count_beginnings();
    return {std::max(beginnings, count_in(*end)), true};
  }
  return {is_plain() && end ? kWindow : count_in(end.value_or(above_all_keys())), end.has_value()};
}

std::int64_t UserPages::count_beginnings() {
  const auto range = beginning_with(host_sdk::fold_key(filter_.search));
  return Query(
             session_,
             "SELECT COUNT(*) FROM (SELECT 1 AS one FROM target_users WHERE company_id = ? AND email_key >= "
             "? AND email_key <= ? LIMIT " +
                 std::to_string(kWindow) + ") beginnings")
      .text(company_, "company_id")
      .text(range.from, "from")
      .text(range.until, "until")
      .read_number();
}

bool UserPages::is_plain() const {
  return filter_.search.empty() && has_search_only();
}

bool UserPages::searches_alone() const {
  return !filter_.search.empty() && has_search_only();
}

bool UserPages::has_search_only() const {
  return filter_.status.empty() && !filter_.provider && filter_.group_id == 0 && filter_.department.empty() &&
         !filter_.changed_since;
}

std::vector<TargetUser> UserPages::read(const KeyRange& range, bool without_beginnings, std::size_t limit) {
  // One lower bound: of two, SQLite uses the first one and scans from there.
  const bool continues = range.after >= range.from;
  // Few rows are sorted; the planner must not search them along the addresses.
  const std::string order = few_ ? "COALESCE(u.email_key, '')" : "u.email_key";
  Query query(session_, select_users() + conditions_.sql() + " AND u.email_key " + (continues ? ">" : ">=") +
                            " ? AND u.email_key <= ?" +
                            (without_beginnings ? " AND NOT (u.email_key >= ? AND u.email_key <= ?)" : "") +
                            " ORDER BY " + order + " LIMIT " + std::to_string(limit));
  conditions_.bind(query);
  query.text(continues ? range.after : range.from, "from").text(range.until, "until");
  if (without_beginnings) {
    const auto beginnings = beginning_with(host_sdk::fold_key(filter_.search));
    query.text(beginnings.from, "from").text(beginnings.until, "until");
  }
  return read_users(query);
}

std::int64_t UserPages::count_in(const std::string& until) {
  Query query(session_, "SELECT COUNT(*)" + conditions_.sql() + " AND u.email_key <= ?");
  conditions_.bind(query);
  return query.text(until, "until").read_number();
}

}  // namespace sample_host
