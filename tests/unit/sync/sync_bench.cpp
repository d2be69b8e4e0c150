#include "sync_bench.hpp"

#include <gtest/gtest.h>

#include "sync/access/credentials.hpp"
#include "sync/names.hpp"
#include "test_keys.hpp"

namespace gup::testing {

using host_sdk::Result;

class ManualHeartbeat::Guard final : public HeartbeatGuard {
 public:
  Guard(ManualHeartbeat& heartbeat, std::function<void()> function)
      : heartbeat_(heartbeat), function_(std::move(function)) {
    const std::lock_guard lock(heartbeat_.mutex_);
    heartbeat_.guards_.insert(this);
  }
  ~Guard() override {
    const std::lock_guard lock(heartbeat_.mutex_);
    heartbeat_.guards_.erase(this);
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  void renew() const { function_(); }

 private:
  ManualHeartbeat& heartbeat_;
  const std::function<void()> function_;
};

std::unique_ptr<HeartbeatGuard> ManualHeartbeat::start(std::function<void()> function) {
  return std::make_unique<Guard>(*this, std::move(function));
}

bool ManualHeartbeat::renew() {
  const std::lock_guard lock(mutex_);
  for (const Guard* guard : guards_) guard->renew();
  return !guards_.empty();
}

SyncBench::SyncBench() {
  connect(company.id);
  set_up({});
  EXPECT_TRUE(
      host.schedule().resume(kDailySyncTask, company.id, host.clock().now() + std::chrono::hours{24}).done());
}

void SyncBench::connect(const std::string& company_id) {
  Connection connection;
  connection.company_id = company_id;
  connection.state = ConnectionState::connected;
  connection.customer_id = "C01";
  connection.account_id = "1001";
  connection.admin_email = "dana@acme.com";
  connection.domain = "acme.com";
  connection.connected_by = dana.name;
  connection.connected_at = host.clock().now();
  put_connection(store, connection);
  const std::string name = store.load_connection(company_id)->secret_name;
  EXPECT_TRUE(host.secrets().put(company_id, name, "token-of-" + company_id).done());
}

void SyncBench::connect_by_key(const std::string& company_id) {
  connect(company_id);
  auto connection = *store.load_connection(company_id);
  const google::DelegatedAccess access = delegated_access();
  connection.kind = ConnectionKind::service_account;
  connection.service_account = access.key.client_email;
  connection.service_account_id = access.key.client_id;
  put_connection(store, connection);
  put_credentials(host, company_id, connection.secret_name, access);
}

void SyncBench::disconnect() {
  Connection connection;
  connection.company_id = company.id;
  put_connection(store, connection);
}

void SyncBench::set_up(const SyncSettings& settings) {
  const auto saved = store.load_settings(company.id);
  EXPECT_TRUE(store.save_settings(company.id, {settings, 0, dana.name, host.clock().now()},
                                  saved ? saved->revision : 0));
}

void SyncBench::set_people(int people) {
  google.directory.users.clear();
  for (int number = 1; number <= people; ++number) {
    const std::string id = "u" + std::to_string(number);
    google.directory.users.push_back(user(id, id + "@acme.com", "/"));
  }
}

void SyncBench::remove_people(int people) {
  google.directory.users.resize(google.directory.users.size() - static_cast<std::size_t>(people));
}

host_sdk::SyncOutcome SyncBench::sync(RunTrigger trigger, const std::set<std::string>& approved) {
  return here.engine.synchronize(company, {dana, trigger, approved}, monitor);
}

Result SyncBench::dismiss(const std::set<std::string>& external_ids) {
  return here.engine.dismiss_removals(company, {dana, RunTrigger::page}, external_ids, monitor);
}

Result SyncBench::unlink() {
  return here.engine.unlink(company, dana, RunTrigger::page, UnlinkedRows::deleted, monitor);
}

void SyncBench::fail_at(const std::string& call, host_sdk::ResultCode code, const std::string& sentence) {
  google.before = [=](const std::string& present, host_sdk::TaskMonitor&) {
    if (present == call) throw Failure(code, sentence);
  };
}

std::vector<std::string> SyncBench::emails() const {
  std::vector<std::string> found;
  for (const auto& row : store.users(company.id)) found.push_back(row.row.fields.email);
  return found;
}

Run SyncBench::last_run() {
  const auto runs = store.list_runs(company.id, 0, 1);
  if (runs.empty()) {
    ADD_FAILURE() << "there was no run";
    return {};
  }
  return runs.front();
}

ConnectionState SyncBench::connection_state() {
  const auto connection = store.load_connection(company.id);
  return connection ? connection->state : ConnectionState::not_connected;
}

std::optional<std::string> SyncBench::secret(const std::string& name) {
  std::optional<std::string> value;
  EXPECT_TRUE(host.secrets().get(company.id, name, value).done());
  return value;
}

std::string SyncBench::secret_name() {
  const auto connection = store.load_connection(company.id);
  return connection ? connection->secret_name : std::string();
}

std::optional<std::string> SyncBench::credentials() {
  const std::string name = secret_name();
  return name.empty() ? std::nullopt : secret(name);
}

std::optional<std::chrono::minutes> SyncBench::due_in() {
  const auto next = host.schedule().next(kDailySyncTask, company.id);
  if (!next) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::minutes>(*next - host.clock().now());
}

bool SyncBench::lease_is_free() {
  return !store.lease(company.id, host.clock().now());
}

}  // namespace gup::testing
