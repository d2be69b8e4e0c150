// From the consent screen to the last page, against the emulator.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "directory_fixture.hpp"
#include "emulator_process.hpp"
#include "google/sign_in/scopes.hpp"

namespace gup::google::test {
namespace {

using host_sdk::ResultCode;

class SystemClock : public host_sdk::Clock {
 public:
  host_sdk::Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

std::set<std::string> ids_of(const Collector& sink) {
  return {sink.user_ids.begin(), sink.user_ids.end()};
}

class WithEmulator : public ::testing::Test {
 protected:
  Grant connect(const std::string& account = "dana.reyes@acme.com") {
    return emulator_.connect(*service_, account, monitor_);
  }

  SystemClock clock_;
  host_sdk::fakes::FakeTaskMonitor monitor_;
  EmulatorProcess emulator_;
  std::unique_ptr<GoogleService> service_ = open_google(emulator_.settings(), clock_);
};

TEST_F(WithEmulator, ConnectsProbesAndReadsTheDemoWorkspace) {
  const Grant grant = connect();
  EXPECT_EQ(grant.account_email, "dana.reyes@acme.com");
  EXPECT_EQ(grant.hosted_domain, "acme.com");
  EXPECT_TRUE(missing_access(grant.scopes).empty());
  const Administrator administrator = service_->probe(grant, monitor_);
  EXPECT_EQ(administrator.customer_id, "C03az79cb");
  EXPECT_EQ(administrator.id, grant.account_id);

  const auto reader = service_->open_directory(RefreshToken{grant.refresh_token}, grant.account_id);
  EXPECT_GT(reader->list_units(monitor_).size(), 10U);
  Collector sink;
  for (const DirectoryGroup& group : reader->list_groups(monitor_)) sink.wanted.push_back(group.id);
  reader->read(true, sink, monitor_);
  EXPECT_GT(ids_of(sink).size(), 900U);
  EXPECT_EQ(sink.groups.size(), sink.wanted.size());
  EXPECT_EQ(sink.answers.size(), sink.wanted.size());

  const auto confirmed = reader->confirm({grant.account_id, "999999999999999999999"}, monitor_);
  EXPECT_EQ(confirmed.at(0).result, LookupResult::present);
  EXPECT_EQ(confirmed.at(1).result, LookupResult::gone);
  EXPECT_EQ(emulator_.look_up("/emulator/violations").find("\"reason\""), std::string::npos)
      << emulator_.look_up("/emulator/violations");

  EXPECT_EQ(service_->revoke(grant.refresh_token, monitor_), Revocation::revoked);
  EXPECT_EQ(service_->revoke(grant.refresh_token, monitor_), Revocation::already_gone);
  const auto late = service_->open_directory(RefreshToken{grant.refresh_token}, grant.account_id);
  try {
    (void)late->list_units(monitor_);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ResultCode::access_lost) << failure.what();
  }
}

TEST_F(WithEmulator, ReadsTheSameDespiteTransientFaults) {
  const Grant grant = connect();
  const auto reader = service_->open_directory(RefreshToken{grant.refresh_token}, grant.account_id);
  Collector undisturbed;
  reader->read(false, undisturbed, monitor_);
  ASSERT_GT(ids_of(undisturbed).size(), 900U);
  for (const char* fault :
       {R"({"kind":"status","status":503})", R"("cut")", R"("reset")", R"({"kind":"html"})",
        R"({"kind":"status","status":403,"reason":"quotaExceeded"})"}) {
    emulator_.control(
        "POST", "/emulator/faults",
        std::string(R"([{"match":{"path_regex":"/admin/.*"},"times":2,"fault":)") + fault + "}]");
    Collector sink;
    reader->read(false, sink, monitor_);
    EXPECT_EQ(ids_of(sink), ids_of(undisturbed)) << fault;
    emulator_.control("DELETE", "/emulator/faults", "");
  }
}

TEST_F(WithEmulator, ReadsTheSameUnitsByTheirParents) {
  const Grant grant = connect();
  const auto reader = service_->open_directory(RefreshToken{grant.refresh_token}, grant.account_id);
  const auto by_path = [](const OrganizationalUnit& one, const OrganizationalUnit& other) {
    return one.path < other.path;
  };
  auto at_once = reader->list_units(monitor_);
  emulator_.control(
      "POST", "/emulator/faults",
      R"([{"match":{"path_regex":"/orgunits$","query":{"type":"allIncludingParent"}},)"
      R"("fault":{"kind":"status","status":400,"reason":"invalid","message":"Invalid Input"}}])");
  auto by_parents = reader->list_units(monitor_);
  std::ranges::sort(at_once, by_path);
  std::ranges::sort(by_parents, by_path);
  ASSERT_GT(at_once.size(), 3U);
  EXPECT_EQ(by_parents, at_once);
  emulator_.control("DELETE", "/emulator/faults", "");
}

TEST_F(WithEmulator, RefusesAUserWithoutAdministratorRole) {
  const Grant grant = connect("sam.doe@acme.com");
  try {
    (void)service_->probe(grant, monitor_);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ResultCode::access_lost);
    EXPECT_NE(std::string(failure.what()).find("users, groups and organizational units"), std::string::npos);
  }
}

}  // namespace
}  // namespace gup::google::test
