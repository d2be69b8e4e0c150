#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "emulator_driver.hpp"

/// One test for each group of switches: the default and what the variants change.

namespace json = boost::json;
using emulator::Answer;

namespace {
constexpr const char* kAllUsers = "users?customer=my_customer";
}

TEST(Switches, RejectUnknownNamesAndVariantsAsAWhole) {
  EmulatorDriver driver;
  EXPECT_EQ(driver.send("PUT", "/emulator/switches", R"({"latency_ms":5,"nonsense":true})").status, 400);
  EXPECT_EQ(driver.send("PUT", "/emulator/switches", R"({"over_maximum":"explode"})").status, 400);
  EXPECT_EQ(driver.control("GET", "switches").at("latency_ms").as_int64(), 0);
}

TEST(Switches, ClampAPageThatIsTooLarge) {
  EmulatorDriver driver;
  driver.set_switch(R"({"over_maximum":"clamp"})");
  EXPECT_EQ(driver.get("users?customer=my_customer&maxResults=9999").status, 200);
}

TEST(Switches, OrderUsersDescendingOrNot) {
  EmulatorDriver driver(20);
  const std::string list =
      "users?customer=my_customer&maxResults=500&fields=users(id)&orderBy=email&sortOrder=";
  const auto rows = [&](const std::string& order) {
    const json::value page = driver.get_json(list + order);
    std::vector<std::string> ids;
    for (const json::value& user : page.at("users").as_array()) ids.push_back(text(user, "id"));
    return ids;
  };
  const auto ascending = rows("ASCENDING");
  const std::vector<std::string> reversed(ascending.rbegin(), ascending.rend());
  EXPECT_EQ(rows("DESCENDING"), reversed);
  driver.set_switch(R"({"descending_order":"ignored"})");
  EXPECT_EQ(rows("DESCENDING"), ascending);
  driver.set_switch(R"({"descending_order":"by_domain"})");
  EXPECT_NE(rows("DESCENDING"), reversed);
  EXPECT_EQ(rows("DESCENDING").size(), ascending.size());
  driver.set_switch(R"({"descending_order":"error"})");
  EXPECT_EQ(driver.get(list + "DESCENDING").status, 400);
  EXPECT_EQ(rows("ASCENDING"), ascending);
}

TEST(Switches, AcceptIgnoreOrRejectNewerFields) {
  EmulatorDriver driver;
  const std::string masked = "users/1?fields=id,isGuestUser";
  EXPECT_TRUE(driver.get_json(masked).as_object().contains("isGuestUser"));
  driver.set_switch(R"({"newer_fields":"ignored"})");
  EXPECT_FALSE(driver.get_json(masked).as_object().contains("isGuestUser"));
  driver.set_switch(R"({"newer_fields":"error"})");
  EXPECT_EQ(text(parsed(driver.get(masked)).at("error"), "message"), "Invalid field selection isGuestUser");
  EXPECT_EQ(driver.violations(), 0u);
}

TEST(Switches, ApplyIgnoreOrRejectMasksInsideAnyFields) {
  EmulatorDriver driver;
  driver.control("PATCH", "users/1", R"({"organizations":[{"title":"T","department":"D"}]})");
  const std::string masked = "users/1?fields=organizations(title)";
  EXPECT_FALSE(driver.get_json(masked).at("organizations").at(0).as_object().contains("department"));
  driver.set_switch(R"({"any_sub_masks":"ignored"})");
  EXPECT_TRUE(driver.get_json(masked).at("organizations").at(0).as_object().contains("department"));
  driver.set_switch(R"({"any_sub_masks":"error"})");
  EXPECT_EQ(driver.get(masked).status, 400);
}

TEST(Switches, AnswerWithNotModified) {
  EmulatorDriver driver;
  const std::string etag = text(driver.get_json("users/1"), "etag");
  emulator::Request request;
  request.method = "GET";
  request.path = "/admin/directory/v1/users/1";
  request.headers["authorization"] = "Bearer " + driver.access_token("dana@acme.com");
  request.headers["if-none-match"] = etag;
  EXPECT_EQ(driver.google.handle(request).status, 200);
  driver.set_switch(R"({"if_none_match":"304"})");
  EXPECT_EQ(driver.google.handle(request).status, 304);
  driver.set_switch(R"({"etags":"change_every_call"})");
  EXPECT_EQ(driver.google.handle(request).status, 200);
}

TEST(Switches, OmitIdsOfExternalMembers) {
  EmulatorDriver driver;
  const auto member = [&] {
    return driver.get_json("groups/team@acme.com/members").at("members").at(2).as_object();
  };
  EXPECT_TRUE(member().contains("id"));
  driver.set_switch(R"({"external_member_id":"absent","external_member_status":"absent"})");
  EXPECT_FALSE(member().contains("id"));
  EXPECT_FALSE(member().contains("status"));
}

