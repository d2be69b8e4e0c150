// Reading one record of the directory, and its fingerprint.
#include "plan/people/person.hpp"
#include "model/target_fields.hpp"

#include <gtest/gtest.h>

namespace gup::plan {
namespace {

DirectoryUser complete() {
  DirectoryUser user;
  user.id = "1";
  user.primary_email = "Anna.Berg@Acme.Example";
  user.given_name = "Anna";
  user.family_name = "Berg";
  user.suspended = false;
  user.archived = false;
  user.org_unit_path = "/Engineering/Platform";
  return user;
}

std::string why_unusable(DirectoryUser user) {
  const auto read = read_person(std::move(user));
  const auto* unusable = std::get_if<UnusablePerson>(&read);
  return unusable ? unusable->reason : "";
}

Person usable(DirectoryUser user) {
  return std::get<Person>(read_person(std::move(user)));
}

TEST(Person, KeepsTheAddressAsGiven) {
  EXPECT_EQ(usable(complete()).fields.email, "Anna.Berg@Acme.Example");
}

TEST(Person, TrimsBlanksOfEveryKind) {
  auto user = complete();
  user.given_name = " \tAnna\u00A0\u3000\n";
  user.department = "  Engineering ";
  EXPECT_EQ(usable(user).fields.first_name, "Anna");
  EXPECT_EQ(usable(user).fields.department, "Engineering");
}

TEST(Person, RemovesZeroWidthCharactersWhereverTheyStand) {
  auto user = complete();
  user.given_name = "\uFEFFAn\u200Bna\u2060";
  user.family_name = "\u200C \u200D";
  EXPECT_EQ(usable(user).fields.first_name, "Anna");
  EXPECT_EQ(usable(user).fields.last_name, "") << "a mononym has an empty last name";
}

TEST(Person, TakesOneMissingNameForAnEmptyOne) {
  auto user = complete();
  user.family_name.reset();
  EXPECT_EQ(usable(user).fields.first_name, "Anna");
  EXPECT_EQ(usable(user).fields.last_name, "");
}

TEST(Person, IsUnusableWithoutAnyName) {
  auto user = complete();
  user.given_name.reset();
  user.family_name.reset();
  EXPECT_EQ(why_unusable(user), "Google does not say the person's name");
  user.family_name = "";
  EXPECT_EQ(why_unusable(user), "") << "said to be empty is not the same as not said";
}

TEST(Person, TakesAnEmptyFieldForAnAbsentOne) {
  auto user = complete();
  user.department = " \u200B ";
  user.job_title = "";
  EXPECT_EQ(usable(user).fields.department, std::nullopt);
  EXPECT_EQ(usable(user).fields.job_title, std::nullopt);
  EXPECT_EQ(usable(user).fields.location, std::nullopt);
}

TEST(Person, CannotBeUsedWithoutAnAddress) {
  auto user = complete();
  user.primary_email.reset();
  EXPECT_EQ(why_unusable(user), "has no e-mail address in Google");
  user.primary_email = " \u200B";
  EXPECT_EQ(why_unusable(user), "has no e-mail address in Google");
}

TEST(Person, CannotBeUsedWithAnAddressWithoutAt) {
  auto user = complete();
  user.primary_email = "anna";
  EXPECT_EQ(why_unusable(user), "the e-mail address has no @");
}

TEST(Person, CannotBeUsedWhileGoogleDoesNotSayWhetherSuspended) {
  auto user = complete();
  user.suspended.reset();
  EXPECT_EQ(why_unusable(user), "Google does not say whether the person is suspended");
}

TEST(Person, CannotBeUsedWhileGoogleDoesNotSayWhetherArchived) {
  auto user = complete();
  user.archived.reset();
  EXPECT_EQ(why_unusable(user), "Google does not say whether the person is archived");
}

TEST(Person, CannotBeUsedWithBytesThatAreNoUtf8) {
  auto user = complete();
  user.family_name = "Berg\xC3";
  EXPECT_EQ(why_unusable(user), "the last name contains characters that are not valid text (UTF-8)");
  user = complete();
  user.department = std::string("Sa\0les", 6);
  EXPECT_EQ(why_unusable(user), "the department contains characters that are not valid text (UTF-8)");
}

TEST(Person, ShowsABrokenAddressInReadableForm) {
  auto user = complete();
  user.primary_email = "ann\xFF@acme.example";
  const auto read = read_person(user);
  EXPECT_EQ(std::get<UnusablePerson>(read).email, "ann?@acme.example");
}

TEST(Person, CannotBeUsedWithATextThatTheTableCannotKeep) {
  auto user = complete();
  user.primary_email = std::string(309, 'a') + "@acme.example";
  EXPECT_EQ(why_unusable(user), "the email is longer than 320 characters");
  user = complete();
  user.job_title = std::string(256, 'x');
  EXPECT_EQ(why_unusable(user), "the job title is longer than 255 characters");
  user = complete();
  user.preferred_language = std::string(65, 'x');
  EXPECT_EQ(why_unusable(user), "the language is longer than 64 characters");
  user = complete();
  user.manager_email = std::string(321, 'x');
  EXPECT_EQ(why_unusable(user), "the manager email is longer than 320 characters");
}

TEST(Person, CannotBeUsedWithAnAddressWhoseKeyGrowsTooLong) {
  auto user = complete();
  std::string local;
  // Each becomes three code points.
  for (int i = 0; i < 300; ++i) local += "\xEF\xAC\x83";
  user.primary_email = local + "@acme.example";
  EXPECT_EQ(why_unusable(user), "the e-mail address is too long once upper and lower case are made the same");
}

TEST(Person, MeasuresTextInCodePoints) {
  auto user = complete();
  std::string name;
  for (int i = 0; i < 255; ++i) name += "ö";
  user.given_name = name;
  EXPECT_EQ(usable(user).fields.first_name, name);
}

TEST(Person, KnowsItsUnitEvenWhenTheRecordCannotBeUsed) {
  auto user = complete();
  user.suspended.reset();
  EXPECT_EQ(std::get<UnusablePerson>(read_person(user)).unit_path_key, "/engineering/platform");
}

TEST(UnitPathKey, ComparesWithoutCaseAndWithOneLeadingSlash) {
  EXPECT_EQ(unit_path_key("/"), "/");
  EXPECT_EQ(unit_path_key(""), "/");
  EXPECT_EQ(unit_path_key("corp/Engineering"), "/corp/engineering");
  EXPECT_EQ(unit_path_key("/Corp/ENGINEERING/"), "/corp/engineering");
  EXPECT_EQ(unit_path_key("/STRASSE"), unit_path_key("/straße"));
}

TEST(ContentHash, StaysTheSameForEver) {
  TargetFields fields;
  fields.email = "anna@acme.example";
  fields.first_name = "Anna";
  fields.department = "Engineering";
  // Stored hashes of earlier versions are compared with this one: the number may never change.
  EXPECT_EQ(content_hash(fields), 2938772405686466911);
}

TEST(ContentHash, TellsNeighbouringFieldsApart) {
  TargetFields one;
  one.first_name = "ab";
  TargetFields other;
  other.first_name = "a";
  other.last_name = "b";
  EXPECT_NE(content_hash(one), content_hash(other));
}

TEST(ContentHash, TellsAbsentFromEmptyAndFieldFromField) {
  TargetFields absent;
  TargetFields empty;
  empty.department = "";
  TargetFields title;
  title.job_title = "";
  EXPECT_NE(content_hash(absent), content_hash(empty));
  EXPECT_NE(content_hash(empty), content_hash(title));
}

}  // namespace
}  // namespace gup::plan
