// Managers whose relations name a former address.
#include <gmock/gmock.h>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// u1 and u3 report to u2. Every person is a page of its own, or all are on one page.
class Manager : public ::testing::TestWithParam<std::size_t> {
 protected:
  Manager() {
    bench.google.users_a_page = GetParam();
    bench.set_people(3);
    for (const int report : {0, 2}) bench.google.directory.users[report].manager_email = "U2@acme.com";
  }
  void rename_manager() {
    auto& manager = bench.google.directory.users[1];
    manager.primary_email = "Chief@acme.com";
    manager.aliases = {"u2@acme.com", "u2@acme.com.test-google-a.com"};
    manager.editable_aliases = 1;
  }
  [[nodiscard]] std::vector<std::string> managers() const {
    std::vector<std::string> found;
    for (const auto& user : bench.store.users("acme"))
      found.push_back(user.row.fields.manager_email.value_or(""));
    return found;
  }
  /// Syncs twice; the second run must write nothing and ask about no one.
  host_sdk::SyncReport sync_twice() {
    const auto report = bench.sync().report;
    const auto written = bench.store.row_writes();
    bench.google.confirmed_ids.clear();
    EXPECT_EQ(bench.sync().report.unchanged, 3);
    EXPECT_EQ(bench.store.row_writes(), written);
    EXPECT_THAT(bench.google.confirmed_ids, IsEmpty());
    return report;
  }

  SyncBench bench;
};
INSTANTIATE_TEST_SUITE_P(Pages, Manager, ::testing::Values(1, 500));

TEST_P(Manager, KeepsAnAddressThatIsNotAnAlias) {
  sync_twice();
  EXPECT_THAT(managers(), ElementsAre("U2@acme.com", "", "U2@acme.com"));
}

TEST_P(Manager, IsNamedByThePrimaryAddressInTheFirstRun) {
  rename_manager();
  EXPECT_EQ(sync_twice().added, 3);
  EXPECT_THAT(managers(), ElementsAre("Chief@acme.com", "", "Chief@acme.com"));
}

TEST_P(Manager, KeepsTheReportsInStepWhenRenamed) {
  sync_twice();
  rename_manager();
  EXPECT_EQ(sync_twice().updated, 3);
  EXPECT_THAT(managers(), ElementsAre("Chief@acme.com", "", "Chief@acme.com"));
}

TEST_P(Manager, IsFoundByAliasesOfAnotherCase) {
  rename_manager();
  bench.google.directory.users[1].aliases[0] = "U2@ACME.com";
  sync_twice();
  EXPECT_THAT(managers(), ElementsAre("Chief@acme.com", "", "Chief@acme.com"));
}

TEST_P(Manager, StaysAsWrittenIfOnlyANonEditableAliasMatches) {
  rename_manager();
  bench.google.directory.users[0].manager_email = "u2@acme.com.test-google-a.com";
  sync_twice();
  EXPECT_THAT(managers(), ElementsAre("u2@acme.com.test-google-a.com", "", "Chief@acme.com"));
}

}  // namespace
}  // namespace gup::testing
