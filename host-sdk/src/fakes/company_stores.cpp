#include "host_sdk/fakes/company_stores.hpp"

#include <algorithm>

#include "host_sdk/service_rules.hpp"

namespace host_sdk::fakes {
namespace {

constexpr const char* kMachine = "test-machine";

Result misuse(std::string sentence) {
  return Result::failed(ResultCode::operator_action, std::move(sentence));
}

}  // namespace

FakeCompanyLeases::Entry* FakeCompanyLeases::held(const CompanyLease& lease) {
  const auto found = entries_.find({lease.company_id, lease.name});
  if (found == entries_.end() || !found->second.taken || found->second.fence != lease.fence) return nullptr;
  return &found->second;
}

std::optional<LeaseHolder> FakeCompanyLeases::holder_of(const Key& key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end() || !found->second.taken || found->second.holder.expires_at <= clock_.now())
    return std::nullopt;
  return found->second.holder;
}

Result FakeCompanyLeases::acquire(std::string_view company_id, std::string_view name, std::string_view holder,
                                  std::chrono::seconds lifetime, CompanyLease& lease) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  for (auto problem : {lease_problem(company_id, name), holder_problem(holder), lifetime_problem(lifetime)})
    if (!problem.empty()) return misuse(std::move(problem));
  const Key key(company_id, name);
  if (const auto other = holder_of(key)) return Result::failed(ResultCode::refused, lease_held(name, *other));
  auto& entry = entries_[key];
  const auto now = clock_.now();
  entry = {entry.fence + 1, {std::string(holder), kMachine, now, now + lifetime}, true};
  lease = {key.first, key.second, entry.fence, entry.holder.expires_at};
  return Result::ok();
}

Result FakeCompanyLeases::renew(CompanyLease& lease, std::chrono::seconds lifetime) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  for (auto problem : {lease_problem(lease.company_id, lease.name), lifetime_problem(lifetime)})
    if (!problem.empty()) return misuse(std::move(problem));
  auto* entry = held(lease);
  if (entry == nullptr)
    return Result::failed(ResultCode::refused,
                          lease_lost(lease.name, holder_of({lease.company_id, lease.name})));
  entry->holder.expires_at = clock_.now() + lifetime;
  lease.expires_at = entry->holder.expires_at;
  return Result::ok();
}

Result FakeCompanyLeases::release(const CompanyLease& lease) {
  const std::scoped_lock lock(mutex_);
  if (failure_) return *failure_;
  if (auto problem = lease_problem(lease.company_id, lease.name); !problem.empty())
    return misuse(std::move(problem));
  if (auto* entry = held(lease)) entry->taken = false;
  return Result::ok();
}

Result FakeCompanyLeases::find(std::string_view company_id, std::string_view name,
                               std::optional<LeaseHolder>& holder) {
  const std::scoped_lock lock(mutex_);
  holder.reset();
  if (failure_) return *failure_;
  if (auto problem = lease_problem(company_id, name); !problem.empty()) return misuse(std::move(problem));
  holder = holder_of(Key(company_id, name));
  return Result::ok();
}

std::string FakeCompanyLeases::fence_query(const CompanyLease& lease) const {
  const std::scoped_lock lock(mutex_);
  const auto found = entries_.find({lease.company_id, lease.name});
  const bool taken = found != entries_.end() && found->second.taken;
  return "SELECT " + std::to_string(taken ? found->second.fence : 0);
}

void FakeCompanyLeases::take_away(const std::string& company_id, const std::string& name,
                                  const std::string& holder) {
  const std::scoped_lock lock(mutex_);
  auto& entry = entries_[{company_id, name}];
  const auto now = clock_.now();
  entry = {entry.fence + 1, {holder, "another-machine", now, now + std::chrono::hours{1}}, true};
}

void FakeCompanyLeases::fail_with(Result error) {
  const std::scoped_lock lock(mutex_);
  failure_ = std::move(error);
}

void FakeCompanyLeases::recover() {
  const std::scoped_lock lock(mutex_);
  failure_.reset();
}

std::optional<Result> FakeCompanySettings::failure_of(std::string_view company_id) const {
  if (failure_) return failure_;
  if (!is_company_id(company_id)) return misuse("No company has the id '" + std::string(company_id) + "'.");
  return std::nullopt;
}

SettingsVersion FakeCompanySettings::current_of(std::string_view company_id) const {
  const auto found = versions_.find(company_id);
  return found == versions_.end() ? SettingsVersion{} : found->second.back();
}

Result FakeCompanySettings::read(std::string_view company_id, SettingsVersion& current) {
  const std::scoped_lock lock(mutex_);
  if (const auto failure = failure_of(company_id)) return *failure;
  current = current_of(company_id);
  return Result::ok();
}

Result FakeCompanySettings::save(std::string_view company_id,
                                 const std::map<std::string, std::string>& values,
                                 std::int64_t expected_revision, const Actor& actor,
                                 SettingsVersion& current) {
  const std::scoped_lock lock(mutex_);
  if (const auto failure = failure_of(company_id)) return *failure;
  if (auto problem = settings_problem(values); !problem.empty()) return misuse(std::move(problem));
  current = current_of(company_id);
  if (current.revision != expected_revision)
    return Result::failed(ResultCode::refused, settings_stale(current));
  current = {values, expected_revision + 1, saved_by(actor), clock_.now()};
  auto& versions = versions_[std::string(company_id)];
  versions.push_back(current);
  if (versions.size() > kKeptSettings) versions.erase(versions.begin());
  return Result::ok();
}

Result FakeCompanySettings::history(std::string_view company_id, std::size_t most,
                                    std::vector<SettingsVersion>& versions) {
  const std::scoped_lock lock(mutex_);
  if (const auto failure = failure_of(company_id)) return *failure;
  versions.clear();
  const auto found = versions_.find(company_id);
  if (found == versions_.end()) return Result::ok();
  versions.assign(found->second.rbegin(), found->second.rend());
  versions.resize(std::min({versions.size(), most, kKeptSettings}));
  return Result::ok();
}

Result FakeCompanySettings::erase(std::string_view company_id, const Actor& actor) {
  const std::scoped_lock lock(mutex_);
  if (const auto failure = failure_of(company_id)) return *failure;
  const auto found = versions_.find(company_id);
  if (found == versions_.end()) return Result::ok();
  const auto revision = found->second.back().revision + 1;
  found->second = {{{}, revision, saved_by(actor), clock_.now()}};
  return Result::ok();
}

void FakeCompanySettings::fail_with(Result error) {
  const std::scoped_lock lock(mutex_);
  failure_ = std::move(error);
}

void FakeCompanySettings::recover() {
  const std::scoped_lock lock(mutex_);
  failure_.reset();
}

}  // namespace host_sdk::fakes
