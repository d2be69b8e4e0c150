#include <algorithm>

#include "host_sdk/text.hpp"
#include "model/settings/group_attribute.hpp"
#include "plan/exclusions/exclusion_rules.hpp"
#include "world.hpp"

namespace gup::plan::test {

DirectoryView WrittenDirectory::read(PersonIds& ids, const StoredState& stored,
                                     const SyncSettings& settings) const {
  DirectoryView view;
  if (const auto attribute = grouping_attribute(settings)) view.people.group_by(place_of(*attribute));
  view.exclusions = ExclusionRules(exclusions);
  for (const auto* records : {&people, &second_records})
    for (const auto& [id, written] : *records) {
      const PersonNumber number = ids.number(id);
      Person person = written;
      person.exclusions = view.exclusions.match(account_of(person));
      view.people.admit(number, person, stored.links.find(number));
    }
  for (const auto& [id, person] : unusable) view.people.admit(ids.number(id), person);
  for (const auto& [key, id] : id_by_address_key) view.addresses.put_primary(key, ids.number(id));
  for (const auto& [id, addresses] : aliases)
    for (const auto& alias : addresses) view.addresses.put_alias(host_sdk::fold_key(alias), ids.number(id));
  view.addresses.sort();
  view.units = units;
  view.groups = groups;
  for (const auto& [id, answer] : group_answers) view.group_answers.put(answer);
  view.evidence = evidence;
  view.customer_id = "C0123";
  return view;
}

DirectoryUser WrittenDirectory::account_of(const Person& person) const {
  DirectoryUser account;
  account.primary_email = person.fields.email;
  account.guest = guests.contains(person.id);
  account.has_mailbox = !without_mailbox.contains(person.id);
  if (!never_signed_in.contains(person.id)) account.last_sign_in = "2026-11-02T08:00:00.000Z";
  return account;
}

bool WrittenDirectory::is_member(const MembershipQuestion& question) const {
  std::set<std::string> visited;
  std::vector<std::string> to_visit{question.group_id};
  while (!to_visit.empty()) {
    const std::string group = to_visit.back();
    to_visit.pop_back();
    const auto answer = group_answers.find(group);
    if (!visited.insert(group).second || answer == group_answers.end()) continue;
    for (const Member& member : answer->second.members) {
      if (member.id == question.person_id || member.type == MemberType::customer) return true;
      if (member.type == MemberType::group) to_visit.push_back(member.id);
    }
  }
  return false;
}

bool WrittenDirectory::has_unit(const std::string& id) const {
  return std::ranges::any_of(units, [&](const auto& unit) { return unit.id == id; });
}

bool WrittenDirectory::has_group(const std::string& id) const {
  return std::ranges::any_of(groups, [&](const auto& group) { return group.id == id; });
}

}  // namespace gup::plan::test
