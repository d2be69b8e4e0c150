#include "sync/reading/directory_cache.hpp"

#include <optional>

#include "failure.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "model/clean_text.hpp"
#include "sync/reading/credentials.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;

constexpr std::chrono::minutes kFresh{5};
/// How long a page waits for people to be counted. A larger company shows the numbers after its first sync.
constexpr std::chrono::seconds kCountingTime{4};

/// Counts the people directly in each unit.
class Counter final : public google::DirectorySink {
 public:
  explicit Counter(const std::vector<OrganizationalUnit>& units) {
    for (const auto& unit : units) id_by_path_.emplace(unit_path_key(unit.path), unit.id);
  }

  void on_users(std::vector<DirectoryUser> page) override {
    for (const auto& user : page) {
      ++count.users;
      if (!user.org_unit_path) continue;
      if (const auto unit = id_by_path_.find(unit_path_key(*user.org_unit_path)); unit != id_by_path_.end())
        ++count.per_unit[unit->second];
    }
  }
  std::vector<std::string> on_groups(std::vector<DirectoryGroup>) override { return {}; }
  std::vector<std::string> on_group(GroupAnswer) override { return {}; }

  PeopleCount count;

 private:
  std::unordered_map<std::string, std::string> id_by_path_;
};

std::optional<PeopleCount> count_in_time(google::DirectoryReader& reader, const PickerDirectory& directory,
                                         const host_sdk::Clock& clock, host_sdk::TaskMonitor& monitor) {
  host_sdk::DeadlineMonitor deadline(clock, kCountingTime, monitor);
  Counter counter(directory.units);
  try {
    reader.read(false, counter, deadline);
  } catch (const Cancelled&) {
    if (!deadline.expired()) throw;
    return std::nullopt;
  }
  return std::move(counter.count);
}

}  // namespace

DirectoryCache::DirectoryCache(host_sdk::HostServices& host, ConnectionStore& store,
                               google::GoogleService& google)
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
  const auto credentials = credentials_of(host_, *connection);
  const auto reader = google_.open_directory(credentials, connection->account_id);
  auto directory = std::make_shared<PickerDirectory>();
  std::optional<PeopleCount> count;
  try {
    directory->units = reader->list_units(monitor);
    directory->groups = reader->list_groups(monitor);
    directory->read_at = host_.clock().now();
    {
      const std::lock_guard lock(mutex_);
      if (const auto kept = counts_.find(company.id); kept != counts_.end()) count = kept->second;
    }
    if (!count) count = count_in_time(*reader, *directory, host_.clock(), monitor);
  } catch (...) {
    keep_replaced_token_after_error(host_, company.id, credentials, *reader);
    throw;
  }
  keep_replaced_token(host_, company.id, credentials, *reader);
  if (count) {
    directory->users_per_unit = std::move(count->per_unit);
    directory->users = count->users;
    directory->people_counted = true;
  }
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
    directory->users_per_unit = count.per_unit;
    directory->users = count.users;
    directory->people_counted = true;
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
