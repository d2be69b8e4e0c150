#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "emulator_driver.hpp"

/// What the discovery document and the caller's rights allow.

namespace {

struct Refused {
  const char* target;
  const char* reason;
};

}  // namespace

TEST(Directory, RejectsAndRecordsRequestsThatTheDiscoveryDocumentForbids) {
  const Refused cases[] = {
      {"users?customer=my_customer&maxResult=5", "badRequest"},
      {"users?customer=my_customer&maxResults=501", "invalid"},
      {"users?customer=my_customer&maxResults=0", "invalid"},
      {"users?customer=my_customer&maxResults=ten", "invalid"},
      {"users?customer=my_customer&orderBy=EMAIL", "invalid"},
      {"users?customer=my_customer&projection=all", "invalid"},
      {"users?customer=my_customer&prettyPrint=no", "invalid"},
      {"users?customer=my_customer&customer=C01acme", "badRequest"},
      {"users?customer=my_customer&access_token=x", "badRequest"},
      {"users?customer=my_customer&fields=users(id,nonsense)", "invalid"},
      {"users?customer=my_customer&fields=users(name(nick))", "invalid"},
      {"users?customer=my_customer&fields=users(", "invalid"},
      {"users", "badRequest"},
      {"groups?customer=my_customer&maxResults=201", "invalid"},
      {"groups/team@acme.com/members?maxResults=201", "invalid"},
      {"groups/team@acme.com/members?includeDerivedMembership=1", "invalid"},
      {"customer/my_customer/orgunits?type=all_including_parent", "invalid"},
  };
  EmulatorDriver driver;
  std::size_t recorded = 0;
  for (const Refused& refused : cases) {
    const emulator::Answer answer = driver.get(refused.target);
    EXPECT_EQ(answer.status, 400) << refused.target;
    EXPECT_EQ(reason_of(answer), refused.reason) << refused.target;
    EXPECT_EQ(driver.violations(), ++recorded) << refused.target;
  }
}

TEST(Directory, AcceptsTheMasksThatClientsUse) {
  EmulatorDriver driver;
  for (const char* target :
       {"users?customer=my_customer&fields=nextPageToken,users(id,etag,primaryEmail,name,suspended,kind,"
        "emails,"
        "addresses,organizations,phones,languages,locations,relations)",
        "groups?customer=my_customer&fields=nextPageToken,%20groups(id,etag,name,email)",
        "groups/team@acme.com/members?fields=nextPageToken,members(id,email,role,status,type)",
        "customer/my_customer/"
        "orgunits?type=all&fields=organizationUnits(orgUnitId,orgUnitPath,name,parentOrgUnitId)"})
    EXPECT_EQ(driver.get(target).status, 200) << target;
  EXPECT_EQ(driver.violations(), 0u);
}

TEST(Directory, AnswersNotFoundForAnUnknownPath) {
  EmulatorDriver driver;
  EXPECT_EQ(driver.get("people").status, 404);
  EXPECT_EQ(driver.violations(), 1u);
}

TEST(Directory, DoesNotEmulateWrites) {
  EmulatorDriver driver;
  const auto answer = driver.send("DELETE", "/admin/directory/v1/users/dana@acme.com", "",
                                  driver.access_token("dana@acme.com"));
  EXPECT_EQ(reason_of(answer), "insufficientPermissions");
  EXPECT_EQ(driver.violations(), 1u);
}

TEST(Directory, RequiresAValidToken) {
  EmulatorDriver driver;
  const std::string path = "/admin/directory/v1/users?customer=my_customer";
  EXPECT_EQ(reason_of(driver.send("GET", path)), "required");
  EXPECT_EQ(reason_of(driver.send("GET", path, "", "made-up")), "authError");
  const std::string token = driver.access_token("dana@acme.com");
  EXPECT_EQ(driver.send("GET", path, "", token).status, 200);
  driver.now += 3600;
  EXPECT_EQ(driver.send("GET", path, "", token).status, 401);
}

