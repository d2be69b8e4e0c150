// Reading one record of the directory.
#include "plan/people/read_person.hpp"

#include <gtest/gtest.h>

#include "model/clean_text.hpp"

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

std::string reason_unusable(DirectoryUser user) {
  const auto read = read_person(std::move(user));
  const auto* unusable = std::get_if<UnusablePerson>(&read);
  return unusable ? unusable->reason : "";
}

Person usable(DirectoryUser user) {
  return std::get<Person>(read_person(std::move(user)));
}

/// The columns of the fields whose value is not known.
std::string kept(const Person& person) {
  std::string columns;
  for (std::size_t i = 0; i < kTargetFields.size(); ++i)
    if (person.problems.kept[i]) columns.append(columns.empty() ? "" : " ").append(kTargetFields[i].column);
  return columns;
}

TEST(Person, KeepsTheCaseOfTheAddress) {
  EXPECT_EQ(usable(complete()).fields.email, "Anna.Berg@Acme.Example");
}

TEST(Person, TrimsUnicodeWhitespace) {
  auto user = complete();
  user.given_name = " \tAnna\u00A0\u3000\n";
  user.department = "  Engineering ";
  EXPECT_EQ(usable(user).fields.first_name, "Anna");
  EXPECT_EQ(usable(user).fields.department, "Engineering");
}

TEST(Person, KeepsVisibleTextOnly) {
  auto user = complete();
  user.given_name = "\uFEFFAn\u200Bna\u2060";
  user.family_name = "\u200C \u200D";
  EXPECT_EQ(usable(user).fields.first_name, "Anna");
  EXPECT_EQ(usable(user).fields.last_name, "") << "a mononym has an empty last name";
}

TEST(Person, TreatsOneMissingNameAsEmpty) {
  auto user = complete();
  user.family_name.reset();
  EXPECT_EQ(usable(user).fields.first_name, "Anna");
  EXPECT_EQ(usable(user).fields.last_name, "");
}

TEST(Person, KeepsTheNamesOfTheRowIfGoogleHasNone) {
  for (const std::optional<std::string>& none :
       {std::optional<std::string>(), std::optional<std::string>("\u200B")}) {
    auto user = complete();
    user.given_name = none;
    user.family_name = none;
    const Person person = usable(user);
    EXPECT_TRUE(person.problems.no_name);
    EXPECT_EQ(kept(person), "first_name last_name");
  }
}

TEST(Person, TreatsAnEmptyFieldAsAbsent) {
  auto user = complete();
  user.department = " \u200B ";
  user.job_title = "";
  EXPECT_EQ(usable(user).fields.department, std::nullopt);
  EXPECT_EQ(usable(user).fields.job_title, std::nullopt);
  EXPECT_EQ(usable(user).fields.location, std::nullopt);
}

TEST(Person, IsUnusableWithoutAnAddress) {
  auto user = complete();
  user.primary_email.reset();
  EXPECT_EQ(reason_unusable(user), "No email address in Google");
  user.primary_email = " \u200B";
  EXPECT_EQ(reason_unusable(user), "No email address in Google");
}

TEST(Person, IsUnusableWithoutAnAtSign) {
  auto user = complete();
  user.primary_email = "anna";
  EXPECT_EQ(reason_unusable(user), "The email address has no @");
}

TEST(Person, IsUnusableWithoutTheSuspendedFlag) {
  auto user = complete();
  user.suspended.reset();
  EXPECT_EQ(reason_unusable(user), "Google did not return whether the user is suspended");
}

TEST(Person, IsUnusableWithoutTheArchivedFlag) {
  auto user = complete();
  user.archived.reset();
  EXPECT_EQ(reason_unusable(user), "Google did not return whether the user is archived");
}

TEST(Person, KeepsTheValueOfTheRowForInvalidUtf8) {
  auto user = complete();
  user.family_name = "Berg\xC3";
  user.department = std::string("Sa\0les", 6);
  user.location = "a lone surrogate: \xED\xA0\x80";
  user.unreadable = {&DirectoryUser::phone_number};
  const Person person = usable(user);
  EXPECT_EQ(kept(person), "last_name department phone_number location");
  EXPECT_FALSE(person.problems.no_name);
  EXPECT_EQ(person.fields.first_name, "Anna");
  EXPECT_EQ(person.fields.last_name, "");
  EXPECT_EQ(person.fields.department, std::nullopt);
}

TEST(Person, IsUnusableWithAnAddressOfInvalidUtf8) {
  auto user = complete();
  user.primary_email = "anna\xC3@acme.example";
  EXPECT_EQ(reason_unusable(user), "The email address is not valid text (UTF-8)");
}

TEST(Person, ShowsAnInvalidAddressInReadableForm) {
  auto user = complete();
  user.primary_email = "ann\xFF@acme.example";
  const auto read = read_person(user);
  EXPECT_EQ(std::get<UnusablePerson>(read).email, "ann?@acme.example");
}

