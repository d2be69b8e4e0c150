// What the pickers of the settings page show: units, groups and how many people are where.
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

/// How many people are directly in each unit (by id), and in all.
struct PeopleCount {
  std::unordered_map<std::string, std::int64_t> per_unit;
  std::int64_t users = 0;
};

/// A customer's directory as far as choosing needs it. Never changed once made.
struct PickerDirectory {
  std::vector<OrganizationalUnit> units;
  std::vector<DirectoryGroup> groups;
  /// Unit id → people directly in it. Empty while nobody has counted (see `people_counted`).
  std::unordered_map<std::string, std::int64_t> users_per_unit;
  std::int64_t users = 0;
  bool people_counted = false;
  host_sdk::Timestamp read_at{};
};

/// Keeps each company's picker directory for five minutes. Thread-safe.
class DirectoryCache {
 public:
  DirectoryCache(host_sdk::HostServices& host, Store& store, google::GoogleService& google);

  /// The directory, read now unless it was read lately. People are counted when that takes no more than a few
  /// seconds; a sync counts them in any case. Throws `Failure`.
  std::shared_ptr<const PickerDirectory> get(const host_sdk::Company& company,
                                             host_sdk::TaskMonitor& monitor);

  /// What is kept, however old; nothing when nothing is.
  std::shared_ptr<const PickerDirectory> peek(const std::string& company_id) const;

  /// A sync has counted everybody: keep that for the pickers.
  void put_count(const std::string& company_id, PeopleCount count);

  /// The company was unlinked or connected anew.
  void forget(const std::string& company_id);

 private:
  std::shared_ptr<const PickerDirectory> read(const host_sdk::Company& company,
                                              host_sdk::TaskMonitor& monitor);

  host_sdk::HostServices& host_;
  Store& store_;
  google::GoogleService& google_;
  mutable std::mutex mutex_;
  /// Counts what made earlier readings out of date, so that one which was under way then is not kept.
  std::map<std::string, std::int64_t> changes_;
  std::map<std::string, std::shared_ptr<const PickerDirectory>> kept_;
  std::map<std::string, PeopleCount> counts_;
};

}  // namespace gup