TEST(Directory, NamesTheMissingScope) {
  EmulatorDriver driver;
  emulator::AccessToken token;
  token.grant = {"1", "client-1"};
  token.scopes = {"https://www.googleapis.com/auth/admin.directory.group.member.readonly"};
  token.expires_at = driver.now + 60;
  const std::string text_of_token = driver.google.tokens.add_access(token, driver.now);
  const auto answer =
      driver.send("GET", "/admin/directory/v1/groups?customer=my_customer", "", text_of_token);
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(reason_of(answer), "insufficientPermissions");
  EXPECT_EQ(text(parsed(answer).at("error").at("details").at(0), "reason"),
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
  EXPECT_NE(emulator::first_value(answer.headers, "WWW-Authenticate").find("admin.directory.group.readonly"),
            std::string::npos);
  EXPECT_EQ(driver.send("GET", "/admin/directory/v1/groups/g1/members", "", text_of_token).status, 200);
}

TEST(Directory, RejectsAUserWithoutAnAdminRole) {
  EmulatorDriver driver;
  const auto answer = driver.send("GET", "/admin/directory/v1/users?customer=my_customer", "",
                                  driver.access_token("plain@acme.com"));
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(reason_of(answer), "forbidden");
}

TEST(Directory, ShowsAnAdministratorOnlyTheirOwnCustomer) {
  EmulatorDriver driver;
  const std::string token = driver.access_token("boss@other.example");
  const auto answer = driver.send("GET", "/admin/directory/v1/customers/my_customer", "", token);
  EXPECT_EQ(text(parsed(answer), "id"), "C02other");
}

TEST(Directory, ForbidsObjectsOfAnotherCustomerAndDoesNotFindUnknownOnes) {
  EmulatorDriver driver;
  EXPECT_EQ(driver.get("groups/crew@other.example/members").status, 403);
  EXPECT_EQ(driver.get("groups/f1").status, 403);
  EXPECT_EQ(driver.get("users/800").status, 403);
  EXPECT_EQ(driver.get("users/missing@acme.com").status, 404);
  EXPECT_EQ(text(parsed(driver.get("users/4040")).at("error"), "message"), "Resource Not Found: userKey");
  EXPECT_EQ(text(parsed(driver.get("groups/4040")).at("error"), "message"), "Resource Not Found: groupKey");
}

TEST(Directory, OmitsTheKeyOfAnEmptyList) {
  EmulatorDriver driver;
  EXPECT_FALSE(driver.get_json("groups/none@acme.com/members").as_object().contains("members"));
  EXPECT_FALSE(driver.get_json("customer/my_customer/orgunits?orgUnitPath=id:support")
                   .as_object()
                   .contains("organizationUnits"));
}

TEST(Directory, ShowsTheRootUnitOnlyWhereTheParentIsIncluded) {
  EmulatorDriver driver;
  const auto all =
      driver.get_json("customer/my_customer/orgunits?type=all").at("organizationUnits").as_array();
  EXPECT_EQ(all.size(), 4u);
  const auto with_root = driver.get_json("customer/my_customer/orgunits?type=allIncludingParent")
                             .at("organizationUnits")
                             .as_array();
  ASSERT_EQ(with_root.size(), 5u);
  EXPECT_EQ(text(with_root.at(0), "orgUnitPath"), "/");
  EXPECT_EQ(text(with_root.at(0), "name"), "Acme Inc.");
  EXPECT_FALSE(with_root.at(0).as_object().contains("parentOrgUnitId"));
}

TEST(Directory, ReadsAPlusInAUnitsPathAsASpace) {
  EmulatorDriver driver;
  driver.control("POST", "units", R"({"name":"Field force"})");
  EXPECT_EQ(text(driver.get_json("customer/my_customer/orgunits/Field+force"), "name"), "Field force");
  EXPECT_EQ(text(driver.get_json("customer/my_customer/orgunits/Sales/East"), "orgUnitId"), "id:east");
}

TEST(Directory, OmitsTheAddressOfACustomerMember) {
  EmulatorDriver driver;
  const auto members = driver.get_json("groups/all@acme.com/members").at("members").as_array();
  EXPECT_EQ(text(members.at(0), "type"), "CUSTOMER");
  EXPECT_EQ(text(members.at(0), "id"), "C01acme");
  EXPECT_FALSE(members.at(0).as_object().contains("email"));
}

TEST(Directory, ListsTheNestedGroupAndItsDerivedMembers) {
  EmulatorDriver driver;
  const auto members = driver.get_json("groups/team@acme.com/members?includeDerivedMembership=true");
  std::vector<std::string> emails;
  for (const auto& member : members.at("members").as_array()) emails.push_back(text(member, "email"));
  EXPECT_EQ(emails,
            (std::vector<std::string>{"dana@acme.com", "inner@acme.com", "plain@acme.com", "x@gmail.com"}));
}

TEST(Directory, ReturnsTheMemberCountAsAString) {
  EmulatorDriver driver;
  EXPECT_EQ(text(driver.get_json("groups/team@acme.com"), "directMembersCount"), "2");
}

TEST(Directory, AppliesAUnitQueryToTheWholeSubtree) {
  EmulatorDriver driver;
  const auto users =
      driver.get_json("users?customer=my_customer&query=orgUnitPath%3D%27/Sales%27").at("users");
  ASSERT_EQ(users.as_array().size(), 1u);
  EXPECT_EQ(text(users.at(0), "orgUnitPath"), "/Sales/East/Shops");
}

TEST(Directory, WritesPrettyJsonByDefault) {
  EmulatorDriver driver;
  EXPECT_NE(driver.get("users/1").body.find("\n  \""), std::string::npos);
  EXPECT_EQ(driver.get("users/1?prettyPrint=false").body.find('\n'), std::string::npos);
}

TEST(CustomSchemas, AreListedAndTheirValuesAreServedOnlyWhenAskedFor) {
  EmulatorDriver driver;
  driver.control("POST", "schemas",
                 R"({"schemaName":"HR","displayName":"People","fields":[
                     {"fieldName":"costCenter","fieldType":"STRING"},
                     {"fieldName":"badges","fieldType":"STRING","multiValued":true}]})");
  driver.control("POST", "users",
                 R"({"primaryEmail":"rich@acme.com","name":{"givenName":"R","familyName":"H"},
                     "customSchemas":{"HR":{"costCenter":"1","gone":"x"},"IT":{"laptop":"2"}}})");
  const auto values = [&](const std::string& projection) {
    return driver.get_json("users/rich@acme.com?fields=customSchemas" + projection);
  };
  EXPECT_FALSE(values("").as_object().contains("customSchemas"));
  const boost::json::value expected = {{"HR", {{"costCenter", "1"}}}};
  EXPECT_EQ(values("&projection=custom&customFieldMask=HR").at("customSchemas"), expected);
  EXPECT_EQ(values("&projection=full").at("customSchemas"), expected) << "no schema IT, no field gone";
  EXPECT_EQ(driver.get("users/rich@acme.com?projection=custom").status, 400);

  const auto listed = driver.get_json("customer/my_customer/schemas");
  EXPECT_EQ(listed.at("schemas").at(0).at("schemaName"), "HR");
  EXPECT_EQ(listed.at("schemas").at(0).at("fields").at(1).at("multiValued"), true);
  driver.set_switch(R"({"unknown_schema":"error"})");
  driver.control("DELETE", "schemas/HR/costCenter");
  EXPECT_EQ(values("&projection=full").at("customSchemas").at("HR"),
            boost::json::value(boost::json::object{}));
  driver.control("DELETE", "schemas/HR");
  EXPECT_EQ(driver.get("users/rich@acme.com?projection=custom&customFieldMask=HR").status, 400);
  EXPECT_FALSE(driver.get_json("customer/my_customer/schemas").as_object().contains("schemas"));
}
