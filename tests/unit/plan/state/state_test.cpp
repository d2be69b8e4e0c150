// The containers that hold a million people.
#include <gmock/gmock.h>

#include "model/target_fields.hpp"
#include "plan/lazy_list.hpp"
#include "plan/plan.hpp"
#include "plan/state/address_index.hpp"
#include "plan/state/alias_index.hpp"
#include "plan/state/directory_people.hpp"
#include "plan/state/group_answers.hpp"
#include "plan/state/link_sources.hpp"
#include "plan/state/links.hpp"
#include "plan/state/packing.hpp"
#include "plan/state/person_ids.hpp"
#include "plan/state/target_user_rows.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;

Person person_with(const std::string& email) {
  Person person;
  person.fields.email = email;
  person.unit_path_key = "/sales";
  return person;
}

/// An active link whose row is unchanged.
StoredLink link_of(const Person& person) {
  StoredLink link;
  link.user_id = 5;
  link.content_hash = content_hash(person.fields);
  link.row = LinkedRow::unchanged;
  return link;
}

TEST(PersonIds, NumberIdsInOrderOfAppearance) {
  PersonIds ids;
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(ids.number("person " + std::to_string(i)), i);
  EXPECT_EQ(ids.number("person 4321"), 4321u);
  EXPECT_EQ(ids.find("person 17"), 17u);
  EXPECT_EQ(ids.find("person 5000"), std::nullopt);
  EXPECT_EQ(ids[0], "person 0");
  EXPECT_EQ(ids[17], "person 17");
  EXPECT_EQ(ids.size(), 5000u);
}

TEST(PersonIds, AcceptRightAndWrongGuesses) {
  PersonIds ids;
  ids.number("a");
  ids.number("b");
  EXPECT_EQ(ids.number("b", 1), 1u);
  EXPECT_EQ(ids.number("b", 0), 1u);
  EXPECT_EQ(ids.number("c", 7), 2u);
}

TEST(Links, FindLinkedPeopleOnly) {
  Links links;
  links.put(3, link_of(person_with("a@acme.example")));
  EXPECT_EQ(links.find(3)->user_id, 5);
  EXPECT_EQ(links.find(2), nullptr);
  EXPECT_EQ(links.find(4), nullptr);
  EXPECT_EQ(links.size(), 1u);
}

TEST(Links, AreAsWrittenWhenActiveUnchangedAndOfEqualHash) {
  const StoredLink link = link_of(person_with("a@acme.example"));
  EXPECT_TRUE(link.is_as_written(link.content_hash));
  EXPECT_FALSE(link.is_as_written(link.content_hash + 1));
  StoredLink other = link;
  other.row = LinkedRow::changed;
  EXPECT_FALSE(other.is_as_written(link.content_hash));
  other = link;
  other.state = LinkState::dismissed;
  EXPECT_FALSE(other.is_as_written(link.content_hash));
}

TEST(LinkedRow, ComparesTheStoredTimeWithThePresentOne) {
  EXPECT_EQ(linked_row(7, 7), LinkedRow::unchanged);
  EXPECT_EQ(linked_row(7, 8), LinkedRow::changed);
  EXPECT_EQ(linked_row(7, std::nullopt), LinkedRow::gone);
}

TEST(DirectoryPeople, DropTheFieldsOfPeopleWhoseRowsAreUpToDate) {
  Person anna = person_with("anna@acme.example");
  anna.fields.first_name = "Anna";
  anna.fields.department = std::string(300, 'x');
  anna.fields.manager_email = std::string(20000, 'm');
  anna.fields.location = "Zürich";
  const StoredLink active = link_of(anna);
  StoredLink retired = active;
  retired.state = LinkState::inactive;
  DirectoryPeople people;
  people.admit(0, anna, &active);
  people.admit(1, anna, &retired);
  people.admit(2, anna, nullptr);
  people.admit(3, anna, nullptr, false);
  EXPECT_FALSE(people.has_fields(0));
  EXPECT_EQ(people[0].content_hash, content_hash(anna.fields));
  EXPECT_TRUE(people.has_fields(1)) << "a retired person may come back";
  EXPECT_EQ(people.fields(2), anna.fields);
  EXPECT_EQ(people.email(2), "anna@acme.example");
  EXPECT_FALSE(people.has_fields(3)) << "a person who cannot be selected";
  EXPECT_EQ(people.size(), 4u);
}

