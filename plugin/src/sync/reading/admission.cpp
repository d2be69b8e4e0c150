#include "sync/reading/admission.hpp"

#include <string>
#include <utility>
#include <variant>

#include "model/clean_text.hpp"
#include "plan/people/read_person.hpp"

namespace gup {

void index_addresses(plan::DirectoryView& view, plan::PersonNumber number, const DirectoryUser& user) {
  if (user.primary_email) view.addresses.put_primary(address_key(*user.primary_email), number);
  for (const std::string& alias : user.aliases) view.addresses.put_alias(address_key(alias), number);
}

void admit(plan::DirectoryView& view, plan::PersonNumber number, DirectoryUser user,
           const plan::StoredLink* link, bool can_be_selected) {
  const auto read = plan::read_person(std::move(user));
  if (const auto* person = std::get_if<Person>(&read))
    view.people.admit(number, *person, link, can_be_selected);
  else
    view.people.admit(number, std::get<UnusablePerson>(read));
}

}  // namespace gup
