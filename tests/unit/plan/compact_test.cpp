// The containers in which a run keeps a million people.
#include <gmock/gmock.h>

#include "model/target_fields.hpp"
#include "plan/change_log.hpp"
#include "plan/lazy_list.hpp"
#include "plan/state/address_index.hpp"
#include "plan/state/directory_people.hpp"
#include "plan/state/link_sources.hpp"
#include "plan/state/links.hpp"
#include "plan/state/packed_row.hpp"
#include "plan/state/person_ids.hpp"
#include "plan/state/text_arena.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;

Person person(const std::string& email) {
  Person person;
  person.fields.email = email;
  person.unit_path_key = "/sales";
  return person;
}

/// An active link whose row is as it was left.
Link link_of(const Person& person) {
  Link link;
  link.content_hash = content_hash(person.fields);
  link.row_updated_at = 7;
  link.row_updated_at_now = 7;
  return link;
}

TEST(TextArena, KeepsTextsWhereTheyAreWhileItGrowsAndMoves) {
  TextArena arena;
  std::vector<std::pair<std::string, std::string_view>> kept;
  for (std::size_t i = 0; i < 3000; ++i) {
    const std::string text(i * 7 % 9000, static_cast<char>('a' + i % 26));
    kept.emplace_back(text, arena.keep(text));
  }
  const TextArena moved = std::move(arena);
  for (const auto& [text, view] : kept) ASSERT_EQ(view, text);
}

TEST(PersonIds, GiveEachIdOneNumberInTheOrderOfComing) {
  PersonIds ids;
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(ids.number("person " + std::to_string(i)), i);
  EXPECT_EQ(ids.number("person 4321"), 4321u);
  EXPECT_EQ(ids.find("person 17"), 17u);
  EXPECT_EQ(ids.find("person 5000"), std::nullopt);
  EXPECT_EQ(ids[17], "person 17");
  EXPECT_EQ(ids.size(), 5000u);
}

TEST(Links, GiveBackEveryPartOfALink) {
  Link link;
  link.external_id = "g1";
  link.user_id = 5;
  link.origin = Origin::adopted;
  link.state = LinkState::released;
  link.status_at_adoption = "inactive";
  link.content_hash = -6;
  link.row_updated_at = 7;
  link.row_updated_at_now = 8;
  link.missing_since = host_sdk::Timestamp{std::chrono::microseconds{9}};
  Links links;
  links.put(3, link);
  const Link read = links.link(3, "g1");
  EXPECT_EQ(read.external_id, "g1");
  EXPECT_EQ(read.user_id, 5);
  EXPECT_EQ(read.origin, Origin::adopted);
  EXPECT_EQ(read.state, LinkState::released);
  EXPECT_EQ(read.status_at_adoption, "inactive");
  EXPECT_EQ(read.content_hash, -6);
  EXPECT_EQ(read.row_updated_at, 7);
  EXPECT_EQ(read.row_updated_at_now, 8);
  EXPECT_EQ(read.missing_since, link.missing_since);
}

TEST(Links, KnowWhoIsNotLinked) {
  Links links;
  links.put(3, link_of(person("a@acme.example")));
  EXPECT_EQ(links.find(2), nullptr);
  EXPECT_EQ(links.find(4), nullptr);
  EXPECT_EQ(links.size(), 1u);
}

TEST(Links, TellARowThatIsGoneFromOneThatSomebodyChanged) {
  Link link = link_of(person("a@acme.example"));
  Links links;
  links.put(0, link);
  link.row_updated_at_now = 8;
  links.put(1, link);
  link.row_updated_at_now.reset();
  links.put(2, link);
  EXPECT_TRUE(links.find(0)->is_as_written(link.content_hash));
  EXPECT_FALSE(links.find(0)->is_as_written(link.content_hash + 1));
  EXPECT_FALSE(links.find(1)->is_as_written(link.content_hash));
  EXPECT_EQ(links.find(1)->row, LinkDigest::Row::changed);
  EXPECT_EQ(links.find(2)->row, LinkDigest::Row::gone);
  EXPECT_EQ(links.link(2, "g").row_updated_at_now, std::nullopt);
}