TEST(DirectoryPeople, KeepTheLastRecordOfAPerson) {
  DirectoryPeople people;
  people.admit(0, person_with("anna@acme.example"), nullptr);
  people.admit(0, UnusablePerson{.id = "1", .email = "a", .reason = "no address", .unit_path_key = ""});
  EXPECT_EQ(people.size(), 1u);
  EXPECT_EQ(people[0].kind, PersonDigest::Kind::unusable);
  EXPECT_FALSE(people.has_fields(0));
  EXPECT_EQ(people.unusable(0).reason, "no address");
  people.admit(0, person_with("bob@acme.example"), nullptr);
  EXPECT_EQ(people.size(), 1u);
  EXPECT_EQ(people.email(0), "bob@acme.example");
  EXPECT_EQ(people.unit_paths()[people[0].unit_path], "/sales");
  people.remove(0);
  EXPECT_TRUE(people.empty());
  EXPECT_EQ(people[0].kind, PersonDigest::Kind::absent);
}

TEST(DirectoryPeople, DropTheFieldsOfPeopleWhoAreNotWanted) {
  DirectoryPeople people;
  for (PersonNumber number = 0; number < 3; ++number)
    people.admit(number, person_with("p" + std::to_string(number) + "@acme.example"), nullptr);
  people.admit(1, UnusablePerson{.id = "1", .email = "", .reason = "why", .unit_path_key = ""});
  people.drop_fields_unless([](PersonNumber number) { return number == 2; });
  EXPECT_FALSE(people.has_fields(0));
  EXPECT_EQ(people.unusable(1).reason, "why");
  EXPECT_EQ(people.email(2), "p2@acme.example");
  EXPECT_EQ(people.size(), 3U);
}

TEST(DirectoryPeople, ReplaceTheManagersAddress) {
  Person anna = person_with("anna@acme.example");
  anna.fields.manager_email = "old@acme.example";
  Person renamed = anna;
  renamed.fields.manager_email = "new@acme.example";
  const StoredLink as_read = link_of(anna);
  const StoredLink as_replaced = link_of(renamed);
  DirectoryPeople people;
  people.admit(0, anna, nullptr);
  people.admit(1, anna, &as_replaced);
  people.admit(2, anna, &as_read);
  EXPECT_TRUE(people.set_manager(0, "new@acme.example", nullptr));
  EXPECT_EQ(people.fields(0), renamed.fields);
  EXPECT_EQ(people[0].content_hash, content_hash(renamed.fields));
  EXPECT_TRUE(people.set_manager(1, "new@acme.example", &as_replaced));
  EXPECT_FALSE(people.has_fields(1)) << "the row has the new address already";
  EXPECT_EQ(people[1].content_hash, as_replaced.content_hash);
  EXPECT_FALSE(people.set_manager(2, "new@acme.example", &as_read)) << "the fields were dropped";
  EXPECT_TRUE(as_read.is_as_written(people[2].content_hash));
  people.expire(2);
  EXPECT_FALSE(as_read.is_as_written(people[2].content_hash));
}

TEST(AliasIndex, FindsThePrimaryAddress) {
  AliasIndex index;
  EXPECT_TRUE(index.empty());
  index.put("a@acme.example", "one@acme.example");
  index.put("b@acme.example", "two@acme.example");
  index.put("", "three@acme.example");
  EXPECT_EQ(index.find(AliasIndex::hash_of("a@acme.example")), "one@acme.example");
  EXPECT_EQ(index.find(AliasIndex::hash_of("b@acme.example")), "two@acme.example");
  EXPECT_EQ(index.find(AliasIndex::hash_of("c@acme.example")), "");
  EXPECT_EQ(index.find(AliasIndex::hash_of("")), "");
}

TEST(AddressIndex, PrefersPrimaryAddressesToAliases) {
  AddressIndex index;
  index.put_alias("a@acme.example", 1);
  index.put_primary("a@acme.example", 2);
  index.put_primary("b@acme.example", 3);
  index.put_alias("b@acme.example", 4);
  index.put_primary("", 5);
  EXPECT_THROW((void)index.find("a@acme.example"), std::logic_error) << "not sorted yet";
  index.sort();
  EXPECT_EQ(index.find("a@acme.example"), 2u);
  EXPECT_EQ(index.find("b@acme.example"), 3u);
  EXPECT_EQ(index.find("c@acme.example"), std::nullopt);
  EXPECT_EQ(index.find(""), std::nullopt);
}

