#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "emulator_driver.hpp"

namespace json = boost::json;
using emulator::Answer;
using emulator::Ending;

namespace {
constexpr const char* kUsers = "users?customer=my_customer&maxResults=2";
}

TEST(Fault, AppliesAfterSomeRequestsAndALimitedNumberOfTimes) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"/users$"},"after":1,"times":2,
                        "fault":{"kind":"status","status":503,"reason":"backendError"}}])");
  EXPECT_EQ(driver.get("groups?customer=my_customer").status, 200);
  std::vector<int> statuses;
  for (int i = 0; i < 4; ++i) statuses.push_back(driver.get(kUsers).status);
  EXPECT_EQ(statuses, (std::vector<int>{200, 503, 503, 200}));
}

TEST(Fault, MatchesByMethodAndQuery) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"method":"GET","query":{"maxResults":"[3-9]"}},
                        "fault":{"kind":"status","status":403,"reason":"userRateLimitExceeded","domain":"usageLimits",
                                 "retry_after":"7"}}])");
  EXPECT_EQ(driver.get(kUsers).status, 200);
  const Answer struck = driver.get("users?customer=my_customer&maxResults=3");
  EXPECT_EQ(reason_of(struck), "userRateLimitExceeded");
  EXPECT_EQ(emulator::first_value(struck.headers, "Retry-After"), "7");
}

TEST(Fault, ChangesHowTheResponseEnds) {
  EmulatorDriver driver;
  const std::pair<const char*, Ending> cases[] = {
      {"cut", Ending::truncated}, {"reset", Ending::reset}, {"hang", Ending::hang}};
  for (const auto& [kind, ending] : cases) {
    driver.control("DELETE", "faults");
    driver.add_fault(std::string(R"([{"fault":")") + kind + "\"}]");
    EXPECT_EQ(driver.get(kUsers).ending, ending) << kind;
  }
}

TEST(Fault, DelaysAnAnswer) {
  EmulatorDriver driver;
  driver.set_switch(R"({"latency_ms":40})");
  driver.add_fault(R"([{"fault":{"kind":"slow","ms":1500}}])");
  EXPECT_EQ(driver.get(kUsers).delay.count(), 1540);
}

TEST(Fault, CorruptsTheBody) {
  EmulatorDriver driver;
  const auto body_with = [&](const std::string& fault) {
    driver.control("DELETE", "faults");
    driver.add_fault("[{\"fault\":" + fault + "}]");
    return driver.get(kUsers);
  };
  EXPECT_ANY_THROW(parsed(body_with("\"not_json\"")));
  EXPECT_NE(body_with("\"html\"").body.find("<html"), std::string::npos);
  EXPECT_TRUE(parsed(body_with("\"wrong_type\"")).at("users").is_string());
  EXPECT_FALSE(parsed(body_with(R"({"kind":"missing_key","name":"users"})")).as_object().contains("users"));
  EXPECT_FALSE(parsed(body_with(R"({"kind":"missing_key","name":"id"})"))
                   .at("users")
                   .at(0)
                   .as_object()
                   .contains("id"));
  EXPECT_EQ(parsed(body_with("\"duplicate_rows\"")).at("users").as_array().size(), 4u);
  EXPECT_NE(body_with("\"bad_utf8\"").body.find('\xff'), std::string::npos);
}

TEST(Fault, ReturnsAnEmptyPageWhoseRowsFollowOnTheNext) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"times":1,"fault":"empty_page_with_token"}])");
  const json::value empty = driver.get_json(kUsers);
  EXPECT_FALSE(empty.as_object().contains("users"));
  const json::value next =
      driver.get_json(std::string(kUsers) + "&pageToken=" + text(empty, "nextPageToken"));
  EXPECT_EQ(text(next.at("users").at(0), "primaryEmail"), "Bo@acme.de");
}

TEST(Fault, RepeatsThePageToken) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"fault":"repeat_page_token"}])");
  const std::string token = text(driver.get_json(kUsers), "nextPageToken");
  EXPECT_EQ(text(driver.get_json(std::string(kUsers) + "&pageToken=" + token), "nextPageToken"), token);
}

TEST(Fault, ReplacesATokenResponseWithoutExecutingTheRequest) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"^/token$"},"times":1,
      "fault":{"kind":"token_error","error":"invalid_grant","description":"reauth","subtype":"invalid_rapt"}}])");
  const std::string location =
      driver.consent("dana@acme.com", "&access_type=offline", EmulatorDriver::kDirectoryScopes);
  const Answer refused = driver.exchange(location, EmulatorDriver::kVerifier);
  EXPECT_EQ(text(parsed(refused), "error_subtype"), "invalid_rapt");
  EXPECT_EQ(driver.exchange(location, EmulatorDriver::kVerifier).status, 200);
}

TEST(Fault, RejectsAnInvalidRule) {
  EmulatorDriver driver;
  for (const char* rule : {R"([{"fault":"explode"}])", R"([{"fault":{"kind":"status"}}])", R"([{}])",
                           R"([5])", R"([{"match":{"path_regex":"("},"fault":"cut"}])", "not json"})
    EXPECT_EQ(driver.send("POST", "/emulator/faults", rule).status, 400) << rule;
  EXPECT_EQ(driver.get(kUsers).status, 200);
}

TEST(RequestLog, RecordsRequestsWithTheirResponses) {
  EmulatorDriver driver;
  driver.get(kUsers);
  driver.get("users?customer=my_customer&bogus=1");
  const json::value log = driver.control("GET", "requests?since=1");
  ASSERT_EQ(log.at("requests").as_array().size(), 1u);
  const json::value& entry = log.at("requests").at(0);
  EXPECT_EQ(text(entry, "path"), "/admin/directory/v1/users");
  EXPECT_EQ(text(entry.at("query"), "bogus"), "1");
  EXPECT_EQ(entry.at("status").as_int64(), 400);
  EXPECT_TRUE(entry.as_object().contains("violation"));
}
