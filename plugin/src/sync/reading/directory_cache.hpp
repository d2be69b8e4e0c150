// The directory that the pickers of the settings page show: units, groups, and how many people are in each
// unit.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/services/host_services.hpp"

namespace gup {

/// The number of people directly in each unit (by id), and in total, without those that an exclusion keeps
/// out; and how many of them are suspended or archived.
struct PeopleCount {
  std::unordered_map<std::string, std::int64_t> per_unit;
  std::int64_t users = 0;
  std::unordered_map<std::string, std::int64_t> suspended_per_unit;
  std::int64_t suspended = 0;
};

/// The part of a customer's directory that a picker needs. Immutable.
struct PickerDirectory {
  std::vector<OrganizationalUnit> units;
  std::vector<DirectoryGroup> groups;
  /// The same as in `PeopleCount`. Empty until `people_counted`.
  std::unordered_map<std::string, std::int64_t> users_per_unit;
  std::int64_t users = 0;
  std::unordered_map<std::string, std::int64_t> suspended_per_unit;
  std::int64_t suspended = 0;
  bool people_counted = false;
  host_sdk::Timestamp read_at{};
};

/// Keeps each company's picker directory for five minutes. Thread-safe.
class DirectoryCache {
 public:
  DirectoryCache(host_sdk::HostServices& host, Store& store, google::GoogleService& google);

  /// The directory, from the cache or else read now, which takes longer for a larger customer. People are
  /// counted if that takes at most a few seconds; a sync always counts them. The former does not read the
  /// members of excluded groups, so it counts them. Throws `Failure`.
  std::shared_ptr<const PickerDirectory> get(const host_sdk::Company& company,
                                             host_sdk::TaskMonitor& monitor);

  /// The cached directory if it is less than five minutes old, or null.
  std::shared_ptr<const PickerDirectory> fresh(const std::string& company_id) const;

  /// The cached directory of any age, or null.
  std::shared_ptr<const PickerDirectory> peek(const std::string& company_id) const;

  /// Stores the numbers that a sync counted.
  void put_count(const std::string& company_id, PeopleCount count);

  /// Call after the company was unlinked or connected.
  void forget(const std::string& company_id);

 private:
  std::shared_ptr<const PickerDirectory> read(const host_sdk::Company& company,
                                              host_sdk::TaskMonitor& monitor);

  host_sdk::HostServices& host_;
  Store& store_;
  google::GoogleService& google_;
  mutable std::mutex mutex_;
  /// Counts the changes that outdate earlier reads, so that a read which was in progress is not cached.
  std::map<std::string, std::int64_t> changes_;
  std::map<std::string, std::shared_ptr<const PickerDirectory>> kept_;
  std::map<std::string, PeopleCount> counts_;
};

}  // namespace gup
