// The values of fields in Google's records, by a mapping.
#include "google/fields/field_values.hpp"

#include <gmock/gmock.h>

#include "google/directory/decoders.hpp"

namespace gup::google {
namespace {

constexpr const char* kRich = R"(
  "name":{"givenName":"Jürgen","familyName":"O'Connor","fullName":"Jürgen O'Connor"},
  "organizations":[{"title":"Lecturer","department":"Evening school","type":"school"},
                   {"title":"Key account manager","department":"Sales","costCenter":"DE-7",
                    "description":"Large customers","primary":true,"type":"work"}],
  "phones":[{"value":"+49 151","type":"mobile"},{"value":"+49 89","type":"work"},
            {"value":"4711","type":"custom","customType":"short number"},
            {"value":"+49 89 2","type":"work","primary":true}],
  "relations":[{"value":"boss@acme.com","type":"manager"},{"value":"pat@acme.com","type":"custom","customType":"mentor"}],
  "languages":[{"languageCode":"en"},{"languageCode":"de","preference":"preferred"}],
  "locations":[{"type":"desk","area":"desk","buildingId":"MUC-1","floorName":"4","floorSection":"B","deskCode":"4-B-17"}],
  "addresses":[{"type":"home","locality":"Augsburg"},{"type":"work","locality":"München","region":"Bayern","country":"Germany"}],
  "externalIds":[{"value":"77","type":"account"},{"value":"10001","type":"organization"}],
  "keywords":[{"type":"occupation","value":"sales"},{"type":"custom","customType":"team","value":"blue"}],
  "customSchemas":{"HR":{"CostCenter":"DE-71","Grade":7,"Level":"6","Remote":true,"Ratio":0.5,"Nothing":"",
                         "Badges":[{"type":"work","value":"red"},{"value":"blue"}],"Bare":["one","two"],
                         "Empty":[],"Odd":{"x":1},"OddList":[{"value":{"y":1}}]}})";

DirectoryUser read(const std::string& fields, const char* sources, const char* column = "department") {
  FieldMapping mapping = default_mapping();
  const auto reading = read_sources(sources);
  EXPECT_EQ(reading.problem, "");
  mapping[mapped_field(column).value()].sources = reading.sources;
  return decode_single_user(R"({"id":"7",)" + fields + "}", FieldValues(mapping));
}

std::string value_of(const char* sources) {
  const DirectoryUser user = read(kRich, sources);
  return user.unreadable.empty() ? user.department.value_or("(none)") : "(unreadable)";
}

TEST(FieldValues, ReadsEveryKindOfAttribute) {
  EXPECT_EQ(value_of("name.fullName"), "Jürgen O'Connor");
  EXPECT_EQ(value_of("organizations.department"), "Sales");
  EXPECT_EQ(value_of("organizations.costCenter"), "DE-7");
  EXPECT_EQ(value_of("organizations.description"), "Large customers");
  EXPECT_EQ(value_of("organizations.symbol"), "(none)");
  EXPECT_EQ(value_of("phones"), "+49 89 2");
  EXPECT_EQ(value_of("phones.work"), "+49 89 2") << "the primary one of its type";
  EXPECT_EQ(value_of("phones.mobile"), "+49 151");
  EXPECT_EQ(value_of("phones.short number"), "4711");
  EXPECT_EQ(value_of("phones.custom"), "4711");
  EXPECT_EQ(value_of("phones.home"), "(none)");
  EXPECT_EQ(value_of("relations.manager"), "boss@acme.com");
  EXPECT_EQ(value_of("relations.mentor"), "pat@acme.com");
  EXPECT_EQ(value_of("languages"), "de");
  EXPECT_EQ(value_of("locations"), "MUC-1");
  EXPECT_EQ(value_of("locations.floorName"), "4");
  EXPECT_EQ(value_of("locations.floorSection"), "B");
  EXPECT_EQ(value_of("locations.deskCode"), "4-B-17");
  EXPECT_EQ(value_of("locations.area"), "desk");
  EXPECT_EQ(value_of("addresses.locality"), "Augsburg") << "the first, as none is primary";
  EXPECT_EQ(value_of("addresses.work.locality"), "München");
  EXPECT_EQ(value_of("addresses.work.region"), "Bayern");
  EXPECT_EQ(value_of("addresses.work.country"), "Germany");
  EXPECT_EQ(value_of("externalIds"), "77");
  EXPECT_EQ(value_of("externalIds.organization"), "10001");
  EXPECT_EQ(value_of("keywords.occupation"), "sales");
  EXPECT_EQ(value_of("keywords.team"), "blue");
}

TEST(FieldValues, ReadsCustomAttributesOfEveryType) {
  EXPECT_EQ(value_of("customSchemas.HR.CostCenter"), "DE-71");
  EXPECT_EQ(value_of("customSchemas.HR.Grade"), "7");
  EXPECT_EQ(value_of("customSchemas.HR.Level"), "6");
  EXPECT_EQ(value_of("customSchemas.HR.Remote"), "true");
  EXPECT_EQ(value_of("customSchemas.HR.Ratio"), "0.5");
  EXPECT_EQ(value_of("customSchemas.HR.Badges"), "red") << "the first of several values";
  EXPECT_EQ(value_of("customSchemas.HR.Bare"), "one");
  EXPECT_EQ(value_of("customSchemas.HR.Empty"), "(none)");
  EXPECT_EQ(value_of("customSchemas.HR.Missing"), "(none)");
  EXPECT_EQ(value_of("customSchemas.IT.CostCenter"), "(none)");
  EXPECT_EQ(value_of("customSchemas.HR.Odd"), "(unreadable)");
  EXPECT_EQ(value_of("customSchemas.HR.OddList"), "(unreadable)");
}

TEST(FieldValues, UsesTheFirstSourceWithAValue) {
  EXPECT_EQ(value_of("customSchemas.HR.Nothing,phones.home,organizations.costCenter,name.givenName"), "DE-7");
  const auto blank = read(R"("organizations":[{"department":" \u200B\u00a0"}],"locations":[{"area":"Bern"}])",
                          "organizations.department,locations");
  EXPECT_EQ(blank.department, "Bern");
  const auto only_blank =
      read(R"("organizations":[{"department":" \u200B"}])", "organizations.department,phones");
  EXPECT_EQ(only_blank.department, " \u200B") << "cleaning it is the plan's";
  EXPECT_EQ(read(kRich, "").department, std::nullopt) << "a field without a source has no value";
}

TEST(FieldValues, LeavesAFieldUnreadableWhenAValueHasTheWrongType) {
  for (const char* fields : {R"("externalIds":"7")", R"("externalIds":[7,"8"])",
                             R"("externalIds":[{"type":"organization","value":7}])", R"("customSchemas":"x")",
                             R"("customSchemas":{"HR":[]})", R"("customSchemas":{"HR":{"CostCenter":{}}})"}) {
    const auto user = read(std::string(fields) + R"(,"locations":[{"area":"Bern"}])",
                           "externalIds.organization,customSchemas.HR.CostCenter,locations");
    EXPECT_EQ(user.department, std::nullopt) << fields;
    EXPECT_THAT(user.unreadable, ::testing::ElementsAre(&DirectoryUser::department)) << fields;
  }
  const auto null =
      read(R"("externalIds":null,"customSchemas":null)", "externalIds,customSchemas.HR.CostCenter");
  EXPECT_TRUE(null.unreadable.empty());
}

TEST(FieldValues, KeepsGooglesTypesApartFromCustomTypesOfTheSameName) {
  const auto user = read(R"("relations":[{"value":"a@acme.com","type":"custom","customType":"manager"}])",
                         "relations.manager", "manager_email");
  EXPECT_EQ(user.manager_email, std::nullopt);
}

TEST(FieldValues, ReportsWhichCustomAttributesHaveAValue) {
  const char* sources =
      "organizations.department,customSchemas.HR.CostCenter,customSchemas.HR.Missing,"
      "customSchemas.HR.Odd,customSchemas.HR.Nothing";
  // Sorted: CostCenter, Missing, Nothing, Odd.
  EXPECT_EQ(read(kRich, sources).custom_values, 0b1001U);
  EXPECT_EQ(read(R"("organizations":[])", sources).custom_values, 0U);
}

TEST(Decoders, ReadsTheFieldsOfAllSchemas) {
  const auto attributes = decode_schemas(
      R"({"kind":"admin#directory#schemas","schemas":[
          {"schemaName":"HR","displayName":"People","fields":[
            {"fieldName":"CostCenter","displayName":"Cost centre"},{"fieldName":"Badges","multiValued":true}]},
          {"schemaName":"Bare"}]})");
  ASSERT_EQ(attributes.size(), 2U);
  EXPECT_EQ(attributes[0].name, (CustomAttribute{"HR", "CostCenter"}));
  EXPECT_EQ(attributes[0].label, "People: Cost centre");
  EXPECT_EQ(attributes[1].label, "People: Badges");
  EXPECT_TRUE(attributes[1].multiple);
  EXPECT_TRUE(decode_schemas(R"({"kind":"admin#directory#schemas"})").empty());
}

}  // namespace
}  // namespace gup::google
