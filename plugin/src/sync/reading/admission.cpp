#include "sync/reading/admission.hpp"

#include <string>
#include <utility>
#include <variant>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "model/target_fields.hpp"
#include "plan/people/read_person.hpp"

namespace gup {

void index_addresses(plan::DirectoryView& view, plan::PersonNumber number, const DirectoryUser& user) {
  if (user.primary_email) view.addresses.put_primary(address_key(*user.primary_email), number);
  for (const std::string& alias : user.aliases) view.addresses.put_alias(address_key(alias), number);
}

void index_aliases(plan::DirectoryView& view, const DirectoryUser& user) {
  if (user.editable_aliases == 0 || !user.primary_email || !host_sdk::is_clean_utf8(*user.primary_email))
    return;
  const std::string primary = clean(*user.primary_email);
  if (primary.empty() || primary.size() > kEmailMaximum) return;
  for (std::size_t i = 0; i < user.editable_aliases; ++i)
    view.aliases.put(address_key(user.aliases[i]), primary);
}

void group_by_values(plan::DirectoryView& view, const SyncSettings& settings) {
  if (const auto attribute = grouping_attribute(settings)) view.people.group_by(place_of(*attribute));
}

std::uint64_t follow_manager(const plan::DirectoryView& view, DirectoryUser& user) {
  if (!user.manager_email) return 0;
  const std::string key = address_key(*user.manager_email);
  if (key.empty()) return 0;
  const std::uint64_t hash = plan::AliasIndex::hash_of(key);
  const std::string_view primary = view.aliases.find(hash);
  if (primary.empty()) return hash;
  user.manager_email = primary;
  return 0;
}

void admit(plan::DirectoryView& view, plan::PersonNumber number, DirectoryUser user,
           const plan::StoredLink* link, bool can_be_selected) {
  auto exclusions = view.exclusions.match(user);
  auto read = plan::read_person(std::move(user), view.fields);
  if (auto* person = std::get_if<Person>(&read)) {
    person->exclusions = std::move(exclusions);
    view.people.admit(number, *person, link, can_be_selected);
  } else {
    view.people.admit(number, std::get<UnusablePerson>(read));
  }
}

}  // namespace gup
