#include "database/search/person_search.hpp"

#include <algorithm>

#include "database/search/searched_words.hpp"
#include "host_sdk/text.hpp"

namespace gup::database {

std::vector<NamedPerson> find_people(Session& session, const std::string& company_id, const std::string& text,
                                     int limit) {
  static const std::vector<std::string> kColumns{"email", "first_name", "last_name"};
  const auto words = searched_words(text);
  Query query(session, "SELECT id, email, first_name, last_name FROM target_users WHERE company_id = ?" +
                           all_contained_in(session.dialect(), kColumns, words.size()) +
                           " ORDER BY email_key LIMIT " + std::to_string(std::max(0, limit)));
  query.text(company_id, "company_id");
  bind_words(query, words, kColumns.size());
  std::vector<NamedPerson> people;
  query.read("nttt", [&](const Row& row) {
    people.push_back({row.number(0), row.text(1), host_sdk::full_name(row.text(2), row.text(3))});
  });
  return people;
}

}  // namespace gup::database
