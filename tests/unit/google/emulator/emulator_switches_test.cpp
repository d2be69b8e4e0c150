// Tries each undocumented behavior of Google in every variant: the reader returns the same result. The
// numbers are those of the emulator's README.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "directory_fixture.hpp"
#include "emulator_process.hpp"

namespace gup::google::test {
namespace {

class SwitchesTest : public ::testing::Test {
 protected:
  void SetUp() override { grant_ = emulator_.connect(*service_, "dana.reyes@acme.com", monitor_); }

  /// Everything that one run reads, sorted.
  struct Seen {
    std::set<std::string> users;
    std::size_t groups = 0;
    std::size_t units = 0;
    std::multiset<std::string> members;
    std::set<std::string> unreadable;
    bool operator==(const Seen&) const = default;
  };

  Seen read() {
    const auto reader = service_->open_directory(RefreshToken{grant_.refresh_token}, grant_.account_id);
    Collector sink;
    Seen seen;
    seen.units = reader->list_units(monitor_).size();
    for (const DirectoryGroup& group : reader->list_groups(monitor_)) sink.wanted.push_back(group.id);
    sink.wanted.emplace_back("01globex0crew");
    reader->read(true, sink, monitor_);
    seen.users = {sink.user_ids.begin(), sink.user_ids.end()};
    seen.groups = sink.groups.size();
    for (const auto& [id, answer] : sink.answers) {
      if (answer.unreadable) seen.unreadable.insert(id);
      for (const Member& member : answer.members) seen.members.insert(id + " " + member.email);
    }
    return seen;
  }

  void set(const std::string& switches) { emulator_.control("PUT", "/emulator/switches", switches); }

