#include "sync/reading/directory_cache.hpp"

#include <optional>

#include "failure.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "model/fields/field_mapping.hpp"
#include "model/unit_tree.hpp"
#include "plan/exclusions/exclusion_rules.hpp"
#include "plan/people/read_person.hpp"
#include "plan/state/person_ids.hpp"
#include "sync/reading/ask_directory.hpp"
#include "sync/reading/excluded_groups.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;

constexpr std::chrono::minutes kFresh{5};
/// How long a page waits for people to be counted. A larger company shows the numbers after its first sync.
constexpr std::chrono::seconds kCountingTime{4};

void report_reading(host_sdk::TaskMonitor& monitor, const char* what, std::int64_t done = 0) {
  host_sdk::Progress progress;
  progress.activity = std::string("reading the ") + what;
  progress.done = done;
  monitor.report(progress);
}

/// Counts the people directly in each unit as a sync does: each once, by the last record, although a list
/// that is read from both ends has many of them twice.
class Counter final : public google::DirectorySink {
 public:
  Counter(const std::vector<OrganizationalUnit>& units, const plan::ExclusionRules& rules,
          host_sdk::TaskMonitor& monitor)
      : units_(units), rules_(rules), excluded_(units_.size()), monitor_(monitor) {
    for (const std::string& id : rules_.values_of(ExclusionKind::unit))
      if (const auto unit = units_.with_id(id)) exclude_from(*unit);
  }

  void on_users(std::vector<DirectoryUser> page) override {
    for (auto& user : page) {
      const plan::PersonNumber number = ids_.number(user.id);
      if (places_.size() <= number) {
        places_.resize(number + 1, kNotCounted);
        suspended_.resize(number + 1);
      }
      suspended_[number] = user.suspended.value_or(false) || user.archived.value_or(false);
      places_[number] = place_of(std::move(user));
    }
    report_reading(monitor_, "users", static_cast<std::int64_t>(ids_.size()));
  }
  std::vector<std::string> on_groups(std::vector<DirectoryGroup>) override { return {}; }
  std::vector<std::string> on_group(GroupAnswer) override { return {}; }

  [[nodiscard]] PeopleCount count() const {
    PeopleCount count;
    for (std::size_t number = 0; number < places_.size(); ++number) {
      const std::uint32_t place = places_[number];
      if (place == kNotCounted) continue;
      ++count.users;
      if (suspended_[number]) ++count.suspended;
      if (place == kNoUnit) continue;
      ++count.per_unit[units_[place].id];
      if (suspended_[number]) ++count.suspended_per_unit[units_[place].id];
    }
    return count;
  }

 private:
  static constexpr auto kNotCounted = static_cast<std::uint32_t>(-1);
  static constexpr std::uint32_t kNoUnit = kNotCounted - 1;

  void exclude_from(std::uint32_t unit) {
    if (excluded_[unit]) return;
    excluded_[unit] = true;
    for (const std::uint32_t child : units_.children(units_[unit].id)) exclude_from(child);
  }

  [[nodiscard]] std::uint32_t place_of(DirectoryUser user) const {
    if (!rules_.match(user).empty()) return kNotCounted;
    const auto read = plan::read_person(std::move(user));
    const auto* person = std::get_if<Person>(&read);
    if (person == nullptr) return kNotCounted;
    const auto unit = units_.at_path(person->unit_path_key);
    if (!unit) return kNoUnit;
    return excluded_[*unit] ? kNotCounted : *unit;
  }

  UnitTree units_;
  const plan::ExclusionRules& rules_;
  /// Indexed by unit: true if a rule excludes the people in it.
  std::vector<bool> excluded_;
  host_sdk::TaskMonitor& monitor_;
  plan::PersonIds ids_;
  /// Indexed by person: the index of the person's unit.
  std::vector<std::uint32_t> places_;
  std::vector<bool> suspended_;
};

