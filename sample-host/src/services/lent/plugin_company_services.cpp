#include "services/lent/plugin_company_services.hpp"

#include <algorithm>

#include "database/company_services/company_settings_table.hpp"
#include "database/company_services/leases_table.hpp"
#include "host_sdk/process.hpp"
#include "host_sdk/service_rules.hpp"
#include "services/lent/guard_database.hpp"

namespace sample_host {
namespace {

using host_sdk::Result;
using host_sdk::ResultCode;

Result misuse(std::string sentence) {
  return Result::failed(ResultCode::operator_action, std::move(sentence));
}

/// Calls `body` for a company that can exist.
template <typename Body>
Result for_company(Log& log, std::string_view plugin_id, std::string_view company_id, const Body& body) {
  if (!host_sdk::is_company_id(company_id))
    return misuse("No company has the id '" + std::string{company_id} + "'.");
  return guard_database(log, plugin_id, body);
}

}  // namespace

Result PluginLeases::acquire(std::string_view company_id, std::string_view name, std::string_view holder,
                             std::chrono::seconds lifetime, host_sdk::CompanyLease& lease) {
  for (auto problem : {host_sdk::lease_problem(company_id, name), host_sdk::holder_problem(holder),
                       host_sdk::lifetime_problem(lifetime)})
    if (!problem.empty()) return misuse(std::move(problem));
  return guard_database(log_, plugin_id_, [&] {
    const auto now = clock_.now();
    bool acquired = false;
    const auto row =
        table_.acquire({plugin_id_, std::string{company_id}, std::string{name}},
                       {std::string{holder}, host_sdk::machine_name(), now, now + lifetime}, acquired);
    if (!acquired) return Result::failed(ResultCode::refused, host_sdk::lease_held(name, row.holder));
    lease = {std::string{company_id}, std::string{name}, row.fence, row.holder.expires_at};
    return Result::ok();
  });
}

Result PluginLeases::renew(host_sdk::CompanyLease& lease, std::chrono::seconds lifetime) {
  for (auto problem :
       {host_sdk::lease_problem(lease.company_id, lease.name), host_sdk::lifetime_problem(lifetime)})
    if (!problem.empty()) return misuse(std::move(problem));
  return guard_database(log_, plugin_id_, [&] {
    const LeaseKey key{plugin_id_, lease.company_id, lease.name};
    const auto expires_at = clock_.now() + lifetime;
    if (table_.renew(key, lease.fence, expires_at)) {
      lease.expires_at = expires_at;
      return Result::ok();
    }
    std::optional<host_sdk::LeaseHolder> other;
    if (const auto row = table_.find(key, clock_.now())) other = row->holder;
    return Result::failed(ResultCode::refused, host_sdk::lease_lost(lease.name, other));
  });
}

Result PluginLeases::release(const host_sdk::CompanyLease& lease) {
  if (auto problem = host_sdk::lease_problem(lease.company_id, lease.name); !problem.empty())
    return misuse(std::move(problem));
  return guard_database(log_, plugin_id_, [&] {
    table_.release({plugin_id_, lease.company_id, lease.name}, lease.fence);
    return Result::ok();
  });
}

Result PluginLeases::find(std::string_view company_id, std::string_view name,
                          std::optional<host_sdk::LeaseHolder>& holder) {
  holder.reset();
  if (auto problem = host_sdk::lease_problem(company_id, name); !problem.empty())
    return misuse(std::move(problem));
  return guard_database(log_, plugin_id_, [&] {
    if (const auto row = table_.find({plugin_id_, std::string{company_id}, std::string{name}}, clock_.now()))
      holder = row->holder;
    return Result::ok();
  });
}

std::string PluginLeases::fence_query(const host_sdk::CompanyLease& lease) const {
  // Only names of this form may become part of SQL.
  if (!host_sdk::lease_problem(lease.company_id, lease.name).empty()) return "SELECT 0";
  return table_.fence_query({plugin_id_, lease.company_id, lease.name});
}

Result PluginCompanySettings::read(std::string_view company_id, host_sdk::SettingsVersion& current) {
  return for_company(log_, plugin_id_, company_id, [&] {
    auto newest = table_.versions(plugin_id_, company_id, 1);
    current = newest.empty() ? host_sdk::SettingsVersion{} : std::move(newest.front());
    return Result::ok();
  });
}

Result PluginCompanySettings::save(std::string_view company_id,
                                   const std::map<std::string, std::string>& values,
                                   std::int64_t expected_revision, const host_sdk::Actor& actor,
                                   host_sdk::SettingsVersion& current) {
  if (auto problem = host_sdk::settings_problem(values); !problem.empty()) return misuse(std::move(problem));
  return for_company(log_, plugin_id_, company_id, [&] {
    host_sdk::SettingsVersion next{values, expected_revision + 1, host_sdk::saved_by(actor), clock_.now()};
    if (table_.add(plugin_id_, company_id, next)) {
      current = std::move(next);
      return Result::ok();
    }
    if (auto result = read(company_id, current); !result.done()) return result;
    return Result::failed(ResultCode::refused, host_sdk::settings_stale(current));
  });
}

Result PluginCompanySettings::history(std::string_view company_id, std::size_t most,
                                      std::vector<host_sdk::SettingsVersion>& versions) {
  return for_company(log_, plugin_id_, company_id, [&] {
    versions = table_.versions(plugin_id_, company_id, std::min(most, host_sdk::kKeptSettings));
    return Result::ok();
  });
}

Result PluginCompanySettings::erase(std::string_view company_id, const host_sdk::Actor& actor) {
  return for_company(log_, plugin_id_, company_id, [&] {
    table_.erase(plugin_id_, company_id, host_sdk::saved_by(actor), clock_.now());
    return Result::ok();
  });
}

}  // namespace sample_host