  host_sdk::fakes::FakeClock clock_;
  host_sdk::fakes::FakeTaskMonitor monitor_{&clock_};
  EmulatorProcess emulator_;
  std::unique_ptr<GoogleService> service_ = open_google(emulator_.settings(), clock_);
  Grant grant_;
};

TEST_F(SwitchesTest, ReadsTheSameWithEverySwitchSetting) {
  const Seen usual = read();
  ASSERT_GT(usual.users.size(), 500U) << "two pages";
  ASSERT_EQ(usual.unreadable, std::set<std::string>{"01globex0crew"});
  const std::string defaults = emulator_.look_up("/emulator/switches");
  for (const char* variant : {
           R"({"if_none_match":"304"})",  // 1
           R"({"etags":"stable_on_change"})",
           R"({"etags":"change_every_call"})",        // 1, 2
           R"({"group_etag":"follows_membership"})",  // 2
           R"({"derived_role":"inner"})",
           R"({"derived_role":"absent"})",  // 3
           R"({"external_member_id":"absent"})",
           R"({"external_member_id":"random"})",  // 4
           R"({"external_member_status":"absent"})",
           R"({"external_member_status":"random"})",  // 4
           R"({"changed_parameters":"token_wins"})",
           R"({"changed_parameters":"parameters_win"})",  // 6
           R"({"page_isolation":"repeat_row"})",
           R"({"page_tokens":"positions"})",  // 7
           R"({"descending_order":"by_domain"})",
           R"({"descending_order":"ignored"})",
           R"({"descending_order":"error"})",
           R"({"any_sub_masks":"ignored"})",
           R"({"any_sub_masks":"error"})",  // 11
           R"({"newer_fields":"ignored"})",
           R"({"newer_fields":"error"})",  // 12
           R"({"query_backslash":"literal"})",
           R"({"query_backslash":"error"})",  // 15
           R"({"root_unit_by_path":"not_found"})",
           R"({"root_unit_by_path":"error"})",          // 16
           R"({"groups_of_user":"transitive"})",        // 17
           R"({"over_maximum":"clamp"})",               // 18
           R"({"never_logged_in":"absent"})",           // 19
           R"({"employee_id_type":"custom"})",          // 20
           R"({"multi_valued_custom_fields":"bare"})",  // 21
           R"({"expires_in":"3920"})",
           R"({"expires_in":"string"})",     // 26
           R"({"quota_scope":"separate"})",  // 30
           R"({"derived_membership":"random_missing"})",
           R"({"derived_membership":"late"})",   // 32
           R"({"external_group":"not_found"})",  // 33
       }) {
    set(variant);
    EXPECT_EQ(read(), usual) << variant;
    set(defaults);
  }
  EXPECT_EQ(emulator_.look_up("/emulator/violations").find("\"reason\""), std::string::npos)
      << emulator_.look_up("/emulator/violations");
}

/// 22 and 23: a reason counts under whatever status it comes, and `Retry-After` in whatever form.
TEST_F(SwitchesTest, RetriesForEveryStatusOfAReasonAndEveryRetryAfterFormat) {
  const Seen usual = read();
  const std::string defaults = emulator_.look_up("/emulator/switches");
  for (const char* reason : {"userRateLimitExceeded", "quotaExceeded", "backendError", "gatewayTimeout"}) {
    for (const char* variant :
         {R"({"reason_status":"400"})", R"({"reason_status":"403"})", R"({"reason_status":"404"})",
          R"({"reason_status":"500"})", R"({"reason_status":"503"})", R"({"retry_after":"seconds"})",
          R"({"retry_after":"date"})", R"({"retry_after":"huge"})"}) {
      set(variant);
      emulator_.control("POST", "/emulator/faults",
                        std::string(R"([{"match":{"path_regex":"/(users|members|orgunits)$"},"times":4,)") +
                            R"("fault":{"kind":"status","status":403,"reason":")" + reason + "\"}}]");
      const auto before = clock_.steady_now();
      EXPECT_EQ(read(), usual) << reason << " " << variant;
      EXPECT_LT(clock_.steady_now() - before, std::chrono::minutes{10}) << "no wait is excessive";
      emulator_.control("DELETE", "/emulator/faults", "");
      set(defaults);
    }
  }
}

/// 5: page tokens of groups and members may expire like those of users.
TEST_F(SwitchesTest, RestartsAListWhenItsPageTokensExpire) {
  // Two pages of members.
  std::string members;
  for (int person = 0; person < 250; ++person)
    members += (person > 0 ? "," : "") + ("\"p" + std::to_string(person)) + "@elsewhere.example\"";
  emulator_.control("POST", "/emulator/groups",
                    R"({"id":"crowd","email":"crowd@acme.com","name":"Crowd","members":[)" + members + "]}");
  const Seen usual = read();
  const std::pair<const char*, const char*> lists[] = {
      {"/users$", R"("pageToken":".+","sortOrder":"ASCENDING")"}, {"/members$", R"("pageToken":".+")"}};
  for (const auto& [path, query] : lists) {
    emulator_.control(
        "POST", "/emulator/faults",
        std::string(R"([{"match":{"path_regex":")") + path + R"(","query":{)" + query +
            R"(}},"times":1,"fault":)" +
            R"({"kind":"status","status":400,"reason":"invalid","message":"Invalid Input: pageToken"}}])");
    EXPECT_EQ(read(), usual) << path;
    EXPECT_NE(emulator_.look_up("/emulator/faults").find(R"("struck":1)"), std::string::npos) << path;
    emulator_.control("DELETE", "/emulator/faults", "");
  }
}

/// 7: a user who is missed between two pages is missing, but never counts as deleted.
TEST_F(SwitchesTest, ConfirmsUsersThatAPageMissed) {
  const Seen usual = read();
  for (const char* variant : {R"({"page_isolation":"move_row"})", R"({"page_isolation":"miss_row"})"}) {
    set(variant);
    const Seen seen = read();
    std::vector<std::string> absent;
    std::set_difference(usual.users.begin(), usual.users.end(), seen.users.begin(), seen.users.end(),
                        std::back_inserter(absent));
    EXPECT_LT(absent.size(), 5U) << variant;
    const auto reader = service_->open_directory(RefreshToken{grant_.refresh_token}, grant_.account_id);
    for (const Confirmation& confirmation : reader->confirm(absent, monitor_))
      EXPECT_EQ(confirmation.result, LookupResult::present) << confirmation.id;
  }
}

/// 30: two readers of one account share a rate limit, whatever Google counts together.
TEST_F(SwitchesTest, SharesTheRateLimitBetweenTwoReadersOfOneAccount) {
  auto settings = emulator_.settings();
  settings.requests_per_minute = 60;
  service_ = open_google(settings, clock_);
  const auto start = clock_.steady_now();
  for (int count = 0; count < 70; ++count)
    (void)service_->open_directory(RefreshToken{grant_.refresh_token}, grant_.account_id)
        ->list_units(monitor_);
  EXPECT_GE(clock_.steady_now() - start, std::chrono::minutes{1});
}

}  // namespace
}  // namespace gup::google::test