std::optional<PeopleCount> count_in_time(google::DirectoryReader& reader, const PickerDirectory& directory,
                                         const plan::ExclusionRules& rules, const host_sdk::Clock& clock,
                                         host_sdk::TaskMonitor& monitor) {
  host_sdk::DeadlineMonitor deadline(clock, kCountingTime, monitor);
  Counter counter(directory.units, rules, deadline);
  reader.ask_for(extra_fields(rules), default_mapping());
  try {
    reader.read(false, counter, deadline);
  } catch (const Cancelled&) {
    if (!deadline.expired()) throw;
    return std::nullopt;
  }
  return counter.count();
}

void take_over(PeopleCount count, PickerDirectory& directory) {
  directory.users_per_unit = std::move(count.per_unit);
  directory.users = count.users;
  directory.suspended_per_unit = std::move(count.suspended_per_unit);
  directory.suspended = count.suspended;
  directory.people_counted = true;
}

}  // namespace

DirectoryCache::DirectoryCache(host_sdk::HostServices& host, Store& store, google::GoogleService& google)
    : host_(host), store_(store), google_(google) {}

std::shared_ptr<const PickerDirectory> DirectoryCache::get(const host_sdk::Company& company,
                                                           host_sdk::TaskMonitor& monitor) {
  if (auto kept = fresh(company.id)) return kept;
  const auto changes = [&] {
    const std::lock_guard lock(mutex_);
    return changes_[company.id];
  };
  const auto changes_before = changes();
  auto directory = read(company, monitor);
  const std::lock_guard lock(mutex_);
  if (changes_[company.id] == changes_before) kept_[company.id] = directory;
  return directory;
}

std::shared_ptr<const PickerDirectory> DirectoryCache::read(const host_sdk::Company& company,
                                                            host_sdk::TaskMonitor& monitor) {
  const auto connection = store_.load_connection(company.id);
  if (!connection || connection->state == ConnectionState::not_connected)
    throw Failure(ResultCode::refused, not_connected_sentence());
  auto directory = std::make_shared<PickerDirectory>();
  auto count = ask_directory({host_, store_, google_}, *connection, [&](google::DirectoryReader& reader) {
    report_reading(monitor, "organizational units");
    directory->units = reader.list_units(monitor);
    report_reading(monitor, "groups");
    directory->groups = reader.list_groups(monitor);
    directory->read_at = host_.clock().now();
    {
      const std::lock_guard lock(mutex_);
      if (const auto kept = counts_.find(company.id); kept != counts_.end())
        return std::optional(kept->second);
    }
    const plan::ExclusionRules rules(store_.exclusions(company.id));
    return count_in_time(reader, *directory, rules, host_.clock(), monitor);
  });
  if (count) take_over(*std::move(count), *directory);
  return directory;
}

std::shared_ptr<const PickerDirectory> DirectoryCache::fresh(const std::string& company_id) const {
  auto kept = peek(company_id);
  return kept && host_.clock().now() - kept->read_at < kFresh ? kept : nullptr;
}

std::shared_ptr<const PickerDirectory> DirectoryCache::peek(const std::string& company_id) const {
  const std::lock_guard lock(mutex_);
  const auto kept = kept_.find(company_id);
  return kept == kept_.end() ? nullptr : kept->second;
}

void DirectoryCache::put_count(const std::string& company_id, PeopleCount count) {
  const std::lock_guard lock(mutex_);
  ++changes_[company_id];
  // Keeps the names: the page shows the selection by name even if no picker is opened.
  if (const auto kept = kept_.find(company_id); kept != kept_.end()) {
    auto directory = std::make_shared<PickerDirectory>(*kept->second);
    take_over(count, *directory);
    kept->second = std::move(directory);
  }
  counts_[company_id] = std::move(count);
}

void DirectoryCache::forget(const std::string& company_id) {
  const std::lock_guard lock(mutex_);
  ++changes_[company_id];
  kept_.erase(company_id);
  counts_.erase(company_id);
}

}  // namespace gup
