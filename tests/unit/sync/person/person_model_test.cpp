// Random companies: a sync of one person does to this person what a full sync does, and to everyone else
// nothing.
#include <gmock/gmock.h>

#include <random>

#include "model/target_fields.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::SyncMode;

constexpr int kPeople = 12;

/// A directory that follows from a seed, with edits that follow from it, too.
class RandomCompany {
 public:
  explicit RandomCompany(unsigned seed) : random_(seed) {
    auto& directory = bench.google.directory;
    directory.units = {unit("id:root", "/", "")};
    for (int number = 1; number <= 5; ++number) {
      const auto& parent = directory.units[pick(directory.units.size())];
      directory.units.push_back(
          unit("id:" + std::to_string(number),
               (parent.path == "/" ? "" : parent.path) + "/Unit" + std::to_string(number), parent.id));
    }
    directory.groups.clear();
    for (int number = 1; number <= 6; ++number) {
      const std::string id = "g" + std::to_string(number);
      directory.groups.push_back({id, id + "@acme.com", "Group " + std::to_string(number)});
      directory.members.push_back({id, {}, std::nullopt});
    }
    directory.users.clear();
    for (int number = 1; number <= kPeople; ++number) add_person(number);
    for (auto& group : directory.members) fill(group);
    settings = random_settings();
    bench.set_up(settings);
    for (int number = 1; number <= 3; ++number)
      if (chance(3))
        bench.store.put_user(
            hand_made_user("acme", 900 + number,
                           "u" + std::to_string(4 * number - static_cast<int>(pick(4))) + "x@acme.com"));
  }

  /// Changes of Google and by hand between two syncs.
  void edit() {
    auto& users = bench.google.directory.users;
    for (auto& user : users) {
      if (chance(4)) user.job_title = "Title " + std::to_string(pick(5));
      if (chance(6)) user.suspended = chance(2);
      if (chance(6)) user.archived = chance(2);
      if (chance(4)) user.org_unit_path = any_unit();
      if (chance(8)) user.primary_email = user.id + "renamed" + std::to_string(pick(9)) + "@acme.com";
      if (chance(8)) user.manager_email = "u" + std::to_string(pick(kPeople) + 1) + "alias@acme.com";
    }
    for (int number = 0; number < 2; ++number)
      if (chance(2)) users.erase(users.begin() + static_cast<std::ptrdiff_t>(pick(users.size())));
    if (chance(2)) add_person(kPeople + 1);
    for (auto& group : bench.google.directory.members)
      if (chance(2)) fill(group);
    const auto rows = bench.store.users("acme");
    if (!rows.empty() && chance(3)) {
      auto row = rows[pick(rows.size())];
      row.row.fields.department = "By hand";
      row.row.updated_at += 7;
      bench.store.put_user(row);
    }
    if (!rows.empty() && chance(4)) bench.store.erase_user(rows[pick(rows.size())].row.id);
    if (chance(5)) {
      settings = random_settings();
      bench.set_up(settings);
    }
  }

  /// Someone to sync, by an address in Google or by that of a target user.
  std::string any_address() {
    const auto rows = bench.store.users("acme");
    if (!rows.empty() && chance(2)) return rows[pick(rows.size())].row.fields.email;
    return *bench.google.directory.users[pick(bench.google.directory.users.size())].primary_email;
  }

  SyncBench bench;
  SyncSettings settings;

 private:
  std::size_t pick(std::size_t below) { return random_() % below; }
  bool chance(std::size_t of) { return pick(of) == 0; }
  std::string any_unit() { return bench.google.directory.units[pick(6)].path; }

  void add_person(int number) {
    const std::string id = "u" + std::to_string(number);
    auto one = user(id, id + (chance(3) ? "x" : "") + "@acme.com", any_unit());
    one.suspended = chance(6);
    one.aliases = {id + "alias@acme.com"};
    one.editable_aliases = 1;
    bench.google.directory.users.push_back(one);
  }

  void fill(GroupAnswer& group) {
    group.members.clear();
    for (int number = 1; number <= kPeople; ++number)
      if (chance(5)) {
        const std::string id = "u" + std::to_string(number);
        group.members.push_back({id, id + "@acme.com", MemberType::user});
      }
    for (int number = 1; number <= 6; ++number) {
      const std::string id = "g" + std::to_string(number);
      if (id != group.group_id && chance(7)) group.members.push_back({id, "", MemberType::group});
    }
    if (chance(25)) group.members.push_back({"C01", "", MemberType::customer});
  }

  SyncSettings random_settings() {
    SyncSettings made;
    made.source = chance(2) ? SyncSource::groups : SyncSource::organizational_units;
    made.scope = chance(3) ? SyncScope::all : SyncScope::chosen;
    for (int number = 1; number <= 5; ++number) {
      if (chance(2)) made.organizational_units.push_back("id:" + std::to_string(number));
      if (chance(2)) made.groups.push_back("g" + std::to_string(number));
    }
    made.include_sub_units = !chance(3);
    made.include_nested_groups = !chance(3);
    made.method = chance(3)   ? SyncMethod::target_users
                  : chance(3) ? SyncMethod::target_group
                              : SyncMethod::matching_groups;
    made.target_group = "new:Everyone";
    made.on_leaving = chance(2) ? OnLeaving::deactivate : OnLeaving::delete_;
    made.existing_users = chance(3) ? ExistingUsers::skip : ExistingUsers::adopt;
    made.removal_limit.percent = 100;
    return made;
  }

