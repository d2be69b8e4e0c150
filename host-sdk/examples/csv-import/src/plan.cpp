#include "plan.hpp"

#include <map>

#include "host_sdk/text.hpp"

namespace csv_import_plugin {

Plan make_plan(const std::vector<Person>& people, const std::vector<TargetUser>& users,
               bool deactivate_missing) {
  std::map<std::string, const TargetUser*> by_key;
  for (const auto& user : users) by_key[user.email_key] = &user;

  Plan plan;
  auto& report = plan.report;
  const auto change = [&](const Person& person, const TargetUser* user, bool active, const char* word,
                          const char* reason) {
    plan.changes.push_back({person, user != nullptr ? user->id : 0, active});
    report.changes.push_back({person.email, word, reason});
  };
  for (const auto& person : people) {
    const auto key = host_sdk::fold_key(person.email);
    const auto found = by_key.find(key);
    const TargetUser* user = found == by_key.end() ? nullptr : found->second;
    if (user == nullptr) {
      ++report.added;
      change(person, nullptr, true, "added", "in the file");
    } else if (!user->managed) {
      ++report.skipped;
      report.skipped_people.push_back(
          {person.email, key, "A target user with this address exists and is not from the file."});
      report.changes.push_back({person.email, "skipped", "exists and is not from the file"});
    } else if (!user->active) {
      ++report.reactivated;
      change(person, user, true, "reactivated", "in the file again");
    } else if (user->person != person) {
      ++report.updated;
      change(person, user, true, "updated", "other values in the file");
    } else {
      ++report.unchanged;
    }
    by_key.erase(key);
  }
  for (const auto& [key, user] : by_key) {
    if (!user->managed) continue;
    if (!deactivate_missing || !user->active) {
      ++report.unchanged;
    } else {
      ++report.removed;
      change(user->person, user, false, "deactivated", "no longer in the file");
    }
  }
  return plan;
}

}  // namespace csv_import_plugin
