#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "emulator_driver.hpp"

/// Faults that make a list incomplete, wrong or inconsistent, while single objects stay correct.

namespace json = boost::json;

namespace {

constexpr const char* kUserList = "users?customer=my_customer";
constexpr const char* kGroupList = "groups?customer=my_customer";
constexpr const char* kTeamList = "groups/g1/members";

/// Returns the emails of a list's rows.
std::vector<std::string> emails_in(EmulatorDriver& driver, const std::string& target, const char* key,
                                   const char* name = "email") {
  std::vector<std::string> found;
  const json::value answer = driver.get_json(target);
  if (const json::value* rows = answer.as_object().if_contains(key))
    for (const json::value& row : rows->as_array()) found.push_back(text(row, name));
  return found;
}

using EmailList = std::vector<std::string>;

}  // namespace

TEST(ListFault, OmitsNamedUsersFromTheListWhileGetFindsThem) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"/users$"},"fault":{"kind":"omit_rows","ids":["2","3"]}}])");
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(emails_in(driver, kUserList, "users", "primaryEmail"),
              (EmailList{"dana@acme.com", "gone@acme.com"}));
  EXPECT_EQ(text(driver.get_json("users/3"), "primaryEmail"), "Bo@acme.de");
}

TEST(ListFault, OmitsAGroupFromTheListOfTheCustomerOnly) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"/groups$","query":{"customer":".+"}},
                        "fault":{"kind":"omit_rows","ids":["g1"]}}])");
  EXPECT_EQ(emails_in(driver, kGroupList, "groups"),
            (EmailList{"all@acme.com", "inner@acme.com", "none@acme.com"}));
  EXPECT_EQ(text(driver.get_json("groups/g1"), "email"), "team@acme.com");
  EXPECT_EQ(emails_in(driver, "groups?userKey=1", "groups"), (EmailList{"inner@acme.com", "team@acme.com"}));
}

TEST(ListFault, OmitsAUnitFromTheTreeWhileGetFindsIt) {
  EmulatorDriver driver;
  driver.add_fault(
      R"([{"match":{"path_regex":"/orgunits$"},"fault":{"kind":"omit_rows","ids":["id:sales"]}}])");
  EXPECT_EQ(emails_in(driver, "customer/my_customer/orgunits?type=all", "organizationUnits", "orgUnitId"),
            (EmailList{"id:east", "id:shops", "id:support"}));
  EXPECT_EQ(text(driver.get_json("customer/my_customer/orgunits/id:sales"), "orgUnitPath"), "/Sales");
}

TEST(ListFault, OmitsSomeMembersOnceAndTheKeyWithTheLastOne) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"/members$"},"times":1,"fault":{"kind":"omit_rows","count":2}},
                       {"match":{"path_regex":"/members$"},"times":1,"fault":{"kind":"omit_rows","count":9}}])");
  EXPECT_EQ(emails_in(driver, kTeamList, "members"), (EmailList{"x@gmail.com"}));
  EXPECT_FALSE(driver.get_json(kTeamList).as_object().contains("members"));
  EXPECT_EQ(emails_in(driver, kTeamList, "members").size(), 3u);
}

TEST(ListFault, AddsRowsToAListWithAndWithoutRows) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"/members$"},
      "fault":{"kind":"add_rows","rows":[{"id":"4040","email":"old@acme.com","type":"USER"}]}}])");
  EXPECT_EQ(emails_in(driver, kTeamList, "members").size(), 4u);
  EXPECT_EQ(emails_in(driver, "groups/g4/members", "members"), (EmailList{"old@acme.com"}));
}

TEST(ListFault, RemovesAMemberBetweenTwoPages) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"/g1/members$"},"times":1,
      "fault":{"kind":"change","requests":[{"method":"DELETE","path":"groups/g1/members/dana@acme.com"}]}}])");
  const std::string list = std::string(kTeamList) + "?maxResults=2";
  const json::value first = driver.get_json(list);
  EXPECT_EQ(first.at("members").as_array().size(), 2u);
  const std::string second = list + "&pageToken=" + text(first, "nextPageToken");
  EXPECT_EQ(emails_in(driver, second, "members"), (EmailList{"x@gmail.com"}));
  EXPECT_EQ(emails_in(driver, kTeamList, "members"), (EmailList{"inner@acme.com", "x@gmail.com"}));
  EXPECT_EQ(driver.violations(), 0u);
}