TEST(Switches, ChangeDerivedMembership) {
  EmulatorDriver driver;
  const std::string derived = "groups/team@acme.com/members?includeDerivedMembership=true";
  const auto role_of_plain = [&] { return driver.get_json(derived).at("members").at(2).as_object(); };
  EXPECT_EQ(role_of_plain().at("role").as_string(), "MEMBER");
  driver.set_switch(R"({"derived_role":"absent"})");
  EXPECT_FALSE(role_of_plain().contains("role"));
  driver.control("POST", "groups/none@acme.com/members", R"({"email":"inner@acme.com"})");
  driver.set_switch(R"({"derived_membership":"late"})");
  const std::string late = "groups/none@acme.com/members?includeDerivedMembership=true";
  EXPECT_EQ(driver.get_json(late).at("members").as_array().size(), 1u);
  driver.now += 600;
  EXPECT_EQ(driver.get_json(late).at("members").as_array().size(), 3u);
}

TEST(Switches, DisableTheApiInEachWay) {
  EmulatorDriver driver;
  driver.set_switch(R"({"api_disabled":true})");
  EXPECT_EQ(reason_of(driver.get(kAllUsers)), "accessNotConfigured");
  driver.set_switch(R"({"api_disabled":false,"domain_cannot_use_apis":true})");
  EXPECT_EQ(reason_of(driver.get(kAllUsers)), "domainCannotUseApis");
  driver.set_switch(R"({"domain_cannot_use_apis":false,"admin_role_removed":true})");
  EXPECT_EQ(reason_of(driver.get(kAllUsers)), "forbidden");
  driver.control("POST", "reset");
  EXPECT_EQ(driver.get(kAllUsers).status, 200);
}

TEST(Switches, LimitRequestsPerMinuteForEachProjectAndUser) {
  EmulatorDriver driver;
  driver.set_switch(R"({"quota_per_minute":2,"retry_after":"seconds"})");
  driver.get(kAllUsers);
  driver.get(kAllUsers);
  const Answer refused = driver.get(kAllUsers);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(reason_of(refused), "userRateLimitExceeded");
  EXPECT_EQ(emulator::first_value(refused.headers, "Retry-After"), "1");
  driver.set_switch(R"({"quota_answer":"429_rateLimitExceeded"})");
  EXPECT_EQ(driver.get(kAllUsers).status, 429);
  driver.now += 60;
  EXPECT_EQ(driver.get(kAllUsers).status, 200);
}

TEST(Switches, ShowADelegatedAdministratorNothingOrOneUnitOrAll) {
  EmulatorDriver driver;
  driver.control("PATCH", "users/2", R"({"isDelegatedAdmin":true})");
  const auto ask = [&] {
    return driver.send("GET", "/admin/directory/v1/users?customer=my_customer", "",
                       driver.access_token("plain@acme.com"));
  };
  EXPECT_EQ(parsed(ask()).at("users").as_array().size(), 4u);
  driver.set_switch(R"({"delegated_admin":"own_unit"})");
  EXPECT_EQ(parsed(ask()).at("users").as_array().size(), 1u);
  driver.set_switch(R"({"delegated_admin":"forbidden"})");
  EXPECT_EQ(ask().status, 403);
}

TEST(Switches, OmitTheUsersKeyOnOnePage) {
  EmulatorDriver driver;
  driver.set_switch(R"({"users_key_missing":"one_page"})");
  const json::value first = driver.get_json("users?customer=my_customer&maxResults=2");
  EXPECT_FALSE(first.as_object().contains("users"));
  const json::value second =
      driver.get_json("users?customer=my_customer&maxResults=2&pageToken=" + text(first, "nextPageToken"));
  EXPECT_TRUE(second.as_object().contains("users"));
}

TEST(Switches, RevokeOneChainOnly) {
  EmulatorDriver driver;
  driver.set_switch(R"({"revoke_cuts":"one","revoke_dead_token":"ok"})");
  const auto connect = [&] {
    return text(parsed(driver.exchange(driver.consent("dana@acme.com", "&access_type=offline&prompt=consent",
                                                      EmulatorDriver::kDirectoryScopes),
                                       EmulatorDriver::kVerifier)),
                "refresh_token");
  };
  const std::string one = connect();
  const std::string two = connect();
  driver.send("POST", "/revoke", "token=" + emulator::percent_encode(one));
  EXPECT_EQ(driver.refresh(one).status, 400);
  EXPECT_EQ(driver.refresh(two).status, 200);
  EXPECT_EQ(driver.send("POST", "/revoke", "token=" + emulator::percent_encode(one)).status, 200);
}

TEST(Switches, RejectAUserAtTheConsentPage) {
  EmulatorDriver driver;
  driver.set_switch(R"({"consent_refused":"admin_policy_enforced"})");
  const Answer page = driver.send("GET", "/o/oauth2/v2/auth?client_id=client-1&redirect_uri=" +
                                             emulator::percent_encode(EmulatorDriver::kRedirect));
  EXPECT_EQ(page.status, 400);
  EXPECT_EQ(page.reason, "admin_policy_enforced");
}
