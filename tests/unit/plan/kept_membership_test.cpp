// Memberships of target groups that no source of the last sync explains: one short list does not end them.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Anna is in the groups "a" and "b", which have target groups, and in "nested" below "b".
World company_with_a_person_away() {
  auto world = World::of({"anna", "bob"});
  world.group("a", "A", {"1", "2"});
  world.group("b", "B", {"2"});
  world.group("nested", "Nested", {"1"});
  world.nest("b", "nested");
  world.choose_groups({"a", "b"});
  world.settings.method = SyncMethod::matching_groups;
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.directory.people.at("1").suspended = true;
  world.sync();
  world.directory.people.at("1").suspended = false;
  return world;
}

TEST(KeptMembership, OfAPersonWhoReturnsIsKeptIfOneListOmitsIt) {
  auto world = company_with_a_person_away();
  world.omit("nested", "1");
  EXPECT_THAT(world.questions().member_lists, ElementsAre("b", "nested"));
  world.sync_twice();
  EXPECT_THAT(world.members_of("B"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(KeptMembership, OfAPersonWhoReturnsEndsIfBothListsOmitIt) {
  auto world = company_with_a_person_away();
  world.group("nested", "Nested");
  world.sync_twice();
  EXPECT_THAT(world.members_of("A"), ElementsAre("anna@acme.example", "bob@acme.example"));
  EXPECT_THAT(world.members_of("B"), ElementsAre("bob@acme.example"));
}

/// Anna and Bob are in "a" and "b". "b" is no longer selected, but the end of its target group is held.
World company_with_a_held_group() {
  auto world = World::of({"anna", "bob"});
  world.group("a", "A", {"1", "2"});
  world.group("b", "B", {"1", "2"});
  world.choose_groups({"a", "b"});
  world.settings.method = SyncMethod::matching_groups;
  world.settings.removal_limit = {.percent = 1, .at_least = 1};
  world.sync();
  world.choose_groups({"a"});
  world.sync();
  return world;
}

TEST(KeptMembership, OfAGroupThatIsSelectedAgainIsKeptIfOneListOmitsIt) {
  auto world = company_with_a_held_group();
  ASSERT_THAT(world.members_of("B"), ElementsAre("anna@acme.example", "bob@acme.example")) << "held";
  world.choose_groups({"a", "b"});
  world.omit("b", "1");
  EXPECT_THAT(world.questions().member_lists, ElementsAre("b"));
  world.sync_twice();
  EXPECT_THAT(world.members_of("B"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(KeptMembership, OfAGroupThatIsSelectedAgainEndsIfBothListsOmitIt) {
  auto world = company_with_a_held_group();
  world.choose_groups({"a", "b"});
  world.group("b", "B", {"2"});
  world.sync_twice();
  EXPECT_THAT(world.members_of("B"), ElementsAre("bob@acme.example"));
}

TEST(KeptMembership, ThatAListShowsIsNotAskedAbout) {
  auto world = company_with_a_held_group();
  world.choose_groups({"a", "b"});
  EXPECT_THAT(world.questions().member_lists, IsEmpty());
}

}  // namespace
}  // namespace gup::plan::test