TEST(DirectoryPeople, DropTheFieldsOfThoseWhoAreAsTheyWereWritten) {
  const Person anna = person("anna@acme.example");
  Links links;
  links.put(0, link_of(anna));
  Link retired = link_of(anna);
  retired.state = LinkState::inactive;
  links.put(1, retired);
  DirectoryPeople people;
  people.admit(0, anna, links.find(0));
  people.admit(1, anna, links.find(1));
  people.admit(2, anna, nullptr);
  EXPECT_FALSE(people[0].has_fields());
  EXPECT_EQ(people[0].content_hash, content_hash(anna.fields));
  EXPECT_TRUE(people[1].has_fields()) << "a retired person may come back";
  EXPECT_EQ(unpacked_fields(people.fields(people[2])), anna.fields);
}

TEST(DirectoryPeople, TakeTheLaterWordAboutAPerson) {
  DirectoryPeople people;
  people.admit(0, person("anna@acme.example"), nullptr);
  people.admit(0, UnusablePerson{.id = "1", .email = "", .reason = "has no address", .unit_path_key = ""});
  EXPECT_EQ(people.size(), 1u);
  EXPECT_EQ(people.usable(), 0u);
  EXPECT_EQ(people.unusable(people[0]).reason, "has no address");
  people.admit(0, person("bob@acme.example"), nullptr);
  EXPECT_EQ(email_in(people.fields(people[0])), "bob@acme.example");
  EXPECT_EQ(people.unit_paths()[people[0].unit_path], "/sales");
  people.remove(0);
  EXPECT_TRUE(people.empty());
  EXPECT_EQ(people[0].kind, PersonDigest::Kind::absent);
}

TEST(DirectoryPeople, DropsTheFieldsOfThoseWhoAreNotWanted) {
  DirectoryPeople people;
  Person person;
  for (PersonNumber number = 0; number < 4; ++number) {
    person.fields.email = "p" + std::to_string(number) + "@acme.example";
    people.admit(number, person, nullptr, number != 3);
  }
  people.admit(1, UnusablePerson{.id = "1", .email = "", .reason = "why", .unit_path_key = ""});
  people.drop_fields_unless([](PersonNumber number) { return number == 2; });
  EXPECT_FALSE(people[0].has_fields());
  EXPECT_EQ(people.unusable(people[1]).reason, "why");
  EXPECT_EQ(email_in(people.fields(people[2])), "p2@acme.example");
  EXPECT_FALSE(people[3].has_fields()) << "never kept";
  EXPECT_EQ(people.usable(), 3U);
}

TEST(AddressIndex, LetsAPrimaryAddressBeatAnAliasWhateverComesFirst) {
  AddressIndex index;
  index.put_alias("a@acme.example", 1);
  index.put_primary("a@acme.example", 2);
  index.put_primary("b@acme.example", 3);
  index.put_alias("b@acme.example", 4);
  index.put_primary("", 5);
  EXPECT_THROW((void)index.find("a@acme.example"), std::logic_error) << "not in order yet";
  index.settle();
  EXPECT_EQ(index.find("a@acme.example"), 2u);
  EXPECT_EQ(index.find("b@acme.example"), 3u);
  EXPECT_EQ(index.find("c@acme.example"), std::nullopt);
  EXPECT_EQ(index.find(""), std::nullopt);
}

TEST(AddressIndex, BelievesTheLastWordAboutAPrimaryAddressAndTheFirstAboutAnAlias) {
  AddressIndex index;
  index.put_primary("a@acme.example", 1);
  index.put_primary("a@acme.example", 2);
  index.put_alias("b@acme.example", 3);
  index.put_alias("b@acme.example", 4);
  index.settle();
  EXPECT_EQ(index.find("a@acme.example"), 2u);
  EXPECT_EQ(index.find("b@acme.example"), 3u);
}

TEST(GroupAnswers, GiveBackEveryMember) {
  GroupAnswer answer;
  answer.group_id = "team";
  answer.members = {{"1", "ana@acme.example", MemberType::user},
                    {"", "", MemberType::customer},
                    {std::string(254, 'x'), std::string(255, 'y'), MemberType::user},
                    {std::string(300, 'x'), "inner@acme.example", MemberType::group}};
  GroupAnswers answers;
  answers.put(answer);
  EXPECT_EQ(answers.find("other"), nullptr);
  std::vector<Member> members;
  answers.find("team")->visit_members([&](const KeptMember& member) {
    members.push_back({std::string(member.id), std::string(member.email), member.type});
  });
  ASSERT_EQ(members.size(), answer.members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    EXPECT_EQ(members[i].id, answer.members[i].id);
    EXPECT_EQ(members[i].email, answer.members[i].email);
    EXPECT_EQ(members[i].type, answer.members[i].type);
  }
}

