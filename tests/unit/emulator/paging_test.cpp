#include <set>

#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "common/text.hpp"
#include "emulator_driver.hpp"

namespace json = boost::json;

namespace {

/// Follows the tokens to the end and gives the addresses in the order in which they came.
std::vector<std::string> all_emails(EmulatorDriver& driver, const std::string& list) {
  std::vector<std::string> emails;
  std::string token;
  do {
    const json::value page = driver.get_json(list + (token.empty() ? "" : "&pageToken=" + token));
    if (const json::value* users = page.as_object().if_contains("users"))
      for (const json::value& user : users->as_array()) emails.push_back(text(user, "primaryEmail"));
    token = page.as_object().contains("nextPageToken") ? text(page, "nextPageToken") : "";
  } while (!token.empty());
  return emails;
}

constexpr const char* kList =
    "users?customer=my_customer&maxResults=7&fields=nextPageToken,users(primaryEmail)";

}  // namespace

TEST(Paging, ReturnsEveryUserOnceInCaseInsensitiveOrderOfAddresses) {
  EmulatorDriver driver(100);
  const auto emails = all_emails(driver, kList);
  EXPECT_EQ(emails.size(), 104u);
  for (std::size_t i = 1; i < emails.size(); ++i)
    EXPECT_LT(emulator::compare_ignoring_case(emails[i - 1], emails[i]), 0) << emails[i];
}

TEST(Paging, ReversesTheOrderOnRequest) {
  EmulatorDriver driver(30);
  auto forwards = all_emails(driver, kList);
  const auto backwards = all_emails(driver, std::string(kList) + "&orderBy=email&sortOrder=DESCENDING");
  std::reverse(forwards.begin(), forwards.end());
  EXPECT_EQ(forwards, backwards);
}

TEST(Paging, ContinuesInPlaceWhenEarlierUsersAreDeleted) {
  EmulatorDriver driver(30);
  const auto before = all_emails(driver, kList);
  const json::value first = driver.get_json(kList);
  driver.control("DELETE", "users/" + before[0]);
  const json::value second =
      driver.get_json(std::string(kList) + "&pageToken=" + text(first, "nextPageToken"));
  EXPECT_EQ(text(second.at("users").at(0), "primaryEmail"), before[7]);
}

TEST(Paging, ContinuesInPlaceFromTheBackWhenUsersAreAddedAndDeleted) {
  EmulatorDriver driver(30);
  const std::string list = std::string(kList) + "&orderBy=email&sortOrder=DESCENDING";
  const auto before = all_emails(driver, list);
  const json::value first = driver.get_json(list);
  driver.control("DELETE", "users/" + before[0]);
  driver.control("POST", "users",
                 R"({"primaryEmail":"zzz@acme.com","name":{"givenName":"Z","familyName":"Z"}})");
  const json::value second = driver.get_json(list + "&pageToken=" + text(first, "nextPageToken"));
  EXPECT_EQ(text(second.at("users").at(0), "primaryEmail"), before[7]);
}

TEST(Paging, OmitsTheTokenUnlessTheMaskSelectsIt) {
  EmulatorDriver driver(30);
  const json::value page = driver.get_json("users?customer=my_customer&maxResults=7&fields=users(id)");
  EXPECT_FALSE(page.as_object().contains("nextPageToken"));
}

TEST(Paging, RejectsATokenWithChangedParameters) {
  EmulatorDriver driver(30);
  const std::string token = text(driver.get_json(kList), "nextPageToken");
  const std::string changed =
      "users?customer=my_customer&maxResults=8&fields=nextPageToken,users(primaryEmail)&pageToken=" + token;
  EXPECT_EQ(reason_of(driver.get(changed)), "invalid");
  driver.set_switch(R"({"changed_parameters":"token_wins"})");
  EXPECT_EQ(driver.get_json(changed).at("users").as_array().size(), 7u);
  driver.set_switch(R"({"changed_parameters":"parameters_win"})");
  EXPECT_EQ(driver.get_json(changed).at("users").as_array().size(), 8u);
}

TEST(Paging, RejectsAForgedToken) {
  EmulatorDriver driver(30);
  for (const char* token : {"x", "looks-like-a-token-but-is-none", "%00"})
    EXPECT_EQ(reason_of(driver.get(std::string(kList) + "&pageToken=" + token)), "invalid") << token;
}

TEST(Paging, ExpiresAUsersTokenAfterThreeDays) {
  EmulatorDriver driver(30);
  const std::string next = std::string(kList) + "&pageToken=" + text(driver.get_json(kList), "nextPageToken");
  driver.now += 3 * 24 * 3600;
  EXPECT_EQ(driver.get(next).status, 200);
  driver.now += 1;
  EXPECT_EQ(driver.get(next).status, 400);
}

TEST(Paging, RepeatsMovesOrMissesARowBySwitch) {
  EmulatorDriver driver(30);
  const auto stable = all_emails(driver, kList);
  driver.set_switch(R"({"page_isolation":"repeat_row"})");
  auto repeated = all_emails(driver, kList);
  EXPECT_GT(repeated.size(), stable.size());
  EXPECT_EQ(std::set<std::string>(repeated.begin(), repeated.end()).size(), stable.size());
  driver.set_switch(R"({"page_isolation":"move_row"})");
  auto moved = all_emails(driver, kList);
  EXPECT_NE(moved, stable);
  EXPECT_EQ(std::set<std::string>(moved.begin(), moved.end()).size(), stable.size());
  driver.set_switch(R"({"page_isolation":"miss_row"})");
  EXPECT_LT(all_emails(driver, kList).size(), stable.size());
}

TEST(Paging, PagesThroughMembersAndGroups) {
  EmulatorDriver driver(0);
  const json::value first = driver.get_json("groups/team@acme.com/members?maxResults=2");
  const json::value second =
      driver.get_json("groups/team@acme.com/members?maxResults=2&pageToken=" + text(first, "nextPageToken"));
  EXPECT_EQ(text(second.at("members").at(0), "email"), "x@gmail.com");
  EXPECT_FALSE(second.as_object().contains("nextPageToken"));
  const json::value groups = driver.get_json("groups?customer=my_customer&maxResults=3");
  const json::value rest =
      driver.get_json("groups?customer=my_customer&maxResults=3&pageToken=" + text(groups, "nextPageToken"));
  EXPECT_EQ(text(rest.at("groups").at(0), "email"), "team@acme.com");
}

TEST(Paging, GeneratesTheSamePeopleFromTheSameSeed) {
  EmulatorDriver one(200);
  EmulatorDriver two(200);
  EXPECT_EQ(one.get("users?customer=my_customer&maxResults=500&fields=users").body,
            two.get("users?customer=my_customer&maxResults=500&fields=users").body);
}
