// States that do not fit one page of reading.
#include <set>

#include "store_contract.hpp"

namespace gup::testing {
namespace {

constexpr int kMoreThanAPage = 10'003;

std::string person_id(int number) {
  return "g" + std::to_string(number);
}

plan::Plan many_people() {
  std::vector<plan::RowWrite> inserts;
  std::vector<plan::LinkSource> sources;
  plan::Plan plan;
  for (int i = 1; i <= kMoreThanAPage; ++i) {
    inserts.push_back(insert_of(i, person_id(i), "person" + std::to_string(i) + "@acme.com"));
    // Three apiece: a page ends between the sources of one person.
    for (const char* unit : {"unit1", "unit2", "unit3"}) sources.push_back({person_id(i), unit});
    plan.memberships.added.push_back({1, i});
  }
  plan.people.inserts = std::move(inserts);
  plan.people.new_link_sources = std::move(sources);
  plan.groups.writes = {{1, "unit1", "Sales", "Sales", "sales", true}};
  return plan;
}

TEST_P(DatabaseContract, ReadsEachRowOfALargeStateOnce) {
  apply(many_people(), 10);
  plan::PersonIds ids;
  const auto read = store().load_state(kAcme, at(0), ids, {});
  EXPECT_EQ(read.links.size(), kMoreThanAPage);
  for (int i = 1; i <= kMoreThanAPage; ++i) {
    const auto person = ids.find(person_id(i));
    ASSERT_TRUE(person && read.links.find(*person)) << person_id(i);
    EXPECT_EQ(read.links.find(*person)->user_id, i);
  }
  std::set<std::pair<plan::PersonNumber, plan::SourceIndex>> sources;
  for (const auto& entry : read.link_sources.entries()) sources.emplace(entry.person, entry.source);
  EXPECT_EQ(sources.size(), 3 * kMoreThanAPage);
  EXPECT_EQ(read.link_sources.size(), sources.size());
  const std::set<plan::Membership> members(read.memberships.begin(), read.memberships.end());
  EXPECT_EQ(members.size(), kMoreThanAPage);
  EXPECT_EQ(read.memberships.size(), members.size());
}

TEST_P(DatabaseContract, StopsReadingWhenInterrupted) {
  apply(many_people(), 10);
  int asked = 0;
  const auto interruption = [&] {
    ++asked;
    throw Cancelled();
  };
  plan::PersonIds ids;
  EXPECT_THROW((void)store().load_state(kAcme, at(0), ids, interruption), Cancelled);
  plan::RowQuery query;
  for (int i = 1; i <= kMoreThanAPage; ++i) query.user_ids.push_back(i);
  EXPECT_THROW((void)store().look_up(kAcme, query, interruption), Cancelled);
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(store().look_up(kAcme, query, {}).size(), kMoreThanAPage) << "the session is as good as before";
}

}  // namespace
}  // namespace gup::testing