TEST(Person, IsUnusableWithAnAddressThatIsTooLong) {
  auto user = complete();
  user.primary_email = std::string(309, 'a') + "@acme.example";
  EXPECT_EQ(reason_unusable(user), "The email address is longer than 320 characters");
}

TEST(Person, CutsATextThatIsTooLong) {
  auto user = complete();
  user.job_title = std::string(300, 'x');
  const Person person = usable(user);
  EXPECT_EQ(person.fields.job_title, std::string(255, 'x'));
  EXPECT_EQ(person.problems.cut.count(), 1u);
  EXPECT_TRUE(person.problems.kept.none());
}

TEST(Person, CutsBetweenWordsWithoutALooseSpace) {
  auto user = complete();
  user.job_title = std::string(254, 'x') + " yyy";
  EXPECT_EQ(usable(user).fields.job_title, std::string(254, 'x'));
}

TEST(Person, DoesNotCutTheAddressOfTheManager) {
  auto user = complete();
  user.manager_email = std::string(321, 'x');
  EXPECT_EQ(kept(usable(user)), "manager_email");
}

TEST(Person, KeepsAManagerOrLanguageThatIsNotAnAddressOrATag) {
  for (const char* manager : {"Director", "@acme.example", "a b@acme.example", "a@b@c"}) {
    auto user = complete();
    user.manager_email = manager;
    EXPECT_EQ(kept(usable(user)), "manager_email") << manager;
  }
  for (const char* language : {"Klingonish!!", "9de", "de-", "-de", "internationally"}) {
    auto user = complete();
    user.preferred_language = language;
    EXPECT_EQ(kept(usable(user)), "preferred_language") << language;
  }
  for (const char* language : {"de", "pt-BR", "zh_TW", "zh-Hant-TW", "es-419", "Klingon"}) {
    auto user = complete();
    user.preferred_language = language;
    EXPECT_EQ(usable(user).fields.preferred_language, language);
  }
}

TEST(Person, CountsTheFlagsOfARecordWithProblems) {
  auto user = complete();
  user.suspended = true;
  user.job_title = std::string(300, 'x');
  EXPECT_TRUE(usable(user).suspended);
  EXPECT_EQ(usable(user).unit_path_key, "/engineering/platform");
}

TEST(Person, IsUnusableWithAnAddressWhoseKeyIsTooLong) {
  auto user = complete();
  std::string local;
  // Each becomes three code points.
  for (int i = 0; i < 300; ++i) local += "\xEF\xAC\x83";
  user.primary_email = local + "@acme.example";
  EXPECT_EQ(reason_unusable(user), "The email address is too long to compare without regard to case");
}

TEST(Person, MeasuresTextInCodePoints) {
  auto user = complete();
  std::string name;
  for (int i = 0; i < 255; ++i) name += "ö";
  user.given_name = name;
  EXPECT_EQ(usable(user).fields.first_name, name);
}

TEST(Person, KeepsTheUnitOfAnUnusableRecord) {
  auto user = complete();
  user.suspended.reset();
  EXPECT_EQ(std::get<UnusablePerson>(read_person(user)).unit_path_key, "/engineering/platform");
}

TEST(UnitPathKey, IgnoresCaseAndTrailingSlashes) {
  EXPECT_EQ(unit_path_key("/"), "/");
  EXPECT_EQ(unit_path_key(""), "/");
  EXPECT_EQ(unit_path_key("corp/Engineering"), "/corp/engineering");
  EXPECT_EQ(unit_path_key("/Corp/ENGINEERING/"), "/corp/engineering");
  EXPECT_EQ(unit_path_key("/STRASSE"), unit_path_key("/straße"));
  EXPECT_EQ(unit_path_key("/Sales\xED\xA0\x80"), "") << "not valid text";
}

TEST(Person, FollowsTheRulesForEmptyValues) {
  auto user = complete();
  user.department.reset();
  user.job_title = " \u200B";
  user.location.reset();
  user.phone_number.reset();
  user.unreadable = {&DirectoryUser::phone_number};
  FieldRules rules;
  const auto set = [&](const char* column, FieldRule rule) {
    rules.mapping[mapped_field(column).value()] = std::move(rule);
  };
  set("department", {{}, EmptyValue::keep, ""});
  set("job_title", {{}, EmptyValue::text, "Staff"});
  set("phone_number", {{}, EmptyValue::text, "none"});
  rules.unknown.set(mapped_field("manager_email").value());
  user.manager_email = "boss@acme.example";
  const auto person = std::get<Person>(read_person(user, rules));
  FieldSet expected;
  expected.set(mapped_field("department").value());
  expected.set(mapped_field("manager_email").value());
  EXPECT_EQ(person.kept_by_mapping, expected);
  EXPECT_EQ(person.fields.job_title, "Staff");
  EXPECT_EQ(person.fields.location, std::nullopt) << "cleared";
  EXPECT_EQ(person.fields.manager_email, std::nullopt) << "not known";
  EXPECT_EQ(kept(person), "phone_number") << "unreadable is not empty";
  EXPECT_EQ(person.fields.phone_number, std::nullopt);
}

}  // namespace
}  // namespace gup::plan
