#include "google/directory/decoders.hpp"

#include <gtest/gtest.h>

#include "failure.hpp"
#include "google/wire/json_reader.hpp"

namespace gup::google {
namespace {

/// A list as Google marks it.
std::string list(const std::string& kind, const std::string& body) {
  return "{\"kind\":\"admin#directory#" + kind + "\"" + (body == "{}" ? "" : ",") + body.substr(1);
}

TEST(Decoders, ReadsUsersAndTheNextToken) {
  const auto page = decode_users(list("users", R"({"users":[{"id":"1"},{"id":"2"}],"nextPageToken":"t"})"));
  ASSERT_EQ(page.items.size(), 2U);
  EXPECT_EQ(page.items[1].id, "2");
  EXPECT_EQ(page.next_page_token, "t");
}

TEST(Decoders, AcceptsAnEmptyPageWithAToken) {
  const auto page = decode_users(list("users", R"({"users":[],"nextPageToken":"t"})"));
  EXPECT_TRUE(page.items.empty());
  EXPECT_EQ(page.next_page_token, "t");
}

TEST(Decoders, FailsOnAUserPageWithoutAListOfUsers) {
  EXPECT_THROW((void)decode_users(list("users", "{}")), Failure);
  EXPECT_THROW((void)decode_users(list("users", R"({"nextPageToken":"t"})")), Failure);
}

TEST(Decoders, TreatsAMissingListAsEmptyForOtherMethods) {
  EXPECT_TRUE(decode_groups(list("groups", "{}")).items.empty());
  EXPECT_TRUE(decode_members(list("members", "{}")).items.empty());
  EXPECT_TRUE(decode_units(list("orgUnits", "{}")).empty());
}

TEST(Decoders, RefusesAListThatDoesNotSayItsKind) {
  for (const char* body : {"{}", R"({"message":"Please sign in","users":[]})", R"({"kind":null,"users":[]})",
                           R"({"kind":"admin#directory#members","users":[],"groups":[]})"}) {
    EXPECT_THROW((void)decode_users(body), DamagedAnswer) << body;
    EXPECT_THROW((void)decode_deleted_users(body), DamagedAnswer) << body;
    EXPECT_THROW((void)decode_groups(body), DamagedAnswer) << body;
    EXPECT_THROW((void)decode_units(body), DamagedAnswer) << body;
    EXPECT_THROW(check_unit_list(body), DamagedAnswer) << body;
  }
  EXPECT_THROW((void)decode_members(R"({"message":"Please sign in"})"), DamagedAnswer);
}

TEST(Decoders, AcceptsTheKindWithoutItsPrefix) {
  EXPECT_TRUE(decode_users(R"({"kind":"directory#users","users":[]})").items.empty());
}

/// Needs 24 bytes of memory for each byte if nothing limits it.
TEST(Decoders, RefusesAPageThatNeedsFarMoreMemoryThanItsSize) {
  std::string zeros = R"({"kind":"admin#directory#users","users":[0)";
  for (int i = 0; i < 2'000'000; ++i) zeros += ",0";
  try {
    (void)decode_users(zeros + "]}");
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_NE(std::string(failure.what()).find("far more memory"), std::string::npos) << failure.what();
  }
}

TEST(Decoders, ReadsAFullPageOfUsers) {
  std::string users;
  for (int i = 0; i < 500; ++i)
    users += (i == 0 ? "" : ",") + std::string(R"({"id":")") + std::to_string(i) +
             R"(","name":{"givenName":"A","familyName":"B"},"suspended":false,"archived":false,
                "orgUnitPath":"/","phones":[{"value":"1","type":"work"},{"value":"2"}],"aliases":["a","b"]})";
  EXPECT_EQ(decode_users(list("users", R"({"users":[)" + users + "]}")).items.size(), 500U);
}

TEST(Decoders, FailsOnTheWrongFormat) {
  for (const std::string body : {R"({"users":{}})", R"({"users":null})", R"({"users":["1"]})", "[]", "null",
                                 "5", R"({"users":[],"nextPageToken":5})"})
    EXPECT_THROW((void)decode_users(body.starts_with("{") ? list("users", body) : body), Failure) << body;
  for (const char* body :
       {R"({"groups":"none"})", R"({"groups":[{"email":"a@b.c"}]})", R"({"groups":[{"id":"1","email":5}]})"})
    EXPECT_THROW((void)decode_groups(list("groups", body)), Failure) << body;
  for (const char* body : {R"({"members":{}})", R"({"members":[[]]})", R"({"members":[{"id":5}]})"})
    EXPECT_THROW((void)decode_members(list("members", body)), Failure) << body;
  for (const char* body : {R"({"organizationUnits":[{"orgUnitId":"id:1"}]})", R"({"organizationUnits":7})"})
    EXPECT_THROW((void)decode_units(list("orgUnits", body)), Failure) << body;
}

TEST(Decoders, NamesTheCallAndTheFieldOfAWrongFormat) {
  try {
    (void)decode_members(list("members", R"({"members":{}})"));
    FAIL();
  } catch (const Failure& failure) {
    const std::string sentence = failure.what();
    EXPECT_NE(sentence.find("members.list"), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("\"members\""), std::string::npos) << sentence;
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again);
  }
}

TEST(Decoders, ThrowsDamagedAnswerForAnythingButJson) {
  for (const char* body : {"", "<html>", R"({"users":[{"id":"1"})", R"({"users":[]} trailing)"})
    EXPECT_THROW((void)decode_users(body), DamagedAnswer) << body;
}

TEST(Decoders, ReadsAPageWithLoneSurrogates) {
  const auto page = decode_users(
      list("users", R"({"users":[{"id":"1","name":{"givenName":"A\ud800","familyName":"\\ud800"}},
          {"id":"2","name":{"givenName":"\udc00B","familyName":"\ud83d\ude00"}},
          {"id":"3","name":{"givenName":"\ud83d\ud83d\ude00","familyName":"\ud800\n"}}]})"));
  ASSERT_EQ(page.items.size(), 3U);
  EXPECT_EQ(page.items[0].given_name, "A\xED\xA0\x80");
  EXPECT_EQ(page.items[0].family_name, "\\ud800") << "a backslash, not an escape";
  EXPECT_EQ(page.items[1].given_name,
            "\xED\xB0\x80"
            "B");
  EXPECT_EQ(page.items[1].family_name, "😀");
  EXPECT_EQ(page.items[2].given_name, "\xED\xA0\xBD😀");
  EXPECT_EQ(page.items[2].family_name, "\xED\xA0\x80\n");
}

TEST(Decoders, ThrowsDamagedAnswerForACutPageWithALoneSurrogate) {
  EXPECT_THROW((void)decode_users(list("users", R"({"users":[{"id":"1","name":{"givenName":"A\ud800"}})")),
               DamagedAnswer);
  EXPECT_THROW((void)decode_users(R"({"users":[{"id":"\ud800)"), DamagedAnswer);
  EXPECT_THROW((void)decode_users(R"({"users":[{"id":"\ud8)"), DamagedAnswer);
}

TEST(Decoders, ReadsMembersOfEveryType) {
  const auto page = decode_members(list("members", R"({"members":[{"id":"1","email":"a@b.c","type":"USER"},
          {"id":"2","email":"g@b.c","type":"GROUP"},{"id":"C03","type":"CUSTOMER"},
          {"email":"out@x.y","type":"EXTERNAL"},{"email":"none@x.y"}]})"));
  ASSERT_EQ(page.items.size(), 5U);
  EXPECT_EQ(page.items[0].type, MemberType::user);
  EXPECT_EQ(page.items[1].type, MemberType::group);
  EXPECT_EQ(page.items[2].type, MemberType::customer);
  EXPECT_EQ(page.items[2].email, "");
  EXPECT_EQ(page.items[3].type, MemberType::other);
  EXPECT_EQ(page.items[3].id, "");
  EXPECT_EQ(page.items[4].type, MemberType::other);
}

TEST(Decoders, ReadsTheRootUnitWithoutParent) {
  const auto units = decode_units(
      list("orgUnits", R"({"organizationUnits":[{"orgUnitId":"id:r","orgUnitPath":"/","name":"Acme"},
          {"orgUnitId":"id:s","orgUnitPath":"/Sales","name":"Sales","parentOrgUnitId":"id:r"}]})"));
  const std::vector<OrganizationalUnit> expected{{"id:r", "/", "Acme", ""},
                                                 {"id:s", "/Sales", "Sales", "id:r"}};
  EXPECT_EQ(units, expected);
}

TEST(Decoders, RequiresTheCustomerOfAnAdministrator) {
  const auto administrator =
      decode_administrator(R"({"id":"1","primaryEmail":"a@b.c","customerId":"C1","isAdmin":true})");
  EXPECT_EQ(administrator.customer_id, "C1");
  EXPECT_THROW((void)decode_administrator(R"({"id":"1","primaryEmail":"a@b.c"})"), Failure);
}

}  // namespace
}  // namespace gup::google
