#include "database/search/held_search.hpp"

#include <algorithm>
#include <vector>

#include "database/search/searched_words.hpp"
#include "database/state_reader.hpp"

namespace gup::database {
namespace {

const std::vector<std::string> kHeldColumns{"h.email", "u.first_name", "u.last_name"};

std::string order_of(const RemovalQuery& wanted) {
  const std::string direction = wanted.descending ? " DESC" : "";
  switch (wanted.order) {
    case RemovalOrder::person:
      return "h.email" + direction + ", h.user_id";
    case RemovalOrder::reason:
      return "h.reason" + direction + ", h.user_id";
    case RemovalOrder::since:
      return "h.held_since" + direction + ", h.user_id";
    case RemovalOrder::stored:
      break;
  }
  return "h.user_id" + direction;
}

}  // namespace

FoundRemovals find_held_removals(Session& session, const std::string& company_id,
                                 const RemovalQuery& wanted) {
  const auto words = searched_words(wanted.text);
  const std::string from =
      " FROM gup_held_removals h LEFT JOIN target_users u ON u.id = h.user_id WHERE h.company_id = ?" +
      all_contained_in(session.dialect(), kHeldColumns, words.size());
  FoundRemovals found;
  Query count(session, "SELECT COUNT(*)" + from);
  count.text(company_id, "company_id");
  bind_words(count, words, kHeldColumns.size());
  found.total = count.read_number();
  Query query(session, "SELECT h.external_id, h.user_id, h.email, h.reason, h.held_since" + from +
                           " ORDER BY " + order_of(wanted) + ", h.external_id LIMIT " +
                           std::to_string(std::max(0, wanted.limit)) + " OFFSET " +
                           std::to_string(std::max<std::int64_t>(0, wanted.skip)));
  query.text(company_id, "company_id");
  bind_words(query, words, kHeldColumns.size());
  found.removals = read_held(query);
  return found;
}

}  // namespace gup::database
