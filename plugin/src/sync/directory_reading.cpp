#include "sync/directory_reading.hpp"

#include <algorithm>

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "plan/group_walk.hpp"
#include "sync/progress.hpp"

namespace gup {
namespace {

using google::DirectoryGroup;
using google::DirectoryUser;
using google::GroupAnswer;
using google::OrganizationalUnit;

/// Above this many absentees a second full listing is cheaper than asking about each.
constexpr std::size_t kConfirmOneByOne = 200;

/// The key under which an address is compared; nothing for text that is none.
std::string address_key(const std::string& address) {
  return host_sdk::is_clean_utf8(address) ? host_sdk::fold_key(address) : std::string{};
}

/// Puts one person into the view; a later word about the same id replaces the earlier one.
void admit(plan::DirectoryView& view, DirectoryUser user, bool index_addresses) {
  const std::string id = user.id;
  if (index_addresses) {
    // A primary address beats an alias of somebody else, whatever comes first. The empty key of unusable text
    // is never looked up.
    if (user.primary_email) view.id_by_address_key[address_key(*user.primary_email)] = id;
    for (const std::string& alias : user.aliases) view.id_by_address_key.emplace(address_key(alias), id);
  }
  auto read = plan::read_person(std::move(user));
  if (auto* person = std::get_if<plan::Person>(&read)) {
    view.unusable.erase(id);
    view.people.insert_or_assign(id, std::move(*person));
  } else {
    view.people.erase(id);
    view.unusable.insert_or_assign(id, std::move(std::get<plan::UnusablePerson>(read)));
  }
}

/// Collects one reading.
class Collector final : public google::DirectorySink {
 public:
  Collector(plan::DirectoryView& view, const SyncSettings& settings, const plan::StoredState& stored,
            host_sdk::TaskMonitor& monitor)
      : view_(view), settings_(settings), stored_(stored), monitor_(monitor) {}

  void on_users(std::vector<DirectoryUser> page) override {
    for (DirectoryUser& user : page) admit(view_, std::move(user), settings_.source == SyncSource::groups);
    report();
  }

  std::vector<std::string> on_groups(std::vector<DirectoryGroup> groups) override {
    view_.groups = std::move(groups);
    return plan::groups_to_walk(view_.groups, settings_);
  }

  std::vector<std::string> on_group(GroupAnswer answer) override {
    auto next = plan::next_groups_to_walk(answer, stored_, settings_);
    view_.group_answers.insert_or_assign(answer.group_id, std::move(answer));
    report();
    return next;
  }

 private:
  void report() {
    auto progress = progress_of(RunStep::reading);
    progress.done = static_cast<std::int64_t>(view_.people.size() + view_.unusable.size());
    progress.unit = "users";
    if (settings_.source == SyncSource::groups)
      progress.counts = {{"groups read", static_cast<std::int64_t>(view_.group_answers.size())}};
    monitor_.report(progress);
  }

  plan::DirectoryView& view_;
  const SyncSettings& settings_;
  const plan::StoredState& stored_;
  host_sdk::TaskMonitor& monitor_;
};

/// Remembers only whom a second listing shows out of those who were absent from the first.
class Seeker final : public google::DirectorySink {
 public:
  Seeker(plan::DirectoryView& view, std::set<std::string>& sought) : view_(view), sought_(sought) {}

  void on_users(std::vector<DirectoryUser> page) override {
    for (DirectoryUser& user : page)
      if (sought_.erase(user.id) > 0) admit(view_, std::move(user), true);
  }
  std::vector<std::string> on_groups(std::vector<DirectoryGroup>) override { return {}; }
  std::vector<std::string> on_group(GroupAnswer) override { return {}; }

 private:
  plan::DirectoryView& view_;
  std::set<std::string>& sought_;
};

std::vector<OrganizationalUnit> units_in_order(google::DirectoryReader& reader,
                                               host_sdk::TaskMonitor& monitor) {
  auto units = reader.list_units(monitor);
  std::sort(units.begin(), units.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return units;
}

}  // namespace

plan::DirectoryView read_directory(google::DirectoryReader& reader, const SyncSettings& settings,
                                   const plan::StoredState& stored, host_sdk::TaskMonitor& monitor) {
  monitor.report(progress_of(RunStep::reading));
  const bool by_groups = settings.source == SyncSource::groups;
  auto units = by_groups ? std::vector<OrganizationalUnit>{} : units_in_order(reader, monitor);
  for (int attempt = 1;; ++attempt) {
    plan::DirectoryView view;
    Collector collector(view, settings, stored, monitor);
    reader.read(by_groups, collector, monitor);
    if (by_groups) return view;
    auto units_after = units_in_order(reader, monitor);
    const bool steady = units_after == units;
    units = std::move(units_after);
    if (steady) {
      view.units = std::move(units);
      return view;
    }
    if (attempt == 2)
      throw Failure(
          host_sdk::ResultCode::try_again,
          "The organizational units were changed in Google while they were being read, twice in a row; "
          "nothing was changed here.");
  }
}

void confirm_absentees(google::DirectoryReader& reader, const std::vector<std::string>& ids,
                       plan::DirectoryView& view, host_sdk::TaskMonitor& monitor) {
  if (ids.empty()) return;
  if (ids.size() > kConfirmOneByOne) {
    std::set<std::string> sought(ids.begin(), ids.end());
    Seeker seeker(view, sought);
    reader.read_users_again(seeker, monitor);
    view.confirmed_gone.merge(sought);
    return;
  }
  for (auto& confirmation : reader.confirm(ids, monitor)) {
    switch (confirmation.verdict) {
      case google::Confirmation::Verdict::gone:
        view.confirmed_gone.insert(confirmation.id);
        break;
      case google::Confirmation::Verdict::unclear:
        view.unconfirmed.insert(confirmation.id);
        break;
      case google::Confirmation::Verdict::present:
        admit(view, std::move(*confirmation.user), true);
        break;
    }
  }
}

}  // namespace gup
