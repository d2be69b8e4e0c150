#include "sync/reading/directory_reading.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

#include "failure.hpp"
#include "plan/selection/group_walk.hpp"
#include "sync/reading/admission.hpp"
#include "sync/reading/domain_counter.hpp"
#include "sync/reading/excluded_groups.hpp"
#include "sync/reading/group_member_filter.hpp"
#include "sync/run/progress.hpp"

namespace gup {
namespace {

/// After a manager's rename, each person who reports to them is read again: at most this many in a run. Later
/// runs do the rest, so a company whose records name all managers by aliases is not read twice.
constexpr int kMostReadAgain = 1000;

/// How many pages of 500 users may wait for the stored state. They bridge the time it takes to read, and use
/// 20 MB.
constexpr std::size_t kMostWaitingPages = 64;

/// Collects the pages of one read.
class Collector final : public google::DirectorySink {
 public:
  Collector(plan::DirectoryView& view, plan::PersonIds& ids, const SyncSettings& settings,
            StateReading& state, host_sdk::TaskMonitor& monitor)
      : view_(view),
        ids_(ids),
        settings_(settings),
        state_(state),
        monitor_(monitor),
        reads_excluded_groups_(view.exclusions.has(ExclusionKind::group)) {}

  void on_users(std::vector<DirectoryUser> page) override {
    for (const DirectoryUser& user : page) custom_values_ |= user.custom_values;
    waiting_.push_back(std::move(page));
    if (state_.is_ready() || waiting_.size() == kMostWaitingPages) admit_waiting();
    report();
  }

  /// Call this when everyone was read.
  void finish() {
    admit_waiting();
    report();
    follow_managers();
    view_.domains = domains_.counts();
    view_.addresses.sort();
  }

  /// The number of custom values of everyone who was listed.
  [[nodiscard]] std::uint64_t custom_values() const { return custom_values_; }

  std::vector<std::string> on_groups(std::vector<DirectoryGroup> groups) override {
    view_.groups = std::move(groups);
    group_ids_ = plan::ids_by_address(view_.groups);
    auto first = plan::groups_to_walk(view_.groups, settings_);
    members_.expect(first);
    return first;
  }

  std::vector<std::string> on_group(GroupAnswer answer) override {
    admit_waiting();
    const plan::StoredState& stored = state_.get();
    plan::set_nested_group_ids(answer, group_ids_);
    auto next = plan::next_groups_to_walk(answer, stored, settings_);
    members_.expect(next);
    members_.note(answer, ids_);
    view_.group_answers.put(answer);
    if (members_.all_answered())
      view_.people.drop_fields_unless([&](plan::PersonNumber number) {
        return stored.links.find(number) || members_.may_contain(number);
      });
    report();
    return next;
  }

 private:
  struct Known {
    plan::PersonNumber number = 0;
    const plan::StoredLink* link = nullptr;
  };

  void admit_waiting() {
    for (auto& page : std::exchange(waiting_, {})) admit_page(std::move(page), state_.get());
  }

  void admit_page(std::vector<DirectoryUser> page, const plan::StoredState& stored) {
    // All lookups first, so that their cache misses overlap.
    std::vector<Known> known;
    known.reserve(page.size());
    for (const DirectoryUser& user : page) {
      const plan::PersonNumber number = ids_.number(user.id);
      known.push_back({number, stored.links.find(number)});
      index_aliases(view_, user);
    }
    if (managers_.size() < ids_.size()) managers_.resize(ids_.size(), 0);
    for (std::size_t i = 0; i < page.size(); ++i) {
      const auto [number, link] = known[i];
      const bool by_groups = settings_.source == SyncSource::groups;
      if (by_groups || reads_excluded_groups_) index_addresses(view_, number, page[i]);
      const bool can_be_selected = !by_groups || members_.may_contain(number, page[i]);
      managers_[number] = follow_manager(view_, page[i]);
      if (page[i].primary_email) domains_.note(number, *page[i].primary_email);
      admit(view_, number, std::move(page[i]), link, can_be_selected);
    }
  }