TEST(PackedRow, GivesBackEveryValue) {
  TargetUserRow row;
  row.id = -1;
  row.updated_at = INT64_MAX;
  row.fields = {.email = "anna@acme.example",
                .first_name = std::string(300, 'x'),
                .last_name = "",
                .department = "",
                .job_title = std::nullopt,
                .phone_number = std::string(127, '1'),
                .manager_email = std::string(20000, 'm'),
                .preferred_language = "de",
                .location = "Zürich"};
  row.email_key = "gone:1";
  row.status = "inactive";
  row.provider = "";
  row.external_id = "g1";
  const std::string bytes = packed(row);
  const TargetUserRow again = unpacked_row(bytes);
  EXPECT_EQ(again.id, row.id);
  EXPECT_EQ(again.updated_at, row.updated_at);
  EXPECT_EQ(again.fields, row.fields);
  EXPECT_EQ(again.email_key, row.email_key);
  EXPECT_EQ(again.status, row.status);
  EXPECT_EQ(again.provider, row.provider);
  EXPECT_EQ(again.external_id, row.external_id);
  EXPECT_EQ(row_id_in(bytes), row.id);
  EXPECT_EQ(updated_at_in(bytes), row.updated_at);
  EXPECT_EQ(row_keys_in(bytes).email_key, row.email_key);
  EXPECT_EQ(row_keys_in(bytes).provider, row.provider);
  EXPECT_EQ(row_keys_in(bytes).external_id, row.external_id);
  EXPECT_EQ(unpacked_row(packed(TargetUserRow{})).external_id, std::nullopt);
  EXPECT_EQ(row_keys_in(packed(TargetUserRow{})).external_id, std::nullopt);
}

TEST(LinkSources, NumberEachSourceOnce) {
  LinkSources sources;
  sources.put(4, "unit a");
  sources.put(2, "unit b");
  sources.put(2, "unit a");
  const LinkSources moved = std::move(sources);
  ASSERT_EQ(moved.size(), 3u);
  EXPECT_EQ(moved.entries()[2].person, 2u);
  EXPECT_EQ(moved.entries()[2].source, moved.entries()[0].source);
  EXPECT_EQ(moved.sources().id(moved.entries()[1].source), "unit b");
}

TEST(LazyList, MakesItsEntriesWhenTheyAreLookedAt) {
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

TEST(ChangeLog, TellsInOrderAndTakesAddedPeopleFromTheirRows) {
  RowWrite insert;
  insert.row.id = 8;
  insert.row.fields.email = "new@acme.example";
  insert.link.external_id = "g2";
  PersonChange removed;
  removed.kind = ChangeKind::removed;
  removed.external_id = "g1";
  removed.email = "old@acme.example";
  removed.reason = "deleted in Google";
  removed.user_id = 7;
  removed.before.emplace().fields.email = "old@acme.example";
  removed.approved = true;
  ChangeLog log;
  log.tell(removed);
  log.tell_added(0, "In / Sales");
  const auto changes = std::move(log).finish({insert});
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].kind, ChangeKind::removed);
  EXPECT_EQ(changes[0].reason, "deleted in Google");
  EXPECT_EQ(changes[0].before->fields.email, "old@acme.example");
  EXPECT_FALSE(changes[0].after);
  EXPECT_TRUE(changes[0].approved);
  EXPECT_EQ(changes[1].kind, ChangeKind::added);
  EXPECT_EQ(changes[1].external_id, "g2");
  EXPECT_EQ(changes[1].user_id, 8);
  EXPECT_EQ(changes[1].email, "new@acme.example");
  EXPECT_EQ(changes[1].reason, "In / Sales");
  EXPECT_EQ(changes[1].after->id, 8);
}

}  // namespace
}  // namespace gup::plan::test
