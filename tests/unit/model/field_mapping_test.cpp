// Where fields come from: the text form of sources and rules.
#include "model/fields/field_mapping.hpp"

#include <gmock/gmock.h>

namespace gup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(FieldMapping, HasTheDefaultsOfFormerVersions) {
  const auto text_of = [](const char* column) {
    return sources_text(default_mapping()[mapped_field(column).value()].sources);
  };
  EXPECT_EQ(text_of("first_name"), "name.givenName");
  EXPECT_EQ(text_of("last_name"), "name.familyName");
  EXPECT_EQ(text_of("department"), "organizations.department");
  EXPECT_EQ(text_of("job_title"), "organizations.title");
  EXPECT_EQ(text_of("phone_number"), "phones");
  EXPECT_EQ(text_of("manager_email"), "relations.manager");
  EXPECT_EQ(text_of("preferred_language"), "languages");
  EXPECT_EQ(text_of("location"), "locations");
  EXPECT_FALSE(mapped_field("email")) << "the address identifies the person";
  EXPECT_FALSE(mapped_field("salary"));
}

TEST(FieldMapping, ReadsAndWritesEveryFormOfASource) {
  for (const char* text :
       {"name.fullName", "organizations.costCenter", "organizations.description", "phones", "phones.mobile",
        "phones.short number", "relations.dotted_line_manager", "languages", "locations",
        "locations.buildingId", "locations.floorName", "addresses.locality", "addresses.work.country",
        "addresses.a.b.region", "externalIds.organization", "externalIds", "keywords.occupation",
        "customSchemas.HR.Cost_Center-2"}) {
    const auto reading = read_sources(text);
    EXPECT_EQ(reading.problem, "") << text;
    ASSERT_EQ(reading.sources.size(), 1U) << text;
    EXPECT_EQ(sources_text(reading.sources), text);
  }
  for (const FieldSource& source : known_sources())
    EXPECT_THAT(read_sources(sources_text({source})).sources, ElementsAre(source)) << source_text(source);
}

TEST(FieldMapping, ReadsAListInItsOrderWithoutRepetitions) {
  const auto reading = read_sources(
      " customSchemas.HR.CostCenter, organizations.primary.department ,,organizations.department");
  EXPECT_THAT(reading.sources, ElementsAre(FieldSource{Attribute::custom_schemas, "HR", "CostCenter"},
                                           FieldSource{Attribute::organizations, "", "department"}));
  EXPECT_EQ(sources_text(reading.sources), "customSchemas.HR.CostCenter,organizations.department");
}

TEST(FieldMapping, KeepsCommasAndBackslashesOfCustomTypes) {
  const std::vector<FieldSource> sources{{Attribute::phones, R"(a,b\c)"}, {Attribute::phones, "mobile"}};
  EXPECT_EQ(sources_text(sources), R"(phones.a\,b\\c,phones.mobile)");
  EXPECT_EQ(read_sources(sources_text(sources)).sources, sources);
}

TEST(FieldMapping, RejectsInvalidAttributes) {
  for (const char* text :
       {"department", "organizations", "organizations.salary", "name", "addresses", "addresses.work",
        "phones.", "customSchemas", "customSchemas.HR", "customSchemas.HR.", "customSchemas.H R.x",
        "customSchemas.a.b.c", "languages.de", "relations", "locations.desk", "phones.\xff",
        "Robert'); DROP TABLE target_users;--"}) {
    const auto reading = read_sources(text);
    EXPECT_THAT(reading.problem, HasSubstr("is not an attribute of Google users")) << text;
  }
  EXPECT_EQ(read_sources("phones.a,phones.b,phones.c,phones.d,phones.e,phones.f").problem,
            "A field has at most 5 sources.");
}

TEST(FieldMapping, ChecksTheTextOfARule) {
  const TargetField& language = kTargetFields[mapped_field("preferred_language").value()];
  FieldRule rule{{}, EmptyValue::text, "  en \u200B"};
  EXPECT_EQ(clean_rule(language, rule), "");
  EXPECT_EQ(rule.text, "en");
  rule.text = std::string(65, 'x');
  EXPECT_EQ(clean_rule(language, rule), "The text is longer than 64 characters.");
  rule.text = " \u200B ";
  EXPECT_EQ(clean_rule(language, rule), "Enter the text.");
  rule.text = "\xff";
  EXPECT_EQ(clean_rule(language, rule), "The text is not valid UTF-8.");
  rule = {{}, EmptyValue::clear, "left over"};
  EXPECT_EQ(clean_rule(language, rule), "Choose at least one attribute, keep the value, or enter a text.");
  rule = {{}, EmptyValue::keep, "left over"};
  EXPECT_EQ(clean_rule(language, rule), "");
  EXPECT_EQ(rule.text, "");
}

TEST(FieldMapping, RefusesATextThatTheFieldCannotHave) {
  const auto problem = [](const char* column, const char* text) {
    FieldRule rule{{}, EmptyValue::text, text};
    return clean_rule(kTargetFields[mapped_field(column).value()], rule);
  };
  EXPECT_EQ(problem("manager_email", "not an address"), "“not an address” is not an email address.");
  EXPECT_EQ(problem("manager_email", "boss@acme.example"), "");
  EXPECT_EQ(problem("preferred_language", "Klingonish!!"),
            "“Klingonish!!” is not a language tag such as en or pt-BR.");
  EXPECT_EQ(problem("preferred_language", "zh-Hant-TW"), "");
  EXPECT_EQ(problem("location", "Klingonish!!"), "");
}

TEST(FieldMapping, NamesItsCustomAttributesAndTheFieldsThatNeedThem) {
  FieldMapping mapping = default_mapping();
  const auto set = [&](const char* column, const char* sources) {
    mapping[mapped_field(column).value()].sources = read_sources(sources).sources;
  };
  set("department", "customSchemas.HR.Unit,organizations.department");
  set("location", "customSchemas.A.Site,customSchemas.HR.Unit");
  EXPECT_THAT(custom_attributes(mapping),
              ElementsAre(CustomAttribute{"A", "Site"}, CustomAttribute{"HR", "Unit"}));
  FieldSet location;
  location.set(mapped_field("location").value());
  EXPECT_EQ(fields_from(mapping, {{"A", "Site"}}), location);
  EXPECT_EQ(fields_from(mapping, {{"HR", "Unit"}}).count(), 2U);
  EXPECT_TRUE(fields_from(mapping, {}).none());
  EXPECT_TRUE(custom_attributes(default_mapping()).empty());
}

TEST(FieldMapping, LabelsSourcesForPeople) {
  EXPECT_EQ(source_label({Attribute::organizations, "", "costCenter"}), "Organization: cost center");
  EXPECT_EQ(source_label({Attribute::relations, "dotted_line_manager"}), "Relation (dotted line manager)");
  EXPECT_EQ(source_label({Attribute::phones, "Haus_A"}), "Phone (Haus_A)") << "a custom type as it is";
  EXPECT_EQ(source_label({Attribute::phones, "mobile"}), "Phone (mobile)");
  EXPECT_EQ(source_label({Attribute::addresses, "work", "locality"}), "Address (work): locality");
  EXPECT_EQ(source_label({Attribute::custom_schemas, "HR", "CostCenter"}), "Custom attribute: HR.CostCenter");
}

}  // namespace
}  // namespace gup
