// The services for leases and settings of companies, in memory.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_sdk/services/company_leases.hpp"
#include "host_sdk/services/company_settings.hpp"

namespace host_sdk::fakes {

/// Leases in memory, by the test's clock. [any] @since 1.9
class FakeCompanyLeases : public CompanyLeases {
 public:
  /// `clock` must outlive the leases.
  explicit FakeCompanyLeases(const Clock& clock) : clock_(clock) {}

  Result acquire(std::string_view company_id, std::string_view name, std::string_view holder,
                 std::chrono::seconds lifetime, CompanyLease& lease) override;
  Result renew(CompanyLease& lease, std::chrono::seconds lifetime) override;
  Result release(const CompanyLease& lease) override;
  Result find(std::string_view company_id, std::string_view name,
              std::optional<LeaseHolder>& holder) override;
  /// The number itself, for any database; it locks nothing.
  [[nodiscard]] std::string fence_query(const CompanyLease& lease) const override;

  /// Gives the lease to another process for an hour, as if the holder had been silent for too long.
  void take_away(const std::string& company_id, const std::string& name, const std::string& holder);
  /// Makes every call return `error`, until `recover`.
  void fail_with(Result error);
  void recover();

 private:
  struct Entry {
    std::int64_t fence = 0;
    LeaseHolder holder;
    /// Neither free from the start nor released.
    bool taken = false;
  };
  using Key = std::pair<std::string, std::string>;  // company id, name

  /// The entry of a lease that was neither lost nor released, or null. The caller holds the lock.
  Entry* held(const CompanyLease& lease);
  /// Who holds it at this time. The caller holds the lock.
  [[nodiscard]] std::optional<LeaseHolder> holder_of(const Key& key) const;

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<Result> failure_;
  std::map<Key, Entry> entries_;
};

/// Settings in memory. [any] @since 1.9
class FakeCompanySettings : public CompanySettings {
 public:
  /// `clock` must outlive the settings.
  explicit FakeCompanySettings(const Clock& clock) : clock_(clock) {}

  Result read(std::string_view company_id, SettingsVersion& current) override;
  Result save(std::string_view company_id, const std::map<std::string, std::string>& values,
              std::int64_t expected_revision, const Actor& actor, SettingsVersion& current) override;
  Result history(std::string_view company_id, std::size_t most,
                 std::vector<SettingsVersion>& versions) override;
  Result erase(std::string_view company_id, const Actor& actor) override;

  /// Makes every call return `error`, until `recover`.
  void fail_with(Result error);
  void recover();

 private:
  /// Why a call fails before it begins; nullopt if it does not. The caller holds the lock.
  [[nodiscard]] std::optional<Result> failure_of(std::string_view company_id) const;
  /// The newest version. The caller holds the lock.
  [[nodiscard]] SettingsVersion current_of(std::string_view company_id) const;

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<Result> failure_;
  /// Oldest first.
  std::map<std::string, std::vector<SettingsVersion>, std::less<>> versions_;
};

}  // namespace host_sdk::fakes
