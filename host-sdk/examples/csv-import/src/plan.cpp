#include "plan.hpp"

#include <iterator>
#include <map>
#include <set>

#include "host_sdk/text.hpp"

namespace csv_import_plugin {
namespace {

using UserById = std::map<std::string, const TargetUser*>;

const TargetUser* find(const UserById& users, const std::string& id) {
  const auto found = users.find(id);
  return found == users.end() ? nullptr : found->second;
}

/// The ids of the people whose address another target user keeps. Someone who is skipped keeps the current
/// address, which may be the new one of someone else: repeated until no one else is skipped.
std::set<std::string> people_without_address(const std::vector<Person>& people,
                                             const std::vector<TargetUser>& users, const UserById& managed,
                                             Missing missing) {
  std::set<std::string> listed;
  for (const auto& person : people) listed.insert(person.id);
  std::map<std::string, const TargetUser*> kept;
  for (const auto& user : users)
    if (!user.managed || (!listed.contains(user.person.id) && missing != Missing::remove))
      kept[user.email_key] = &user;

  std::set<std::string> skipped;
  for (bool again = true; again;) {
    again = false;
    for (const auto& person : people) {
      const auto* user = find(managed, person.id);
      const auto keeper = kept.find(host_sdk::fold_key(person.email));
      if (keeper == kept.end() || keeper->second == user || !skipped.insert(person.id).second) continue;
      if (user != nullptr) kept[user->email_key] = user;
      again = true;
    }
  }
  return skipped;
}

}  // namespace

Plan make_plan(const std::vector<Person>& people, const std::vector<TargetUser>& users, Missing missing) {
  UserById managed;
  for (const auto& user : users)
    if (user.managed) managed[user.person.id] = &user;
  const auto skipped = people_without_address(people, users, managed, missing);

  Plan plan;
  auto& report = plan.report;
  std::vector<Change> kept;
  const auto add = [&](Change change, const char* word, const char* reason) {
    report.changes.push_back({change.person.email, word, reason});
    (change.kind == ChangeKind::remove ? plan.changes : kept).push_back(std::move(change));
  };
  for (const auto& person : people) {
    const auto* user = find(managed, person.id);
    managed.erase(person.id);
    const bool moves = user != nullptr && user->email_key != host_sdk::fold_key(person.email);
    if (skipped.contains(person.id)) {
      ++report.skipped;
      report.skipped_people.push_back({person.email, person.id, "Another target user has this address."});
      report.changes.push_back({person.email, "skipped", "another target user has this address"});
    } else if (user == nullptr) {
      ++report.added;
      add({ChangeKind::add, person}, "added", "in the file");
    } else if (!user->active) {
      ++report.reactivated;
      add({ChangeKind::update, person, user->id, moves}, "reactivated", "in the file again");
    } else if (user->person != person) {
      ++report.updated;
      add({ChangeKind::update, person, user->id, moves}, "updated", "other values in the file");
    } else {
      ++report.unchanged;
    }
  }
  for (const auto& [id, user] : managed) {
    if (missing == Missing::remove) {
      ++report.removed;
      add({ChangeKind::remove, user->person, user->id}, "removed", "no longer in the file");
    } else if (missing == Missing::deactivate && user->active) {
      ++report.removed;
      add({ChangeKind::deactivate, user->person, user->id}, "deactivated", "no longer in the file");
    } else {
      ++report.unchanged;
    }
  }
  plan.changes.insert(plan.changes.end(), std::make_move_iterator(kept.begin()),
                      std::make_move_iterator(kept.end()));
  return plan;
}

}  // namespace csv_import_plugin
