#include "workspace/workspace.hpp"

#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "common/errors.hpp"
#include "emulator_driver.hpp"
#include "workspace/setup.hpp"

namespace json = boost::json;

TEST(Workspace, ARenamedUnitChangesThePathsOfItsSubtreeAndOfItsPeople) {
  EmulatorDriver driver;
  driver.control("PATCH", "units/id:sales", R"({"name":"Selling"})");
  EXPECT_EQ(text(driver.get_json("customer/my_customer/orgunits/id:shops"), "orgUnitPath"),
            "/Selling/East/Shops");
  EXPECT_EQ(text(driver.get_json("users/3"), "orgUnitPath"), "/Selling/East/Shops");
}

TEST(Workspace, AMovedUnitMovesItsSubtree) {
  EmulatorDriver driver;
  driver.control("PATCH", "units/id:east", R"({"parentOrgUnitId":"id:support"})");
  const json::value unit = driver.get_json("customer/my_customer/orgunits/id:shops");
  EXPECT_EQ(text(unit, "orgUnitPath"), "/Support/East/Shops");
  EXPECT_EQ(text(unit, "parentOrgUnitId"), "id:east");
}

TEST(Workspace, AUnitCannotMoveBelowItself) {
  EmulatorDriver driver;
  EXPECT_EQ(driver.send("PATCH", "/emulator/units/id:sales", R"({"parentOrgUnitId":"id:shops"})").status,
            400);
}

TEST(Workspace, AUnitWithPeopleIsDeletedOnlyWhenTheyMayMove) {
  EmulatorDriver driver;
  EXPECT_EQ(driver.send("DELETE", "/emulator/units/id:shops").status, 409);
  EXPECT_EQ(driver.send("DELETE", "/emulator/units/id:shops?move_users_to_parent=true").status, 200);
  EXPECT_EQ(text(driver.get_json("users/3"), "orgUnitPath"), "/Sales/East");
}

TEST(Workspace, ARenamedUserKeepsTheOldAddressAsAnAlias) {
  EmulatorDriver driver;
  driver.control("PATCH", "users/plain@acme.com", R"({"primaryEmail":"renamed@acme.com"})");
  const json::value user = driver.get_json("users/plain@acme.com");
  EXPECT_EQ(text(user, "id"), "2");
  EXPECT_EQ(text(user, "primaryEmail"), "renamed@acme.com");
  EXPECT_EQ(user.at("aliases").at(0).as_string(), "plain@acme.com");
  EXPECT_EQ(text(driver.get_json("groups/inner@acme.com/members").at("members").at(1), "email"),
            "renamed@acme.com");
}

TEST(Workspace, ADeletedUserIsShownOnlyAmongTheDeleted) {
  EmulatorDriver driver;
  driver.control("DELETE", "users/2");
  EXPECT_EQ(driver.get("users/2").status, 404);
  const json::value deleted = driver.get_json("users?customer=my_customer&showDeleted=true");
  EXPECT_EQ(text(deleted.at("users").at(0), "primaryEmail"), "plain@acme.com");
  EXPECT_TRUE(deleted.at("users").at(0).as_object().contains("deletionTime"));
  EXPECT_EQ(driver.get_json("groups/inner@acme.com/members").at("members").as_array().size(), 1u);
  driver.now += 21 * 24 * 3600;
  EXPECT_FALSE(driver.get_json("users?customer=my_customer&showDeleted=true").as_object().contains("users"));
}

TEST(Workspace, ADeletedUsersAddressCanBeReused) {
  EmulatorDriver driver;
  driver.control("DELETE", "users/plain@acme.com");
  driver.control("POST", "users",
                 R"({"id":"77","primaryEmail":"plain@acme.com","name":{"givenName":"New"}})");
  EXPECT_EQ(text(driver.get_json("users/plain@acme.com"), "id"), "77");
}

TEST(Workspace, ANullRemovesAMemberFromResponses) {
  EmulatorDriver driver;
  driver.control("PATCH", "users/2", R"({"suspended":null,"primaryEmail":null})");
  const json::value user = driver.get_json("users/2");
  EXPECT_FALSE(user.as_object().contains("suspended"));
  EXPECT_FALSE(user.as_object().contains("primaryEmail"));
}

TEST(Workspace, ServesAWrongTypeUnchanged) {
  EmulatorDriver driver;
  driver.control("PATCH", "users/2", R"({"organizations":{"title":"single"},"suspended":"yes"})");
  const json::value user = driver.get_json("users/2");
  EXPECT_TRUE(user.at("organizations").is_object());
  EXPECT_EQ(text(user, "suspended"), "yes");
}

TEST(Workspace, ChangesAnEtagWithItsObject) {
  EmulatorDriver driver;
  const std::string before = text(driver.get_json("users/2"), "etag");
  EXPECT_EQ(text(driver.get_json("users/2"), "etag"), before);
  driver.control("PATCH", "users/2", R"({"archived":true})");
  EXPECT_NE(text(driver.get_json("users/2"), "etag"), before);
}

TEST(Workspace, AddsAndRemovesMembers) {
  EmulatorDriver driver;
  driver.control("POST", "groups/none@acme.com/members", R"({"email":"bo@acme.de","role":"MANAGER"})");
  EXPECT_EQ(text(driver.get_json("groups/none@acme.com/members").at("members").at(0), "role"), "MANAGER");
  driver.control("DELETE", "groups/none@acme.com/members/bo@acme.de");
  EXPECT_FALSE(driver.get_json("groups/none@acme.com/members").as_object().contains("members"));
}

TEST(Workspace, ReadsTheDemoFile) {
  const emulator::Setup setup = emulator::read_setup(GOOGLE_EMULATOR_DEMO_WORKSPACE, std::nullopt);
  const auto& workspace = *setup.workspaces.front();
  EXPECT_EQ(workspace.users().in_order(emulator::UserOrder::kEmail).size(), 993u);
  EXPECT_TRUE(workspace.users()[*workspace.users().find("dana.reyes@acme.com")].admin);
}

TEST(Workspace, ReportsFileAndLineOfAnError) {
  const std::string yaml =
      "customer: {id: C1, domain: acme.com}\nusers:\n  - {primaryEmail: a@acme.com}\n  - {id: 7}\n";
  try {
    emulator::parse_setup(yaml, "people.yaml", std::nullopt);
    FAIL() << "was accepted";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "people.yaml:4: primaryEmail is missing");
  }
}