TEST(ListFault, MovesAPersonToAnotherGroupAfterTheListOfTheFirst) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"match":{"path_regex":"/g1/members$"},"times":1,"fault":{"kind":"change","requests":[
      {"method":"DELETE","path":"groups/g1/members/dana@acme.com"},
      {"method":"POST","path":"groups/g4/members","body":{"email":"dana@acme.com"}}]}}])");
  EXPECT_EQ(emails_in(driver, kTeamList, "members").size(), 3u);
  EXPECT_EQ(emails_in(driver, "groups/g4/members", "members"), (EmailList{"dana@acme.com"}));
  EXPECT_EQ(emails_in(driver, kTeamList, "members").size(), 2u);
}

TEST(ListFault, RecordsAChangeThatFailsAsAViolation) {
  EmulatorDriver driver;
  driver.add_fault(R"([{"fault":{"kind":"change","requests":[{"method":"DELETE","path":"users/4040"}]}}])");
  EXPECT_EQ(driver.get(kUserList).status, 200);
  EXPECT_EQ(driver.violations(), 1u);
}

TEST(ListFault, RejectsAnInvalidRule) {
  EmulatorDriver driver;
  for (const char* fault :
       {R"("omit_rows")", R"({"kind":"omit_rows","ids":[1]})", R"({"kind":"omit_rows","count":0})",
        R"({"kind":"omit_rows","ids":["1"],"count":1})", R"({"kind":"add_rows","rows":[]})",
        R"({"kind":"add_rows","rows":["1"]})", R"({"kind":"change"})",
        R"({"kind":"change","requests":[{"method":"POST","path":"reset"}]})"})
    EXPECT_EQ(driver.send("POST", "/emulator/faults", std::string("[{\"fault\":") + fault + "}]").status, 400)
        << fault;
}

TEST(ListFault, LosesARowAfterADeletionIfPageTokensArePositions) {
  for (const bool positions : {false, true}) {
    EmulatorDriver driver;
    if (positions) driver.set_switch(R"({"page_tokens":"positions"})");
    driver.add_fault(R"([{"match":{"path_regex":"/groups$"},"times":1,
        "fault":{"kind":"change","requests":[{"method":"DELETE","path":"groups/g3"}]}}])");
    const std::string list = std::string(kGroupList) + "&maxResults=2";
    const json::value first = driver.get_json(list);
    EXPECT_EQ(text(first.at("groups").at(0), "email"), "all@acme.com");
    const auto rest = emails_in(driver, list + "&pageToken=" + text(first, "nextPageToken"), "groups");
    EXPECT_EQ(rest, positions ? EmailList{"team@acme.com"} : (EmailList{"none@acme.com", "team@acme.com"}));
  }
}

// What a witness asks about single objects

TEST(Directory, AnswersHasMemberForDirectAndNestedMembers) {
  EmulatorDriver driver;
  const auto has = [&](const std::string& group, const std::string& user) {
    return driver.get_json("groups/" + group + "/hasMember/" + user).at("isMember").as_bool();
  };
  EXPECT_TRUE(has("g1", "1")) << "direct";
  EXPECT_TRUE(has("g1", "plain@acme.com")) << "nested";
  EXPECT_TRUE(has("g3", "2")) << "everyone";
  EXPECT_FALSE(has("g1", "4"));
  EXPECT_FALSE(has("g4", "1"));
  driver.control("POST", "groups/g2/members", R"({"email":"team@acme.com"})");
  EXPECT_FALSE(has("g1", "4")) << "a cycle ends";
}

TEST(Directory, RejectsHasMemberForExternalMembersAndAcrossDomainsWhenNested) {
  EmulatorDriver driver;
  EXPECT_EQ(driver.get("groups/g1/hasMember/x@gmail.com").status, 400);
  EXPECT_EQ(driver.get("groups/4040/hasMember/1").status, 404);
  driver.control("POST", "groups/g2/members", R"({"email":"Bo@acme.de"})");
  EXPECT_TRUE(driver.get_json("groups/g2/hasMember/3").at("isMember").as_bool()) << "direct";
  EXPECT_EQ(driver.get("groups/g1/hasMember/3").status, 400);
  driver.set_switch(R"({"has_member_across_domains":"answered"})");
  EXPECT_TRUE(driver.get_json("groups/g1/hasMember/3").at("isMember").as_bool());
}

TEST(Directory, AnswersAboutDeletedGroupsUnitsAndUsersWithNotFound) {
  EmulatorDriver driver;
  driver.control("DELETE", "groups/g4");
  driver.control("DELETE", "units/id:shops?move_users_to_parent=true");
  driver.control("DELETE", "users/2");
  EXPECT_EQ(driver.get("groups/g4").status, 404);
  EXPECT_EQ(driver.get("customer/my_customer/orgunits/id:shops").status, 404);
  EXPECT_EQ(driver.get("users/2").status, 404);
  EXPECT_EQ(driver.get("groups?userKey=2").status, 404);
  EXPECT_EQ(driver.get("customer/my_customer/orgunits/id%3Aeast").status, 200);
}
