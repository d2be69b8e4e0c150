#include "fake_store.hpp"

#include <algorithm>

#include "database/tables/lease_holder.hpp"
#include "failure.hpp"

namespace gup::testing {
namespace {

template <typename Map, typename Key>
auto find_in(const Map& map, const Key& key) -> std::optional<typename Map::mapped_type> {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

bool lives(const LeaseHolder& lease, host_sdk::Timestamp now) {
  return lease.expires_at > now && !holder_is_dead(lease.holder);
}

}  // namespace

void FakeStore::put_user(const HostUser& user) {
  write([&](FakeData& d) {
    d.users[user.row.id] = user;
    require_unique_keys(d);
  });
}

void FakeStore::erase_user(std::int64_t id) {
  write([&](FakeData& d) {
    d.users.erase(id);
    std::erase_if(d.members, [&](const HostMember& m) { return m.user_id == id; });
  });
}

void FakeStore::put_group(const HostGroup& group) {
  write([&](FakeData& d) { d.groups[group.id] = group; });
}

void FakeStore::erase_group(std::int64_t id) {
  write([&](FakeData& d) {
    d.groups.erase(id);
    std::erase_if(d.members, [&](const HostMember& m) { return m.group_id == id; });
  });
}

void FakeStore::put_member(const HostMember& member) {
  write([&](FakeData& d) { d.members.insert(member); });
}

std::vector<HostUser> FakeStore::users(const std::string& company_id) const {
  std::vector<HostUser> found;
  for (const auto& [id, user] : snapshot().users)
    if (user.company_id == company_id) found.push_back(user);
  return found;
}

std::vector<HostGroup> FakeStore::groups(const std::string& company_id) const {
  std::vector<HostGroup> found;
  for (const auto& [id, group] : snapshot().groups)
    if (group.company_id == company_id) found.push_back(group);
  return found;
}

std::vector<HostMember> FakeStore::members() const {
  const FakeData data = snapshot();
  return {data.members.begin(), data.members.end()};
}

std::int64_t FakeStore::row_writes() const {
  return snapshot().row_writes;
}

std::optional<Connection> FakeStore::load_connection(const std::string& company_id) {
  return find_in(snapshot().connections, company_id);
}

std::optional<std::int64_t> FakeStore::save_connection(const Connection& connection,
                                                       std::int64_t expected_revision) {
  return write([&](FakeData& d) -> std::optional<std::int64_t> {
    const auto present = find_in(d.connections, connection.company_id);
    if ((present ? present->revision : 0) != expected_revision) return std::nullopt;
    auto& saved = d.connections[connection.company_id] = connection;
    saved.revision = d.next_revision++;
    return saved.revision;
  });
}

std::vector<std::string> FakeStore::companies_of_account(const std::string& account_id,
                                                         const std::string& but_company_id) {
  std::vector<std::string> companies;
  for (const auto& [company_id, connection] : snapshot().connections)
    if (connection.account_id == account_id && company_id != but_company_id &&
        connection.state != ConnectionState::not_connected)
      companies.push_back(company_id);
  return companies;
}

std::optional<SavedSettings> FakeStore::load_settings(const std::string& company_id) {
  return find_in(snapshot().settings, company_id);
}

std::optional<std::int64_t> FakeStore::save_settings(const std::string& company_id,
                                                     const SavedSettings& settings,
                                                     std::int64_t expected_revision) {
  return write([&](FakeData& d) -> std::optional<std::int64_t> {
    const auto present = find_in(d.settings, company_id);
    if ((present ? present->revision : 0) != expected_revision) return std::nullopt;
    auto& saved = d.settings[company_id] = settings;
    saved.revision = expected_revision + 1;
    return saved.revision;
  });
}

bool FakeStore::acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                              host_sdk::Timestamp now, std::chrono::seconds lifetime) {
  return write([&](FakeData& d) {
    const auto present = find_in(d.leases, company_id);
    const bool mine = present && present->lease.holder == holder;
    if (present && !mine && lives(present->lease, now)) return false;
    d.leases[company_id] = {{holder, run_id, now + lifetime}, mine && present->cancel_requested};
    return true;
  });
}

LeaseAnswer FakeStore::renew_lease(const std::string& company_id, const std::string& holder,
                                   host_sdk::Timestamp now, std::chrono::seconds lifetime) {
  return write([&](FakeData& d) {
    const auto found = d.leases.find(company_id);
    if (found == d.leases.end() || found->second.lease.holder != holder) return LeaseAnswer::lost;
    found->second.lease.expires_at = now + lifetime;
    return found->second.cancel_requested ? LeaseAnswer::cancel_requested : LeaseAnswer::held;
  });
}

void FakeStore::release_lease(const std::string& company_id, const std::string& holder) {
  write([&](FakeData& d) {
    const auto found = d.leases.find(company_id);
    if (found != d.leases.end() && found->second.lease.holder == holder) d.leases.erase(found);
  });
}

std::optional<LeaseHolder> FakeStore::lease(const std::string& company_id, host_sdk::Timestamp now) {
  const auto found = find_in(snapshot().leases, company_id);
  if (!found || !lives(found->lease, now)) return std::nullopt;
  return found->lease;
}

bool FakeStore::request_cancel(const std::string& company_id) {
  return write([&](FakeData& d) {
    const auto found = d.leases.find(company_id);
    if (found == d.leases.end() || holder_is_dead(found->second.lease.holder)) return false;
    found->second.cancel_requested = true;
    return true;
  });
}

void FakeStore::apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                           std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) {
  if (before_apply_) before_apply_();
  write([&](FakeData& d) {
    begin_transaction(d, finished_run, lease_holder, lease_lifetime);
    const auto now = finished_run.finished_at.value_or(finished_run.started_at);
    std::int64_t rows = 0;
    const FakeStep step = [&] {
      ++rows;
      if (checkpoint) checkpoint(rows, rows);
    };
    step();
    apply_to(d, finished_run.company_id, plan, now.time_since_epoch().count(), step);
    end_transaction(d, finished_run, plan.report.all_changes());
    step();
  });
  if (after_commit_) after_commit_();
}

Store::Holdings FakeStore::holdings(const std::string& company_id) {
  return holdings_of(snapshot(), company_id);
}

Store::Holdings FakeStore::unlink(const Run& finished_run, const std::string& lease_holder,
                                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) {
  return write([&](FakeData& d) {
    begin_transaction(d, finished_run, lease_holder, lease_lifetime);
    const auto now = finished_run.finished_at.value_or(finished_run.started_at);
    std::int64_t rows = 0;
    const FakeStep step = [&] {
      ++rows;
      if (checkpoint) checkpoint(rows, rows);
    };
    step();
    const Holdings taken = unlink_from(d, finished_run.company_id, now.time_since_epoch().count(), step);
    end_transaction(d, finished_run, {});
    step();
    return taken;
  });
}

}  // namespace gup::testing
