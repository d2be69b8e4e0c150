#include "fault_world.hpp"

#include <boost/json/serialize.hpp>
#include <set>
#include <stdexcept>

#include "database/sql_store.hpp"
#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "sync/names.hpp"
#include "sync/sync_engine.hpp"

namespace gup::testing {
namespace {

namespace json = boost::json;
using host_sdk::ResultCode;

constexpr const char* kCompany = "acme";
/// Above every id of the first run, so that a new row cannot be mistaken for an old one.
constexpr std::int64_t kLaterIds = 1'000'000;

/// No heartbeat: runs end before their lease expires.
class NoHeartbeat final : public Heartbeat {
 public:
  [[nodiscard]] std::unique_ptr<HeartbeatGuard> start(std::function<void()>) override {
    return std::make_unique<HeartbeatGuard>();
  }
};

struct Change {
  const char* method;
  const char* path;
  const char* body;
};

/// The changes of the directory between the first sync and the faulty one. The removals are too few to be
/// held.
constexpr Change kChanges[] = {
    {"PATCH", "users/1002", R"({"name":{"givenName":"Augusta Ada","familyName":"King"}})"},
    {"PATCH", "users/1003", R"({"primaryEmail":"alan.turing@acme.com","orgUnitPath":"/Sales"})"},
    {"PATCH", "users/1005", R"({"suspended":true})"},
    {"DELETE", "users/1008", ""},
    {"POST", "users",
     R"([{"id":"1020","primaryEmail":"aaron@acme.com","name":{"givenName":"Aaron","familyName":"New"},"orgUnitPath":"/Sales"},
         {"id":"1021","primaryEmail":"zoe@acme.com","name":{"givenName":"Zoe","familyName":"New"},"orgUnitPath":"/Engineering"}])"},
    {"PATCH", "units/id:emea", R"({"name":"EMEA and Africa"})"},
    {"PATCH", "groups/2001", R"({"name":"Master builders"})"},
    {"POST", "groups/2002/members", R"({"email":"zoe@acme.com"})"},
    {"DELETE", "groups/2004/members/frank@acme.com", ""},
    {"DELETE", "groups/2006", ""},
    {"POST", "groups",
     R"({"id":"2010","email":"fresh@acme.com","name":"Fresh","members":["aaron@acme.com"]})"},
};

std::string name_of(const host_sdk::Result& result) {
  switch (result.code) {
    case ResultCode::ok:
      return "done";
    case ResultCode::review_needed:
      return "review needed";
    case ResultCode::access_lost:
      return "access lost";
    case ResultCode::cancelled:
      return "cancelled";
    case ResultCode::try_again:
      return "retried";
    default:
      return "failed";
  }
}

google::HttpLimits long_timeouts() {
  google::HttpLimits limits;
  limits.total = std::chrono::seconds{20};
  return limits;
}

}  // namespace

/// One database file with the engine over it.
class FaultWorld::Company {
 public:
  Company(const FaultWorld& world, const std::filesystem::path& file)
      : world_(world),
        host_(host_sdk::fakes::FakeDatabase("sqlite3", "dbname=" + file.string())),
        tables_("sqlite3", "dbname=" + file.string()),
        store_(open_store(host_.database(), 2)),
        google_(google::open_google(settings_of(world), clock_, long_timeouts())),
        cache_(host_, *store_, *google_),
        engine_(host_, *store_, *google_, cache_, SyncSettings{}, std::make_unique<NoHeartbeat>()) {
    (void)host_.secrets().put(kCompany, kRefreshTokenSecret, world.refresh_token_.reveal());
    host_.ids().start_at(host_sdk::IdKind::target_user, kLaterIds);
    host_.ids().start_at(host_sdk::IdKind::target_group, kLaterIds);
  }

  /// Creates the tables and connects the company.
  void create() {
    tables_.create();
    store_->migrate();
    host_.ids().start_at(host_sdk::IdKind::target_user, 1);
    host_.ids().start_at(host_sdk::IdKind::target_group, 1);
    connect();
    (void)store_->save_settings(kCompany, {world_.scenario_.settings, 0, "dana", host_.clock().now()}, 0);
  }

  /// As an administrator does after access was lost.
  void connect() {
    Connection connection;
    connection.company_id = kCompany;
    connection.state = ConnectionState::connected;
    connection.customer_id = "C03az79cb";
    connection.account_id = "1001";
    connection.admin_email = "dana.reyes@acme.com";
    connection.domain = "acme.com";
    connection.connected_at = host_.clock().now();
    put_connection(*store_, connection);
  }

  host_sdk::SyncOutcome sync(std::optional<std::size_t> cancel_at = std::nullopt,
                             const std::set<std::string>& approved = {}) {
    // Waits advance only the client's clock, so that they do not expire the lease.
    host_sdk::fakes::FakeTaskMonitor monitor(&clock_);
    if (cancel_at) monitor.cancel_at_check(*cancel_at);
    return engine_.synchronize({kCompany, "Acme Inc."},
                               {{"dana", "Dana Reyes", {}}, RunTrigger::page, approved}, monitor);
  }

  [[nodiscard]] std::set<std::string> held() {
    std::set<std::string> ids;
    for (const auto& removal : store_->held_removals(kCompany, 0, 100)) ids.insert(removal.external_id);
    return ids;
  }

