// Which users may be members of the groups that a run reads.
#include "sync/reading/group_member_filter.hpp"

#include <gtest/gtest.h>

namespace gup::testing {
namespace {

class GroupMemberFilterTest : public ::testing::Test {
 protected:
  void answer(const std::string& group, std::vector<Member> its_members) {
    GroupAnswer answer;
    answer.group_id = group;
    answer.members = std::move(its_members);
    members.note(answer, ids);
  }
  bool may_contain(const std::string& id, const std::string& email, std::vector<std::string> aliases = {}) {
    DirectoryUser user;
    user.id = id;
    user.primary_email = email;
    user.aliases = std::move(aliases);
    return members.may_contain(ids.number(id), user);
  }

  plan::PersonIds ids;
  GroupMemberFilter members;
};

TEST_F(GroupMemberFilterTest, MayContainAnyUserUntilEveryGroupHasAnswered) {
  EXPECT_TRUE(may_contain("1", "ana@acme.com"));
  members.expect({"team", "crew", "team"});
  EXPECT_TRUE(may_contain("1", "ana@acme.com"));
  members.expect({"inner"});
  answer("team", {{"2", "bo@acme.com", MemberType::user}});
  answer("crew", {});
  EXPECT_TRUE(may_contain("1", "ana@acme.com"));
  answer("inner", {{"3", "cy@acme.com", MemberType::other}});
  EXPECT_TRUE(members.all_answered());
  EXPECT_FALSE(may_contain("1", "ana@acme.com"));
  EXPECT_TRUE(may_contain("2", "bo@acme.com"));
  EXPECT_TRUE(may_contain("3", "cy@acme.com"));
}

TEST_F(GroupMemberFilterTest, MatchesMembersWithoutAnIdByAnyAddress) {
  members.expect({"team"});
  answer("team", {{"", "Bo.Alias@acme.com", MemberType::user},
                  {std::string(300, 'x'), "cy@acme.com", MemberType::user}});
  EXPECT_TRUE(may_contain("2", "bo@acme.com", {"bo.alias@ACME.com"}));
  EXPECT_TRUE(may_contain("3", "cy@acme.com"));
  EXPECT_FALSE(may_contain("1", "ana@acme.com"));
  EXPECT_TRUE(members.may_contain(ids.number("1"))) << "a number alone cannot rule the user out";
}

TEST_F(GroupMemberFilterTest, ContainsEveryUserIfTheCustomerIsAMember) {
  members.expect({"team"});
  answer("team", {{"C01", "", MemberType::customer}});
  EXPECT_TRUE(may_contain("1", "ana@acme.com"));
}

TEST_F(GroupMemberFilterTest, ContainsNoUserIfThereAreNoGroups) {
  members.expect({});
  EXPECT_FALSE(may_contain("1", "ana@acme.com"));
}

}  // namespace
}  // namespace gup::testing
