#include "google/directory/decoders.hpp"

#include <gtest/gtest.h>

#include "failure.hpp"

namespace gup::google {
namespace {

DirectoryUser decode_fields(const std::string& fields) {
  const std::string body = R"({"id":"7")" + (fields.empty() ? "" : "," + fields) + "}";
  return decode_single_user(body);
}

TEST(UserDecoder, ReadsEveryFieldOfAnOrdinaryUser) {
  const DirectoryUser user = decode_fields(
      R"("primaryEmail":"ada@acme.com","name":{"givenName":"Ada","familyName":"Lovelace","fullName":"Ada Lovelace"},
         "suspended":false,"archived":true,"orgUnitPath":"/Sales",
         "organizations":[{"department":"R&D","title":"Countess","primary":true}],
         "phones":[{"value":"+41 1","type":"work"}],
         "relations":[{"value":"boss@acme.com","type":"manager"}],
         "languages":[{"languageCode":"en-GB","preference":"preferred"}],
         "locations":[{"area":"Zurich","buildingId":"B1","type":"desk"}],
         "aliases":["al@acme.com"],"nonEditableAliases":["al@acme.com.test-google-a.com"],"etag":"\"x\"")");
  EXPECT_EQ(user.id, "7");
  EXPECT_EQ(user.primary_email, "ada@acme.com");
  EXPECT_EQ(user.given_name, "Ada");
  EXPECT_EQ(user.family_name, "Lovelace");
  EXPECT_EQ(user.suspended, false);
  EXPECT_EQ(user.archived, true);
  EXPECT_EQ(user.org_unit_path, "/Sales");
  EXPECT_EQ(user.department, "R&D");
  EXPECT_EQ(user.job_title, "Countess");
  EXPECT_EQ(user.phone_number, "+41 1");
  EXPECT_EQ(user.manager_email, "boss@acme.com");
  EXPECT_EQ(user.preferred_language, "en-GB");
  EXPECT_EQ(user.location, "Zurich");
  EXPECT_EQ(user.aliases, (std::vector<std::string>{"al@acme.com", "al@acme.com.test-google-a.com"}));
  EXPECT_EQ(user.editable_aliases, 1U);
}

TEST(UserDecoder, KeepsOmittedFieldsAbsent) {
  const DirectoryUser user = decode_fields("");
  EXPECT_EQ(user.primary_email, std::nullopt);
  EXPECT_EQ(user.given_name, std::nullopt);
  EXPECT_EQ(user.suspended, std::nullopt) << "absent is unknown, not false";
  EXPECT_EQ(user.archived, std::nullopt);
  EXPECT_EQ(user.department, std::nullopt);
  EXPECT_EQ(user.phone_number, std::nullopt);
  EXPECT_EQ(user.manager_email, std::nullopt);
  EXPECT_EQ(user.preferred_language, std::nullopt);
  EXPECT_EQ(user.location, std::nullopt);
  EXPECT_TRUE(user.aliases.empty());
}

TEST(UserDecoder, TreatsAnEmptyUnitPathAsUnknown) {
  EXPECT_EQ(decode_fields(R"("orgUnitPath":"")").org_unit_path, std::nullopt);
  EXPECT_EQ(decode_fields(R"("orgUnitPath":"/")").org_unit_path, "/");
}

TEST(UserDecoder, NamesFieldsOfTheWrongType) {
  const DirectoryUser user = decode_fields(
      R"("primaryEmail":5,"name":"Ada","suspended":"true","orgUnitPath":[],"organizations":"R&D","phones":[1,"x"],
         "relations":{"type":"manager","value":7},"languages":null,"locations":false,"aliases":"a@b.c")");
  EXPECT_EQ(user.primary_email, std::nullopt);
  EXPECT_EQ(user.given_name, std::nullopt);
  EXPECT_EQ(user.suspended, std::nullopt);
  EXPECT_EQ(user.org_unit_path, std::nullopt);
  EXPECT_EQ(user.department, std::nullopt);
  EXPECT_EQ(user.phone_number, std::nullopt);
  EXPECT_EQ(user.manager_email, std::nullopt);
  EXPECT_TRUE(user.aliases.empty());
  using Field = std::optional<std::string> DirectoryUser::*;
  const std::vector<Field> unreadable{&DirectoryUser::given_name,   &DirectoryUser::family_name,
                                      &DirectoryUser::department,   &DirectoryUser::job_title,
                                      &DirectoryUser::phone_number, &DirectoryUser::manager_email,
                                      &DirectoryUser::location};
  EXPECT_EQ(user.unreadable, unreadable);
}

TEST(UserDecoder, NamesSingleValuesOfTheWrongType) {
  const DirectoryUser user = decode_fields(
      R"("name":{"givenName":"Ada","familyName":5},"organizations":[{"department":["R&D"],"title":"Countess"}],
         "phones":[{"value":41}],"languages":[{"languageCode":1,"customLanguage":"Klingon"}],
         "locations":[{"area":{},"buildingId":"B1"}])");
  EXPECT_EQ(user.given_name, "Ada");
  EXPECT_EQ(user.job_title, "Countess");
  EXPECT_EQ(user.preferred_language, "Klingon");
  EXPECT_EQ(user.location, "B1");
  using Field = std::optional<std::string> DirectoryUser::*;
  const std::vector<Field> unreadable{&DirectoryUser::family_name, &DirectoryUser::department,
                                      &DirectoryUser::phone_number};
  EXPECT_EQ(user.unreadable, unreadable);
}

TEST(UserDecoder, TreatsEmptyAndMissingValuesAsReadable) {
  for (const char* fields : {"", R"("name":null,"phones":[],"organizations":[{}],"relations":[{"type":"x"}])",
                             R"("name":{"givenName":null,"familyName":""},"phones":{},"languages":null)"})
    EXPECT_TRUE(decode_fields(fields).unreadable.empty()) << fields;
}

TEST(UserDecoder, RejectsAUserWithoutAnId) {
  for (const char* body : {R"({"primaryEmail":"a@b.c"})", R"({"id":5})", R"({"id":""})"}) {
    try {
      (void)decode_single_user(body);
      FAIL() << body;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again);
      EXPECT_NE(std::string(failure.what()).find("users.get"), std::string::npos);
      EXPECT_NE(std::string(failure.what()).find("\"id\""), std::string::npos);
    }
  }
}

TEST(UserDecoder, AcceptsInvalidUtf8) {
  EXPECT_EQ(decode_fields("\"primaryEmail\":\"a\xff@b.c\"").primary_email, "a\xff@b.c");
}

struct FieldCase {
  const char* fields;
  std::optional<std::string> expected;
};

TEST(UserDecoder, ReadsThePrimaryOrganizationElseTheFirst) {
  const FieldCase cases[] = {
      {R"("organizations":[{"department":"A"},{"department":"B","primary":true}])", "B"},
      {R"("organizations":[{"department":"A"},{"department":"B"}])", "A"},
      {R"("organizations":[{"department":"A","primary":false},{"department":"B","primary":"true"}])", "A"},
      {R"("organizations":{"department":"Single"})", "Single"},
      {R"("organizations":[{"title":"t","primary":true},{"department":"B"}])", std::nullopt},
      {R"("organizations":[{"department":""}])", std::nullopt},
      {R"("organizations":[])", std::nullopt},
  };
  for (const auto& [fields, expected] : cases)
    EXPECT_EQ(decode_fields(fields).department, expected) << fields;
}

TEST(UserDecoder, ReadsThePrimaryPhoneElseWorkElseTheFirst) {
  const FieldCase cases[] = {
      {R"("phones":[{"value":"1","type":"work"},{"value":"2","primary":true}])", "2"},
      {R"("phones":[{"value":"1","type":"home"},{"value":"2","type":"work"}])", "2"},
      {R"("phones":[{"value":"1","type":"pager"},{"value":"2","type":"home"}])", "1"},
      {R"("phones":{"value":"3","type":"custom","customType":"x"})", "3"},
  };
  for (const auto& [fields, expected] : cases)
    EXPECT_EQ(decode_fields(fields).phone_number, expected) << fields;
}

TEST(UserDecoder, ReadsOnlyTheRelationOfTypeManager) {
  const FieldCase cases[] = {
      {R"("relations":[{"value":"a","type":"assistant"},{"value":"m","type":"manager"}])", "m"},
      {R"("relations":[{"value":"d","type":"dotted_line_manager"}])", std::nullopt},
      {R"("relations":[{"value":"c","type":"custom","customType":"manager"}])", std::nullopt},
  };
  for (const auto& [fields, expected] : cases)
    EXPECT_EQ(decode_fields(fields).manager_email, expected) << fields;
}

TEST(UserDecoder, ReadsThePreferredLanguageElseOneNotMarkedAsNotPreferred) {
  const FieldCase cases[] = {
      {R"("languages":[{"languageCode":"de"},{"languageCode":"fr","preference":"preferred"}])", "fr"},
      {R"("languages":[{"languageCode":"de","preference":"not_preferred"},{"languageCode":"it"}])", "it"},
      {R"("languages":[{"languageCode":"de","preference":"not_preferred"}])", std::nullopt},
      {R"("languages":[{"customLanguage":"Klingon"}])", "Klingon"},
  };
  for (const auto& [fields, expected] : cases)
    EXPECT_EQ(decode_fields(fields).preferred_language, expected) << fields;
}

TEST(UserDecoder, ReadsTheAreaElseTheBuilding) {
  const FieldCase cases[] = {
      {R"("locations":[{"area":"Zurich","buildingId":"B1"}])", "Zurich"},
      {R"("locations":[{"buildingId":"B1"}])", "B1"},
      {R"("locations":[{"area":"desk","buildingId":"NYC"}])", "NYC"},
      {R"("locations":[{"area":"desk"}])", "desk"},
      {R"("locations":[{"floorName":"2"}])", std::nullopt},
  };
  for (const auto& [fields, expected] : cases) EXPECT_EQ(decode_fields(fields).location, expected) << fields;
}

}  // namespace
}  // namespace gup::google