  [[nodiscard]] Snapshot snapshot() { return take_snapshot(tables_, kCompany); }
  [[nodiscard]] std::map<std::string, std::int64_t> ids() { return row_ids(tables_, kCompany); }

 private:
  static GoogleClientSettings settings_of(const FaultWorld& world) {
    auto settings = world.emulator_.settings();
    settings.requests_per_minute = 100'000;
    return settings;
  }

  const FaultWorld& world_;
  host_sdk::fakes::FakeClock clock_;
  host_sdk::fakes::FakeHostServices host_;
  HostTables tables_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<google::GoogleService> google_;
  DirectoryCache cache_;
  SyncEngine engine_;
};

std::vector<Scenario> scenarios() {
  std::vector<Scenario> all(4);
  all[0].name = "UnitsIntoUsers";
  all[1].name = "UnitsIntoMatchingGroups";
  all[1].settings.method = SyncMethod::matching_groups;
  all[1].settings.on_leaving = OnLeaving::deactivate;
  all[2].name = "GroupsIntoMatchingGroups";
  all[2].settings.source = SyncSource::groups;
  all[2].settings.method = SyncMethod::matching_groups;
  all[3].name = "ChosenGroupsIntoOneGroup";
  all[3].settings.source = SyncSource::groups;
  all[3].settings.scope = SyncScope::chosen;
  all[3].settings.groups = {"2001", "2005"};
  all[3].settings.method = SyncMethod::target_group;
  all[3].settings.target_group = "new:Staff";
  all[3].settings.on_leaving = OnLeaving::deactivate;
  return all;
}

FaultWorld::FaultWorld(const Scenario& scenario)
    : scenario_(scenario),
      emulator_({"--workspace", FAULT_WORKSPACE, "--generate", "1040,3,220,0", "--seed", "7"}) {
  host_sdk::fakes::FakeClock clock;
  host_sdk::fakes::FakeTaskMonitor monitor(&clock);
  const auto google = google::open_google(emulator_.settings(), clock);
  refresh_token_ = emulator_.connect(*google, "dana.reyes@acme.com", monitor).refresh_token;
  initial_switches_ = emulator_.look_up("/emulator/switches");
  {
    Company company(*this, folder_.path() / "before.db");
    company.create();
    if (!company.sync().result.done()) throw std::runtime_error("the first sync failed");
    before_ = company.snapshot();
    ids_before_ = company.ids();
  }
  change_the_directory();
  Company company(*this, copy_of("before.db", "after.db"));
  if (company.sync().result.code != ResultCode::ok) throw std::runtime_error("the second sync failed");
  after_ = company.snapshot();
  if (after_ == before_) throw std::runtime_error("the directory's changes changed nothing");
}

void FaultWorld::change_the_directory() {
  for (const Change& change : kChanges)
    emulator_.control(change.method, std::string("/emulator/") + change.path, change.body);
}

std::filesystem::path FaultWorld::copy_of(const char* database, const char* name) const {
  for (const char* file : {"", "-wal", "-shm"})
    std::filesystem::remove(folder_.path() / (name + std::string(file)));
  std::filesystem::copy_file(folder_.path() / database, folder_.path() / name);
  return folder_.path() / name;
}

std::vector<std::string> FaultWorld::try_plan(const FaultPlan& plan) {
  std::vector<std::string> wrong;
  const auto complain = [&wrong](const std::string& what, const std::vector<std::string>& rows) {
    for (const std::string& row : rows) wrong.push_back(what + ": " + row);
  };
  Company company(*this, copy_of("before.db", "run.db"));
  emulator_.control("PUT", "/emulator/switches", json::serialize(plan.switches));
  emulator_.control("POST", "/emulator/faults", json::serialize(plan.rules));
  const auto outcome = company.sync(plan.cancel_at);
  emulator_.control("DELETE", "/emulator/faults", "");
  emulator_.control("PUT", "/emulator/switches", initial_switches_);
  ++endings_[name_of(outcome.result)];

  const Snapshot now = company.snapshot();
  if (!outcome.result.done()) {
    complain("the run failed (" + outcome.result.sentence + ") and left", differences(before_, now));
  } else if (plan.allowed == Allowed::before_or_after) {
    complain("the run succeeded and left", differences(after_, now));
  } else {
    complain("the run left a row that is neither the old nor the new one",
             rows_in_neither(before_, after_, now));
  }

  company.connect();
  auto healed = company.sync();
  // What the faulty run held waits for an administrator.
  if (outcome.result.code == ResultCode::review_needed && !company.held().empty())
    healed = company.sync(std::nullopt, company.held());
  if (healed.result.code != ResultCode::ok)
    wrong.push_back("without faults the next run did not succeed: " + healed.result.sentence);
  complain("without faults the next run left", differences(after_, company.snapshot()));
  for (const auto& [key, id] : company.ids())
    if (const auto old = ids_before_.find(key); old != ids_before_.end() && old->second != id)
      wrong.push_back(key + " has another id than before");
  return wrong;
}

std::string FaultWorld::violations() const {
  return emulator_.look_up("/emulator/violations");
}

}  // namespace gup::testing