  /// Managers may be listed after the people who report to them.
  void follow_managers() {
    if (view_.aliases.empty()) return;
    const plan::StoredState& stored = state_.get();
    int left_to_read = kMostReadAgain;
    for (plan::PersonNumber number = 0; number < managers_.size(); ++number) {
      if (managers_[number] == 0) continue;
      const std::string_view primary = view_.aliases.find(managers_[number]);
      const plan::StoredLink* link = stored.links.find(number);
      if (primary.empty() || view_.people.set_manager(number, primary, link)) continue;
      // The row is up to date but for the manager's address.
      if (link != nullptr && view_.people[number].kind == plan::PersonDigest::Kind::usable &&
          left_to_read-- > 0)
        view_.people.expire(number);
    }
  }

  void report() {
    auto progress = progress_of(RunStep::reading);
    const auto users = static_cast<std::int64_t>(view_.people.size());
    if (settings_.source == SyncSource::groups && members_.expected() > 0) {
      progress.done = static_cast<std::int64_t>(view_.group_answers.size());
      progress.total = static_cast<std::int64_t>(members_.expected());
      progress.unit = "groups";
      progress.counts = {{"users read", users}};
    } else {
      progress.done = users;
      progress.unit = "users";
    }
    monitor_.report(progress);
  }

  plan::DirectoryView& view_;
  plan::PersonIds& ids_;
  const SyncSettings& settings_;
  StateReading& state_;
  host_sdk::TaskMonitor& monitor_;
  const bool reads_excluded_groups_;
  /// Pages that were read before the stored state was.
  std::vector<std::vector<DirectoryUser>> waiting_;
  plan::GroupIds group_ids_;
  GroupMemberFilter members_;
  DomainCounter domains_;
  std::uint64_t custom_values_ = 0;
  /// Indexed by person: the hash of the manager's address, if it may be an alias. A deque grows without
  /// copying.
  std::deque<std::uint64_t> managers_;
};

}  // namespace

std::vector<OrganizationalUnit> list_units_by_id(google::DirectoryReader& reader,
                                                 host_sdk::TaskMonitor& monitor) {
  auto units = reader.list_units(monitor);
  std::sort(units.begin(), units.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return units;
}

plan::DirectoryView read_directory(google::DirectoryReader& reader, const SyncSettings& settings,
                                   const plan::ExclusionRules& exclusions, FieldSources& fields,
                                   StateReading& state, plan::PersonIds& ids,
                                   host_sdk::TaskMonitor& monitor) {
  monitor.report(progress_of(RunStep::reading));
  const bool by_groups = settings.source == SyncSource::groups;
  const bool without_units = by_groups && !exclusions.has(ExclusionKind::unit);
  auto units = without_units ? std::vector<OrganizationalUnit>{} : list_units_by_id(reader, monitor);
  bool missing_is_settled = false;
  for (int attempt = 1;; ++attempt) {
    plan::DirectoryView view;
    view.exclusions = exclusions;
    fields.prepare(extra_fields(exclusions), reader, view);
    group_by_values(view, settings);
    Collector collector(view, ids, settings, state, monitor);
    reader.read(by_groups, collector, monitor);
    collector.finish();
    if (fields.must_read_again(reader, collector.custom_values())) {
      if (std::exchange(missing_is_settled, true))
        throw Failure(
            host_sdk::ResultCode::try_again,
            "The custom attributes changed in Google while they were being read. Nothing was changed.");
      --attempt;
      continue;
    }
    read_excluded_groups(reader, view, monitor);
    if (without_units) return view;
    auto units_after = list_units_by_id(reader, monitor);
    const bool steady = units_after == units;
    units = std::move(units_after);
    if (steady) {
      view.units = std::move(units);
      return view;
    }
    if (attempt == 2)
      throw Failure(host_sdk::ResultCode::try_again,
                    "The organizational units changed in Google while they were being read, twice in a row; "
                    "nothing was changed here.");
  }
}

}  // namespace gup