  std::mt19937 random_;
};

/// Everything about one target user that does not depend on ids and times.
std::string described(SyncBench& bench, const HostUser& user) {
  std::string text = user.row.status + " " + user.row.provider + " " + user.row.external_id.value_or("") +
                     " " + user.row.email_key;
  for (const TargetField& field : kTargetFields) text += " | " + std::string(field.text(user.row.fields));
  std::set<std::string> groups;
  for (const HostMember& member : bench.store.members())
    if (member.user_id == user.row.id)
      for (const HostGroup& group : bench.store.groups("acme"))
        if (group.id == member.group_id) groups.insert(group.name + "/" + member.provider);
  for (const auto& group : groups) text += " in " + group;
  return text;
}

/// By Google's id; the address for other rows.
std::map<std::string, std::string> everyone(SyncBench& bench) {
  std::map<std::string, std::string> people;
  for (const HostUser& user : bench.store.users("acme"))
    people[user.row.external_id.value_or(user.row.fields.email)] = described(bench, user);
  return people;
}

/// Rows with ids and times, memberships and the plugin's own records of everyone except one person.
/// `user_id`: the target user that the person has or takes over.
std::vector<std::string> all_but(SyncBench& bench, const std::string& external_id, std::int64_t user_id) {
  std::vector<std::string> lines;
  plan::PersonIds ids;
  const auto state = bench.store.load_state("acme", {}, ids, {});
  std::set<std::int64_t> own{user_id};
  if (const auto person = ids.find(external_id))
    if (const auto* link = state.links.find(*person)) own.insert(link->user_id);
  for (const HostUser& user : bench.store.users("acme")) {
    if (user.row.external_id == external_id) own.insert(user.row.id);
    if (own.contains(user.row.id)) continue;
    lines.push_back(std::to_string(user.row.id) + " " + std::to_string(user.row.updated_at) +
                    described(bench, user));
  }
  for (const HostMember& member : bench.store.members())
    if (!own.contains(member.user_id))
      lines.push_back("member " + std::to_string(member.group_id) + " " + std::to_string(member.user_id));
  for (plan::PersonNumber number = 0; number < state.links.end(); ++number)
    if (const auto* link = state.links.find(number); link && ids[number] != external_id)
      lines.push_back("link " + std::string(ids[number]) + " " + std::to_string(link->user_id) + " " +
                      std::to_string(link->content_hash) + " " + std::to_string(link->row_updated_at) + " " +
                      std::to_string(static_cast<int>(link->state)));
  for (const auto& entry : state.link_sources.entries())
    if (ids[entry.person] != external_id)
      lines.push_back("source " + std::string(ids[entry.person]) + " " +
                      state.link_sources.sources().id(entry.source));
  std::ranges::sort(lines);
  return lines;
}

/// The target groups, without those that one person's sync may have made.
std::vector<std::string> groups_of(SyncBench& bench, std::size_t first) {
  std::vector<std::string> lines;
  const auto groups = bench.store.groups("acme");
  for (std::size_t i = 0; i < std::min(first, groups.size()); ++i)
    lines.push_back(std::to_string(groups[i].id) + groups[i].name + groups[i].provider +
                    std::to_string(groups[i].updated_at));
  return lines;
}

class PersonModel : public ::testing::TestWithParam<unsigned> {};

TEST_P(PersonModel, DoesWhatAFullSyncDoesToThisPersonAndNothingToOthers) {
  RandomCompany one(GetParam());
  RandomCompany full(GetParam());
  for (RandomCompany* company : {&one, &full}) {
    (void)company->bench.sync();
    company->bench.host.clock().advance(std::chrono::hours{1});
    company->edit();
  }
  const std::string address = one.any_address();
  ASSERT_EQ(address, full.any_address());

  const auto asked = one.bench.here.engine.synchronize_person(
      one.bench.company, {one.bench.dana, RunTrigger::page, {}, SyncMode::preview}, address,
      one.bench.monitor);
  const std::string id = asked.explanation.external_id;
  const auto others = all_but(one.bench, id, asked.explanation.user_id);
  const auto group_count = one.bench.store.groups("acme").size();
  const auto groups = groups_of(one.bench, group_count);
  const auto outcome = one.bench.here.engine.synchronize_person(
      one.bench.company, {one.bench.dana, RunTrigger::page}, address, one.bench.monitor);
  (void)full.bench.sync();

  EXPECT_EQ(all_but(one.bench, id, asked.explanation.user_id), others)
      << address << ": " << outcome.explanation.next;
  EXPECT_EQ(groups_of(one.bench, group_count), groups) << address;
  const auto wanted = everyone(full.bench);
  const auto made = everyone(one.bench);
  const bool waits = !outcome.explanation.obstacles.empty() &&
                     outcome.explanation.obstacles.back().find("full sync decides") != std::string::npos;
  const auto of = [&id](const std::map<std::string, std::string>& people) {
    const auto found = people.find(id);
    return found == people.end() ? "none" : found->second;
  };
  EXPECT_TRUE(waits || id.empty() || of(made) == of(wanted))
      << address << ": " << outcome.explanation.next << "\nmade   " << of(made) << "\nwanted " << of(wanted);
  // And the next full sync leads to the same company.
  (void)one.bench.sync();
  EXPECT_EQ(everyone(one.bench), wanted) << address;
}

INSTANTIATE_TEST_SUITE_P(Seeds, PersonModel, ::testing::Range(250U, 350U));

}  // namespace
}  // namespace gup::testing
