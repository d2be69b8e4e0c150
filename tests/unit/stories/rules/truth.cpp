#include "rules/truth.hpp"

#include <algorithm>

#include "directory/members.hpp"
#include "host_sdk/text.hpp"
#include "model/settings/group_attribute.hpp"

namespace gup::plan::test {

const std::set<std::string>& Truth::selected_people() const {
  if (!selected_) selected_ = find_selected_people();
  return *selected_;
}

bool Truth::would_be_selected_if_suspended_counted(const std::string& id) const {
  SyncSettings settings = settings_;
  settings.suspended_users = SuspendedUsers::include;
  return Truth(google_, settings, kept_).selected_people().contains(id);
}

std::set<std::string> Truth::find_selected_people() const {
  Ids selected;
  if (settings_.source == SyncSource::groups) {
    for (const auto& id : chosen_groups()) selected.merge(people_of_group(id));
    return selected;
  }
  for (const auto& [id, person] : google_.people)
    if (counts(person) && !chosen_unit_of(person).empty()) selected.insert(id);
  for (const auto& [unit, people] : kept_.people)
    for (const auto& id : people)
      if (is_kept(id)) selected.insert(id);
  return selected;
}

bool Truth::is_kept(const std::string& id) const {
  const auto person = google_.people.find(id);
  return person == google_.people.end() || counts(person->second);
}

std::set<std::string> Truth::chosen_groups() const {
  Ids chosen;
  for (const auto& group : google_.groups)
    if (is_chosen(group.id)) chosen.insert(group.id);
  for (const auto& [id, people] : kept_.people)
    if (is_chosen(id)) chosen.insert(id);
  return chosen;
}

std::map<std::string, std::set<std::string>> Truth::matching_groups() const {
  std::map<std::string, Ids> groups;
  if (settings_.method == SyncMethod::value_groups) return value_groups();
  if (settings_.method != SyncMethod::matching_groups) return groups;
  if (settings_.source == SyncSource::groups) {
    for (const auto& id : chosen_groups()) groups[id] = people_of_group(id);
    return groups;
  }
  for (const auto& unit : google_.units)
    if (is_chosen(unit.id)) groups[unit.id];
  for (const auto& [id, person] : google_.people)
    if (const auto unit = chosen_unit_of(person); counts(person) && !unit.empty()) groups[unit].insert(id);
  for (const auto& [unit, people] : kept_.people) {
    groups[unit];
    for (const auto& id : people)
      if (is_kept(id)) groups[unit].insert(id);
  }
  return groups;
}

std::string Truth::value_of(const Person& person) const {
  const auto& value = settings_.group_attribute == GroupAttribute::job_title ? person.fields.job_title
                                                                             : person.fields.department;
  return host_sdk::fold_key(value.value_or(""));
}

std::map<std::string, std::set<std::string>> Truth::value_groups() const {
  std::map<std::string, Ids> groups;
  for (const auto& id : selected_people()) {
    const auto person = google_.people.find(id);
    if (person == google_.people.end()) continue;
    if (const auto value = value_of(person->second); !value.empty())
      groups[value_group_id(settings_.group_attribute, value)].insert(id);
  }
  return groups;
}

std::string Truth::name_of_source(const std::string& id) const {
  if (settings_.method == SyncMethod::value_groups)
    for (const auto& [person_id, person] : google_.people)
      if (value_group_id(settings_.group_attribute, value_of(person)) == id) return value_of(person);
  for (const auto& unit : google_.units)
    if (unit.id == id) return unit.name;
  for (const auto& group : google_.groups)
    if (group.id == id) return group.name;
  return {};
}

bool Truth::is_chosen(const std::string& id) const {
  if (settings_.scope == SyncScope::all) return true;
  const auto& chosen =
      settings_.source == SyncSource::groups ? settings_.groups : settings_.organizational_units;
  return std::ranges::find(chosen, id) != chosen.end();
}

std::string Truth::chosen_unit_of(const Person& person) const {
  const auto own = std::ranges::find_if(
      google_.units, [&](const auto& unit) { return host_sdk::fold_key(unit.path) == person.unit_path_key; });
  if (own == google_.units.end()) return {};
  for (auto unit = own; unit != google_.units.end();
       unit = std::ranges::find(google_.units, unit->parent_id, &OrganizationalUnit::id)) {
    if (is_chosen(unit->id)) return unit->id;
    if (!settings_.include_sub_units) return {};
  }
  return {};
}

bool Truth::is_excluded(const Person& person) const {
  return std::ranges::any_of(google_.exclusions, [&](const Exclusion& rule) {
    if (rule.kind == ExclusionKind::guests) return google_.guests.contains(person.id);
    if (rule.kind == ExclusionKind::unit) return is_in_unit(person, rule.value);
    return host_sdk::fold_key(person.fields.email) == rule.value;
  });
}

bool Truth::is_in_unit(const Person& person, const std::string& id) const {
  auto unit = std::ranges::find_if(
      google_.units, [&](const auto& one) { return host_sdk::fold_key(one.path) == person.unit_path_key; });
  for (; unit != google_.units.end();
       unit = std::ranges::find(google_.units, unit->parent_id, &OrganizationalUnit::id))
    if (unit->id == id) return true;
  return false;
}

std::set<std::string> Truth::people_of_group(const std::string& id) const {
  Ids visited;
  Ids people;
  visit(id, visited, people);
  return people;
}

void Truth::visit(const std::string& group, Ids& visited, Ids& people) const {
  if (!visited.insert(group).second) return;
  if (const auto kept = kept_.people.find(group); kept != kept_.people.end())
    for (const auto& id : kept->second)
      if (is_kept(id)) people.insert(id);
  if (const auto kept = kept_.groups.find(group);
      kept != kept_.groups.end() && settings_.include_nested_groups)
    for (const auto& id : kept->second) visit(id, visited, people);
  const auto answer = google_.group_answers.find(group);
  if (answer == google_.group_answers.end()) return;
  for (const Member& member : answer->second.members) {
    if (is_everyone(member))
      for (const auto& [id, person] : google_.people)
        if (counts(person)) people.insert(id);
    if (const auto id = person_of(google_, member); id && counts(google_.people.at(*id))) people.insert(*id);
    const auto nested = group_of(google_, member);
    if (nested && settings_.include_nested_groups) visit(*nested, visited, people);
  }
}

}  // namespace gup::plan::test
