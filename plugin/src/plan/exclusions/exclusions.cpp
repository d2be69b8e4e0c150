#include "plan/exclusions/exclusions.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "erase_repeated.hpp"
#include "model/clean_text.hpp"
#include "plan/selection/group_walk.hpp"

namespace gup::plan {
namespace {

/// Whether a path is the unit's, or one below it. Both in the form of `unit_path_key`.
bool is_at_or_below(std::string_view path, std::string_view unit_path) {
  if (path.empty()) return false;
  if (unit_path == "/" || path == unit_path) return true;
  return path.size() > unit_path.size() && path.starts_with(unit_path) && path[unit_path.size()] == '/';
}

}  // namespace

Exclusions::Exclusions(const PlanInput& input, const PersonTable& person_table, const UnitTree& units) {
  const Reading reading{input, person_table, units, input.directory.exclusions};
  match_records(reading);
  match_units(reading);
  for (RuleIndex rule = 0; rule < reading.rules.size(); ++rule) {
    if (reading.rules[rule].kind != ExclusionKind::group) continue;
    if (input.others)
      match_groups_of_one(reading, rule);
    else
      match_group(reading, rule);
  }
  std::ranges::sort(matches_);
  erase_repeated(matches_);
  std::ranges::sort(members_);
  erase_repeated(members_);
}

void Exclusions::match_records(const Reading& reading) {
  const DirectoryPeople& people = reading.input.directory.people;
  for (PersonIndex person = 0; person < reading.person_table.size(); ++person)
    if (const PersonNumber number = reading.person_table.number(person); people[number].excluded)
      for (const RuleIndex rule : people.exclusions(number)) matches_.push_back({person, rule, false});
}

/// Matches units by path, because a person's record names the path. The tree was the same before and after
/// the people.
void Exclusions::match_units(const Reading& reading) {
  if (!reading.rules.has(ExclusionKind::unit)) return;
  const auto& paths = reading.input.directory.people.unit_paths();
  const auto& missing = reading.input.directory.evidence.missing_units;
  std::vector<std::vector<std::pair<RuleIndex, bool>>> by_path(paths.size());
  for (RuleIndex rule = 0; rule < reading.rules.size(); ++rule) {
    const Exclusion& exclusion = reading.rules[rule];
    if (exclusion.kind != ExclusionKind::unit) continue;
    const auto unit = reading.units.with_id(exclusion.value);
    const auto answer = missing.find(exclusion.value);
    const bool is_gone = answer != missing.end() && answer->second == LookupResult::gone;
    if (!unit) unread_.push_back({rule, is_gone});
    if (!unit && (is_gone || exclusion.name.empty())) continue;
    const std::string unit_path = unit_path_key(unit ? reading.units[*unit].path : exclusion.name);
    for (std::size_t path = 0; path < paths.size(); ++path)
      if (is_at_or_below(paths[path], unit_path)) by_path[path].emplace_back(rule, !unit);
  }
  for (PersonIndex person = 0; person < reading.person_table.size(); ++person)
    if (!reading.person_table[person].absent())
      for (const auto& [rule, is_former] : by_path[reading.person_table.unit_path(person)])
        matches_.push_back({person, rule, is_former});
}

/// Follows the groups from the rule's group down, each once.
void Exclusions::match_group(const Reading& reading, RuleIndex rule) {
  const PlanInput& input = reading.input;
  const std::string& root = reading.rules[rule].value;
  std::vector<std::string> to_read{root};
  std::set<std::string> found{root};
  std::vector<std::string> read;
  bool is_complete = true;
  while (!to_read.empty()) {
    const std::string id = std::move(to_read.back());
    to_read.pop_back();
    const auto answer = input.directory.group_answers.find(id);
    if (!answer || answer->unreadable) {
      // A nested group of another customer was never readable, and has nothing to keep.
      const bool was_read = std::ranges::any_of(input.stored.excluded_members, [&](const auto& member) {
        return member.group_id == root && member.listed_by == id;
      });
      if (id == root || !answer || answer->unreadable == Unreadable::failing || was_read) is_complete = false;
      continue;
    }
    read.push_back(id);
    for (const Member& member : answer->members) {
      if (is_everyone(input, member)) {
        for (PersonIndex person = 0; person < reading.person_table.size(); ++person)
          add_member(reading, rule, id, person);
      } else if (member.type == MemberType::group) {
        if (member.id.empty())
          is_complete = false;
        else if (found.insert(member.id).second)
          to_read.push_back(member.id);
      } else if (const auto person = person_of(input, reading.person_table, member)) {
        add_member(reading, rule, id, *person);
      }
    }
  }
  if (is_complete) return;
  const auto answer = input.directory.group_answers.find(root);
  unread_.push_back({rule, answer && answer->unreadable == Unreadable::gone});
  use_last_answer(reading, rule, read);
}

void Exclusions::add_member(const Reading& reading, RuleIndex rule, const std::string& listed_by,
                            PersonIndex person) {
  const PersonEntry entry = reading.person_table[person];
  if (entry.absent()) return;
  matches_.push_back({person, rule, false});
  members_.push_back({reading.rules[rule].value, listed_by, std::string(entry.id)});
}

void Exclusions::use_last_answer(const Reading& reading, RuleIndex rule,
                                 const std::vector<std::string>& read) {
  const std::unordered_set<std::string_view> fresh(read.begin(), read.end());
  for (const ExcludedMember& member : reading.input.stored.excluded_members) {
    if (member.group_id != reading.rules[rule].value || fresh.contains(member.listed_by)) continue;
    members_.push_back(member);
    if (const auto person = reading.person_table.find(member.external_id))
      matches_.push_back({*person, rule, true});
  }
}

/// For a plan about one person: Google was asked about this person, or, if it did not answer, for the
/// members.
void Exclusions::match_groups_of_one(const Reading& reading, RuleIndex rule) {
  const auto& answers = reading.input.directory.evidence.memberships;
  for (PersonIndex person = 0; person < reading.person_table.size(); ++person) {
    const auto answer =
        answers.find({reading.rules[rule].value, std::string(reading.person_table[person].id)});
    if (answer == answers.end() || answer->second == MembershipAnswer::unclear)
      match_group(reading, rule);
    else if (answer->second == MembershipAnswer::member)
      matches_.push_back({person, rule, false});
  }
}

std::optional<RuleIndex> Exclusions::first_rule(PersonIndex person, bool is_former) const {
  auto match = std::ranges::lower_bound(matches_, person, {}, &Match::person);
  for (; match != matches_.end() && match->person == person; ++match)
    if (match->is_former == is_former) return match->rule;
  return std::nullopt;
}

std::optional<RuleIndex> Exclusions::rule_of(PersonIndex person) const {
  return first_rule(person, false);
}

std::optional<RuleIndex> Exclusions::former_rule_of(PersonIndex person) const {
  return first_rule(person, true);
}

std::vector<RuleIndex> Exclusions::all_rules_of(PersonIndex person) const {
  std::vector<RuleIndex> rules;
  auto match = std::ranges::lower_bound(matches_, person, {}, &Match::person);
  for (; match != matches_.end() && match->person == person; ++match)
    if (rules.empty() || rules.back() != match->rule) rules.push_back(match->rule);
  return rules;
}

std::vector<std::string> excluded_units_to_ask(const PlanInput& input, const UnitTree& units) {
  auto ids = input.directory.exclusions.values_of(ExclusionKind::unit);
  std::erase_if(ids, [&](const std::string& id) {
    return units.with_id(id) || input.directory.evidence.missing_units.contains(id);
  });
  return ids;
}

}  // namespace gup::plan