TEST(AddressIndex, UsesTheLastPrimaryAddressAndTheFirstAlias) {
  AddressIndex index;
  index.put_primary("a@acme.example", 1);
  index.put_primary("a@acme.example", 2);
  index.put_alias("b@acme.example", 3);
  index.put_alias("b@acme.example", 4);
  index.sort();
  EXPECT_EQ(index.find("a@acme.example"), 2u);
  EXPECT_EQ(index.find("b@acme.example"), 3u);
}

TEST(GroupAnswers, ReturnEveryMember) {
  GroupAnswer answer;
  answer.group_id = "team";
  answer.members = {{"1", "ana@acme.example", MemberType::user},
                    {"", "", MemberType::customer},
                    {std::string(254, 'x'), std::string(255, 'y'), MemberType::user},
                    {std::string(300, 'x'), "inner@acme.example", MemberType::group}};
  GroupAnswers answers;
  answers.put(answer);
  const auto found = answers.find("team");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->members.size(), answer.members.size());
  for (std::size_t i = 0; i < answer.members.size(); ++i) {
    EXPECT_EQ(found->members[i].id, answer.members[i].id);
    EXPECT_EQ(found->members[i].email, answer.members[i].email);
    EXPECT_EQ(found->members[i].type, answer.members[i].type);
  }
  EXPECT_TRUE(answers.is_readable("team"));
  EXPECT_EQ(answers.id_of("team"), "team");
}

TEST(GroupAnswers, KnowGroupsThatCannotBeRead) {
  GroupAnswers answers;
  answers.put({.group_id = "team", .members = {}, .unreadable = Unreadable::gone});
  EXPECT_FALSE(answers.is_readable("team"));
  EXPECT_EQ(answers.find("team")->unreadable, Unreadable::gone);
  EXPECT_FALSE(answers.is_readable("other"));
  EXPECT_EQ(answers.find("other"), std::nullopt);
  EXPECT_EQ(answers.id_of("other"), std::nullopt);
}

TEST(Packing, ReturnsTheTextsInOrder) {
  std::string packed;
  const std::vector<std::string> texts = {
      "", "a", std::string(127, 'b'), std::string(128, 'c'), std::string(20000, 'd'), std::string("\0e", 2)};
  for (const auto& text : texts) append_text(packed, text);
  std::string_view rest = packed;
  for (const auto& text : texts) EXPECT_EQ(take_text(rest), text);
  EXPECT_TRUE(rest.empty());
}

TEST(TargetUserRows, FindRowsByIdAndByEmailKeyAfterAMove) {
  TargetUserRows rows;
  for (int i = 1; i <= 100; ++i) {
    TargetUserRow row;
    row.id = i;
    row.email_key = "p" + std::to_string(i);
    rows.put(row);
  }
  const TargetUserRows moved = std::move(rows);
  EXPECT_EQ(moved.size(), 100u);
  EXPECT_EQ(moved.with_id(7)->email_key, "p7");
  EXPECT_EQ(moved.with_email_key("p99")->id, 99);
  EXPECT_EQ(moved.with_id(101), nullptr);
  EXPECT_EQ(moved.with_email_key("p101"), nullptr);
}

TEST(LinkSources, NumberEachSourceOnce) {
  LinkSources sources;
  sources.put(4, "unit a");
  sources.put(2, "unit b");
  sources.put(2, "unit a");
  ASSERT_EQ(sources.size(), 3u);
  EXPECT_EQ(sources.entries()[2].person, 2u);
  EXPECT_EQ(sources.entries()[2].source, sources.entries()[0].source);
  EXPECT_EQ(sources.sources().id(sources.entries()[1].source), "unit b");
}

TEST(LazyList, MakesEntriesWhenTheyAreRead) {
  int made = 0;
  const LazyList<int> squares(4, [&](std::size_t at) {
    ++made;
    return static_cast<int>(at * at);
  });
  EXPECT_EQ(made, 0);
  EXPECT_EQ(squares[3], 9);
  EXPECT_EQ(made, 1);
  std::vector<int> all;
  for (const int square : squares) all.push_back(square);
  EXPECT_THAT(all, ElementsAre(0, 1, 4, 9));
}

TEST(PlanReport, ListsAddedPeopleAfterTheOthers) {
  PlanReport report;
  report.changes.resize(2);
  report.changes[1].external_id = "removed";
  PersonChange added;
  added.external_id = "new";
  report.added = {added};
  const auto all = report.all_changes();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].external_id, "removed");
  EXPECT_EQ(all[2].external_id, "new");
}

}  // namespace
}  // namespace gup::plan::test
