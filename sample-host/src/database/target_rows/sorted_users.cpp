#include "database/target_rows/sorted_users.hpp"

#include <algorithm>
#include <charconv>

#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

constexpr char kAfterLength = ':';

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::optional<SortedUsers::Key> SortedUsers::Key::of(std::string_view cursor) {
  if (!host_sdk::is_clean_utf8(cursor)) return {};
  std::size_t length = 0;
  const char* const end = cursor.data() + cursor.size();
  const auto [colon, error] = std::from_chars(cursor.data(), end, length);
  if (error != std::errc{} || colon == end || *colon != kAfterLength) return {};
  const std::string_view rest(colon + 1, static_cast<std::size_t>(end - colon) - 1);
  if (length > rest.size()) return {};
  return Key{std::string{rest.substr(0, length)}, std::string{rest.substr(length)}};
}

std::string SortedUsers::Key::text() const {
  return std::to_string(value.size()) + kAfterLength + value + email_key;
}

SortedUsers::SortedUsers(Session& session, std::string company, const UserFilter& filter,
                         const UserSort& sort)
    : session_(session),
      company_(std::move(company)),
      filter_(filter),
      sort_(sort),
      conditions_(session.dialect(), company_, filter, few_ids(session, company_, filter)) {}

bool SortedUsers::has_number() const {
  return sort_.by == UserOrder::changed || sort_.by == UserOrder::email;
}

/// In the order of addresses, those that begin with the searched text come first.
std::string SortedUsers::key_expression() const {
  const auto& dialect = session_.dialect();
  switch (sort_.by) {
    case UserOrder::name:
      return dialect.folded(dialect.backend() == Backend::mysql
                                ? "CONCAT(COALESCE(u.first_name, ''), ' ', COALESCE(u.last_name, ''))"
                                : "COALESCE(u.first_name, '') || ' ' || COALESCE(u.last_name, '')");
    case UserOrder::department:
      return dialect.folded("COALESCE(u.department, '')");
    case UserOrder::changed:
      return "u.updated_at";
    case UserOrder::email:
      break;
  }
  return filter_.search.empty() ? "0" : "CASE WHEN u.email_key >= ? AND u.email_key <= ? THEN 0 ELSE 1 END";
}

std::vector<SortedUsers::Found> SortedUsers::read(const std::optional<Key>& from, bool backwards,
                                                  std::size_t limit) {
  const bool falls = sort_.descending != backwards;
  const std::string beyond = falls ? "<" : ">";
  const std::string direction = falls ? " DESC" : "";
  // The unique key alone gives the order of addresses, by its index.
  const bool by_key_alone = sort_.by == UserOrder::email && filter_.search.empty();
  std::string sql = "SELECT p.* FROM (" + select_users() + ", " + key_expression() + " AS sort_key" +
                    conditions_.sql() + ") p";
  if (from)
    sql += by_key_alone
               ? " WHERE p.email_key " + beyond + " ?"
               : " WHERE (p.sort_key " + beyond + " ? OR (p.sort_key = ? AND p.email_key " + beyond + " ?))";
  sql += " ORDER BY " + (by_key_alone ? std::string{} : "p.sort_key" + direction + ", ") + "p.email_key" +
         direction + " LIMIT " + std::to_string(limit);
  Query query(session_, sql);
  if (sort_.by == UserOrder::email && !by_key_alone) {
    const auto beginnings = beginning_with(host_sdk::fold_key(filter_.search));
    query.text(beginnings.from, "from").text(beginnings.until, "until");
  }
  conditions_.bind(query);
  if (from && !by_key_alone)
    for (int twice = 0; twice < 2; ++twice) {
      if (has_number())
        query.number(number_of(from->value));
      else
        query.text(from->value, "cursor");
    }
  if (from) query.text(from->email_key, "cursor");
  std::vector<Found> found;
  const std::size_t key_column = selected_columns().size();
  query.read(selected_columns() + (has_number() ? "n" : "t"), [&](const sql::Row& row) {
    auto user = user_of(row);
    Key key{has_number() ? std::to_string(row.number(key_column)) : row.text(key_column), user.email_key};
    found.push_back({std::move(user), std::move(key)});
  });
  return found;
}

UserList SortedUsers::page(const PagePlace& place, std::size_t limit) {
  const bool backwards = !place.before.empty();
  const auto from = Key::of(backwards ? place.before : place.after);
  // One row more than `limit` shows whether there is a further page.
  auto found = read(from, backwards && from, limit + 1);
  const bool more = found.size() > limit;
  if (more) found.pop_back();
  UserList list;
  if (found.empty()) return list;
  if (backwards && from) std::reverse(found.begin(), found.end());
  const bool has_next = backwards && from ? true : more;
  const bool has_previous = backwards && from ? more : from.has_value();
  if (has_next) list.next = found.back().key.text();
  if (has_previous) list.previous = found.front().key.text();
  for (auto& one : found) list.users.push_back(std::move(one.user));
  return list;
}

}  // namespace sample_host
