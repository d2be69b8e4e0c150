#include "world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/removals/dismissal.hpp"
#include "plan/selection/group_walk.hpp"

namespace gup::plan::test {

World::World() {
  settings.removal_limit.percent = 100;
  unit("id:root", "/");
}

World World::of(std::initializer_list<const char*> names) {
  World world;
  int id = 0;
  for (const char* name : names) world.person(std::to_string(++id), std::string(name) + "@acme.example");
  return world;
}

World World::synced(std::initializer_list<const char*> names) {
  World world = of(names);
  world.sync();
  return world;
}

Person& World::person(const std::string& id, const std::string& email, const std::string& unit_path) {
  Person person;
  person.id = id;
  person.fields.email = email;
  person.fields.first_name = email.substr(0, email.find('@'));
  person.fields.first_name[0] =
      static_cast<char>(std::toupper(static_cast<unsigned char>(person.fields.first_name[0])));
  person.unit_path_key = unit_path_key(unit_path);
  directory.unusable.erase(id);
  directory.evidence.gone_people.erase(id);
  directory.evidence.unclear_people.erase(id);
  directory.id_by_address_key[host_sdk::fold_key(email)] = id;
  return directory.people[id] = person;
}

void World::unusable(const std::string& id, const std::string& email, const std::string& unit_path) {
  directory.people.erase(id);
  directory.unusable[id] = {.id = id,
                            .email = email,
                            .reason = "The email address has no @",
                            .unit_path_key = unit_path_key(unit_path)};
}

void World::delete_person(const std::string& id) {
  directory.people.erase(id);
  directory.unusable.erase(id);
  directory.aliases.erase(id);
  std::erase_if(directory.id_by_address_key, [&](const auto& entry) { return entry.second == id; });
}

void World::unit(const std::string& id, const std::string& path) {
  const auto slash = path.find_last_of('/');
  const std::string parent = slash == 0 ? "/" : path.substr(0, slash);
  std::string parent_id;
  if (path != "/")
    for (const auto& other : directory.units)
      if (other.path == parent) parent_id = other.id;
  std::erase_if(directory.units, [&](const auto& other) { return other.id == id; });
  directory.units.push_back({id, path, path == "/" ? "Acme Inc." : path.substr(slash + 1), parent_id});
}

void World::delete_unit(const std::string& id) {
  std::erase_if(directory.units, [&](const auto& unit) { return unit.id == id; });
}

void World::group(const std::string& id, const std::string& name, const std::vector<std::string>& user_ids) {
  std::erase_if(directory.groups, [&](const auto& group) { return group.id == id; });
  directory.groups.push_back({id, id + "@acme.example", name});
  GroupAnswer answer;
  answer.group_id = id;
  for (const auto& user_id : user_ids) answer.members.push_back({user_id, "", MemberType::user});
  directory.group_answers[id] = answer;
}

void World::delete_group(const std::string& id) {
  std::erase_if(directory.groups, [&](const auto& group) { return group.id == id; });
  cannot_read(id, Unreadable::gone);
}

void World::omit(const std::string& group, const std::string& id) {
  if (!truth) truth = directory;
  std::erase_if(directory.group_answers.at(group).members,
                [&](const Member& member) { return member.id == id; });
}

void World::nest(const std::string& parent, const std::string& child) {
  member(parent, {child, child + "@acme.example", MemberType::group});
}

void World::member(const std::string& group, Member member) {
  directory.group_answers.at(group).members.push_back(std::move(member));
}

void World::cannot_read(const std::string& group, Unreadable why) {
  GroupAnswer answer;
  answer.group_id = group;
  answer.unreadable = why;
  directory.group_answers[group] = answer;
}

TargetUserRow& World::row_by_hand(const std::string& email, const std::string& provider) {
  TargetUserRow row;
  row.id = host.next_user_id++;
  row.fields.email = email;
  row.fields.first_name = "Hand";
  row.fields.last_name = "Made";
  row.email_key = host_sdk::fold_key(email);
  row.status = "active";
  row.provider = provider;
  row.updated_at = ++host.clock;
  return host.users[row.id] = row;
}

std::int64_t World::group_by_hand(const std::string& name) {
  const auto id = host.next_group_id++;
  host.groups[id] = {name, host_sdk::fold_key(name), "", "", ++host.clock};
  return id;
}

void World::member_by_hand(std::int64_t group, std::int64_t user) {
  host.members.insert({group, user, ""});
}

TargetUserRow& World::edit(const std::string& external_id) {
  TargetUserRow& row = host.users.at(host.links.at(external_id).user_id);
  row.updated_at = ++host.clock;
  return row;
}

void World::delete_row(const std::string& external_id) {
  const auto id = host.links.at(external_id).user_id;
  host.users.erase(id);
  std::erase_if(host.members, [&](const MemberRow& member) { return std::get<1>(member) == id; });
}

void World::choose_units(const std::vector<std::string>& ids) {
  settings.source = SyncSource::organizational_units;
  settings.scope = SyncScope::chosen;
  settings.organizational_units = ids;
}

void World::choose_groups(const std::vector<std::string>& ids) {
  settings.source = SyncSource::groups;
  settings.scope = SyncScope::chosen;
  settings.groups = ids;
}

void World::exclude(ExclusionKind kind, const std::string& value, const std::string& reason) {
  Exclusion rule;
  rule.kind = kind;
  rule.value = value;
  rule.reason = reason;
  directory.exclusions.push_back(rule);
}

Plan World::plan() {
  auto reading = read();
  while (true) {
    const Questions open = questions_of(*reading);
    if (open.empty()) break;
    answer(open);
    reading = read();
  }
  readings_.push_back(reading);
  PlanInput input = reading->input(settings, now, approved, &refusals);
  input.limit_was_raised = limit_was_raised;
  const Classification classification = classify(input);
  const RowQuery query = rows_to_query(input, classification);
  return make_plan(input, classification, host.look_up(query), host.reserve(query));
}

Questions World::questions() const {
  return questions_of(*read());
}

Questions World::questions_of(const Reading& reading) const {
  return open_questions(classify(reading.input(settings, now, approved, &refusals)));
}

void World::answer(const Questions& questions) {
  const WrittenDirectory& google = truth ? *truth : directory;
  Evidence& evidence = directory.evidence;
  for (const auto& id : questions.people) {
    if (const auto person = google.people.find(id); person != google.people.end() && !unclear.contains(id)) {
      directory.second_records.erase(id);
      directory.people.insert_or_assign(id, person->second);
      evidence.confirmed_people.insert(id);
      if (!google.never_signed_in.contains(id)) directory.never_signed_in.erase(id);
    } else {
      (unclear.contains(id) ? evidence.unclear_people : evidence.gone_people).insert(id);
    }
  }
  for (const auto& id : questions.groups)
    evidence.missing_groups[id] = unclear.contains(id)   ? LookupResult::unclear
                                  : google.has_group(id) ? LookupResult::present
                                                         : LookupResult::gone;
  for (const auto& id : questions.units) {
    const auto unit = std::ranges::find(google.units, id, &OrganizationalUnit::id);
    if (unit != google.units.end())
      directory.units.push_back(*unit);
    else
      evidence.missing_units[id] = unclear.contains(id) ? LookupResult::unclear : LookupResult::gone;
  }
  for (const auto& id : questions.member_lists) {
    GroupAnswers answers;
    GroupAnswer second{.group_id = id, .members = {}, .unreadable = Unreadable::gone};
    const auto& lists = second_lists_lie ? directory : google;
    if (const auto known = lists.group_answers.find(id); known != lists.group_answers.end())
      second = known->second;
    if (const auto first = directory.group_answers.find(id); first != directory.group_answers.end()) {
      evidence.listed_twice.insert(id);
      answers.put(first->second);
    }
    answers.add(second);
    directory.group_answers[id] = *answers.find(id);
  }
  for (const auto& question : questions.memberships)
    evidence.memberships[question] =
        unclear.contains(question.group_id) || unclear.contains(question.person_id)
            ? MembershipAnswer::unclear
        : google.is_member(question) ? MembershipAnswer::member
                                     : MembershipAnswer::not_member;
  for (const auto& id : questions.groups_of) {
    if (unclear.contains(id)) {
      evidence.groups_of[id] = std::nullopt;
      continue;
    }
    std::vector<std::string> groups;
    for (const auto& [group, members] : google.group_answers)
      if (std::ranges::find(members.members, id, &Member::id) != members.members.end())
        groups.push_back(group);
    evidence.groups_of[id] = std::move(groups);
  }
}

RowQuery World::query() const {
  const auto reading = read();
  PlanInput input = reading->input(settings, now, approved, &refusals);
  input.limit_was_raised = limit_was_raised;
  return rows_to_query(input, classify(input));
}

Plan World::dismissal_of(const std::set<std::string>& external_ids) const {
  const auto reading = read();
  return dismiss_removals(reading->ids, reading->stored, external_ids);
}

Plan World::sync() {
  Plan made = plan();
  host.apply(made);
  directory.evidence = {};
  if (made.groups.made_target_group) settings.target_group = std::to_string(*made.groups.made_target_group);
  return made;
}

Plan World::sync_twice() {
  Plan made = sync();
  const Plan again = plan();
  EXPECT_TRUE(again.writes_nothing()) << "the second run wrote again: " << writes_of(again);
  directory.evidence = {};
  return made;
}

const TargetUserRow* World::row_of(const std::string& external_id) const {
  const auto link = host.links.find(external_id);
  if (link == host.links.end()) return nullptr;
  const auto row = host.users.find(link->second.user_id);
  return row == host.users.end() ? nullptr : &row->second;
}

const TargetUserRow* World::row_with_email(const std::string& email) const {
  for (const auto& [id, row] : host.users)
    if (row.email_key == host_sdk::fold_key(email)) return &row;
  return nullptr;
}

std::optional<std::int64_t> World::group_named(const std::string& name) const {
  for (const auto& [id, group] : host.groups)
    if (group.name == name) return id;
  return std::nullopt;
}

std::vector<std::string> World::members_of(const std::string& group_name) const {
  std::vector<std::string> found;
  const auto id = group_named(group_name);
  for (const auto& [group, user, provider] : host.members)
    if (group == id && provider == kProvider) found.push_back(host.users.at(user).fields.email);
  std::ranges::sort(found);
  return found;
}

std::vector<std::string> World::emails() const {
  std::vector<std::string> found;
  for (const auto& [id, row] : host.users) found.push_back(row.fields.email);
  std::ranges::sort(found);
  return found;
}

std::vector<std::string> World::group_names() const {
  std::vector<std::string> found;
  for (const auto& [id, group] : host.groups) found.push_back(group.name);
  std::ranges::sort(found);
  return found;
}

std::optional<PersonChange> change_of(const Plan& plan, const std::string& external_id) {
  std::optional<PersonChange> found;
  for (auto change : plan.report.all_changes()) {
    if (change.external_id != external_id || change.kind == ChangeKind::memberships) continue;
    EXPECT_FALSE(found) << external_id << " has two changes";
    found = std::move(change);
  }
  return found;
}

std::int64_t count(const Plan& plan, ChangeKind kind) {
  std::int64_t found = 0;
  for (const auto& change : plan.report.all_changes()) found += change.kind == kind ? 1 : 0;
  return found;
}

std::ptrdiff_t held_groups(const Plan& plan) {
  return std::ranges::count_if(plan.report.changes, [](const PersonChange& change) {
    return change.kind == ChangeKind::held && change.user_id == 0;
  });
}

bool has_remark(const Plan& plan, const std::string& part) {
  return std::ranges::any_of(
      plan.report.remarks, [&](const std::string& remark) { return remark.find(part) != std::string::npos; });
}

std::string writes_of(const Plan& plan) {
  std::string writes;
  const auto number = [&](const char* what, std::size_t count) {
    if (count > 0) writes += std::to_string(count) + " " + what + "; ";
  };
  number("deletes", plan.people.deletes.size());
  number("email_key_releases", plan.people.email_key_releases.size());
  number("updates", plan.people.updates.size());
  number("inserts", plan.people.inserts.size());
  number("link updates", plan.people.link_updates.size());
  number("forgotten links", plan.people.forgotten_links.size());
  number("new link sources", plan.people.new_link_sources.size());
  number("lost link sources", plan.people.lost_link_sources.size());
  number("new source groups", plan.groups.new_source_groups.size());
  number("lost source groups", plan.groups.lost_source_groups.size());
  number("dismissals", plan.groups.dismissals.size());
  number("source names", plan.groups.source_names.size());
  number("lost source names", plan.groups.lost_source_names.size());
  number("group writes", plan.groups.writes.size());
  number("group removals", plan.groups.removals.size());
  number("new memberships", plan.memberships.added.size());
  number("lost memberships", plan.memberships.removed.size());
  number("changes of what is held", plan.people.held_changed ? 1 : 0);
  for (const auto& change : plan.report.all_changes())
    writes += "\n  " + change.external_id + " " + std::to_string(static_cast<int>(change.kind)) + " " +
              change.reason;
  return writes;
}

}  // namespace gup::plan::test
