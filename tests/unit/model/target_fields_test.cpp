// The table of a target user's fields, and the content hash that it defines.
#include "model/target_fields.hpp"

#include <gmock/gmock.h>

#include <set>
#include <span>
#include <vector>

namespace gup {
namespace {

TargetFields complete() {
  return {.email = "anna.berg@acme.example",
          .first_name = "Anna",
          .last_name = "Berg",
          .department = "Engineering",
          .job_title = "Engineer",
          .phone_number = "+49 30 1234567",
          .manager_email = "bob@acme.example",
          .preferred_language = "de-DE",
          .location = "Zürich, floor 3"};
}

// Hashes are stored. If one of these numbers changes, an upgrade rewrites every row.
TEST(ContentHash, IsStableForACompleteRecord) {
  EXPECT_EQ(content_hash(complete()), -6014362647830042149);
}

TEST(ContentHash, IsStableForAbsentFields) {
  TargetFields fields;
  fields.email = "anna.berg@acme.example";
  fields.first_name = "Anna";
  fields.last_name = "Berg";
  EXPECT_EQ(content_hash(fields), -7830186400546352510);
}

TEST(ContentHash, IsStableForEmptyFields) {
  TargetFields fields = complete();
  fields.last_name = "";
  for (const TargetField& field : kTargetFields)
    if (field.optional != nullptr) field.set(fields, "");
  EXPECT_EQ(content_hash(fields), -4921859608261477434);
}

TEST(ContentHash, IsStableForAnEmptyRecord) {
  EXPECT_EQ(content_hash(TargetFields{}), 6434050419289892750);
}

TEST(ContentHash, IsStableForAPartialRecord) {
  TargetFields fields;
  fields.email = "anna@acme.example";
  fields.first_name = "Anna";
  fields.department = "Engineering";
  EXPECT_EQ(content_hash(fields), 2938772405686466911);
}

TEST(ContentHash, DependsOnTheBoundariesOfFields) {
  TargetFields one;
  one.first_name = "ab";
  TargetFields other;
  other.first_name = "a";
  other.last_name = "b";
  EXPECT_NE(content_hash(one), content_hash(other));
}

TEST(ContentHash, DependsOnEachFieldAndOnItsPresence) {
  std::set<std::int64_t> hashes{content_hash(TargetFields{})};
  for (const TargetField& field : kTargetFields) {
    TargetFields fields;
    field.set(fields, "x");
    EXPECT_TRUE(hashes.insert(content_hash(fields)).second) << field.column;
    if (field.optional == nullptr) continue;
    field.set(fields, "");
    EXPECT_TRUE(hashes.insert(content_hash(fields)).second) << field.column;
  }
}

TEST(ContentHash, DistinguishesUnknownFieldsFromAbsentOnes) {
  std::set<std::int64_t> hashes{content_hash(complete())};
  for (std::size_t i = 0; i < kTargetFields.size(); ++i) {
    FieldSet unknown;
    unknown.set(i);
    EXPECT_TRUE(hashes.insert(content_hash(complete(), unknown)).second) << kTargetFields[i].column;
  }
}

/// The table as it may be after two more fields.
std::vector<TargetField> larger_table() {
  std::vector<TargetField> table(kTargetFields.begin(), kTargetFields.end());
  TargetField later = kTargetFields.back();
  later.optional = &TargetFields::location;
  for (const char* column : {"cost_center", "employee_id"}) {
    later.column = column;
    table.push_back(later);
  }
  return table;
}

TEST(ContentHash, IsTheSameAfterAFieldWasAddedThatTheRecordDoesNotHave) {
  const auto table = larger_table();
  TargetFields fields = complete();
  fields.location = std::nullopt;
  EXPECT_EQ(content_hash(fields, {}, table), content_hash(fields));
}

TEST(ContentHash, DependsOnWhichLaterFieldHasAValue) {
  const auto table = larger_table();
  const auto all = std::span(table);
  const TargetFields fields = complete();
  std::set<std::int64_t> hashes{content_hash(fields)};
  EXPECT_TRUE(hashes.insert(content_hash(fields, {}, all)).second);
  EXPECT_TRUE(hashes.insert(content_hash(fields, {}, all.first(all.size() - 1))).second);
  auto without_first = table;
  without_first.erase(without_first.end() - 2);
  EXPECT_TRUE(hashes.insert(content_hash(fields, {}, without_first)).second);
}

TEST(TargetFields, AreSetAndFoundByTheTable) {
  for (const TargetField& field : kTargetFields) {
    TargetFields fields;
    field.set(fields, "x");
    EXPECT_EQ(*field.find(fields), "x") << field.column;
    field.set(fields, std::nullopt);
    EXPECT_EQ(fields, TargetFields{}) << field.column;
    EXPECT_EQ(field.find(fields) == nullptr, field.optional != nullptr) << field.column;
    EXPECT_EQ(field.text(fields), "") << field.column;
  }
}

}  // namespace
}  // namespace gup
