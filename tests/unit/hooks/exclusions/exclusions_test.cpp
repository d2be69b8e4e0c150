// Exclusions on the page.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/action_names.hpp"
#include "host_rows.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::ActionAnswer;
using host_sdk::page::NumberValue;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Table;
using host_sdk::page::Values;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ExclusionsOnThePage : public ::testing::Test {
 protected:
  ExclusionsOnThePage() {
    bench.connect();
    bench.set_up();
  }
  ActionAnswer exclude(const std::string& kind, const std::string& value,
                       const std::string& reason = "robots") {
    return bench.act(
        kExclude,
        {{kExclusionKindField, kind}, {kExclusionValueField, value}, {kExclusionReasonField, reason}});
  }
  std::string error(const ActionAnswer& answer, const char* field) {
    EXPECT_EQ(answer.outcome, Outcome::invalid);
    EXPECT_FALSE(bench.audited("exclusion_added"));
    const auto found = answer.errors.find(field);
    return found == answer.errors.end() ? "" : found->second.at(0);
  }
  std::vector<std::string> keys() {
    std::vector<std::string> found;
    for (const Exclusion& rule : bench.store.exclusions("acme"))
      found.push_back(exclusion_key(rule.kind, rule.value));
    return found;
  }

  Bench bench;
};

TEST_F(ExclusionsOnThePage, AreAddedWithWhoWhenAndWhy) {
  const auto answer = exclude("pattern", " SVC-*@Acme.com ");
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_THAT(answer.toast->text, HasSubstr("Excluded: svc-*@acme.com. It takes effect in the next sync"));
  const Exclusion rule = bench.store.exclusions("acme").front();
  EXPECT_EQ(rule.value, "svc-*@acme.com");
  EXPECT_EQ(rule.reason, "robots");
  EXPECT_EQ(rule.added_by, "Dana Reyes");
  EXPECT_EQ(rule.added_at, bench.host.clock().now());
  EXPECT_TRUE(bench.audited("exclusion_added"));
  const auto again = exclude("pattern", "svc-*@acme.com");
  EXPECT_EQ(again.outcome, Outcome::refused);
}

TEST_F(ExclusionsOnThePage, AreRefusedAtTheField) {
  EXPECT_EQ(error(exclude("pattern", "svc-*"), kExclusionValueField), "The pattern has no @.");
  EXPECT_EQ(error(exclude("address", "a@acme.com", std::string(400, 'x')), kExclusionReasonField),
            "The reason is longer than 255 characters.");
  EXPECT_THAT(error(exclude("unit", "id:nowhere"), kExclusionValueField),
              HasSubstr("Google has no organizational unit"));
  EXPECT_EQ(error(exclude("robots", "x"), kExclusionKindField), "Choose what to exclude.");
  EXPECT_THAT(keys(), ElementsAre("guests"));
}

TEST_F(ExclusionsOnThePage, KnowTheNameOfAGroup) {
  bench.google.directory.groups = {{"g7", "robots@acme.com", "Robots"}};
  EXPECT_EQ(bench
                .act(kExclude, {{kExclusionKindField, "group"},
                                {kExclusionGroupField, "g7"},
                                {kExclusionReasonField, "robots"}})
                .outcome,
            Outcome::render);
  EXPECT_EQ(bench.store.exclusions("acme").front().name, "Robots");
}

TEST_F(ExclusionsOnThePage, AreListedWithTheirNumberOfPeople) {
  (void)exclude("pattern", "svc-*@acme.com");
  const auto page = bench.page();
  const auto* table = find_kind<Table>(page, "exclusions");
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(std::get<std::string>(table->rows[0].cells[1]), "svc-*@acme.com");
  EXPECT_EQ(std::get<std::string>(table->rows[0].cells[6]), "0 target users now");
  EXPECT_EQ(std::get<std::string>(table->rows[1].cells[6]), "Not counted yet")
      << "no table says who is a guest";
  EXPECT_EQ(std::get<std::string>(table->rows[1].cells[4]), "By default");
  EXPECT_EQ(table->rows[0].action->value, "pattern:svc-*@acme.com");
}

TEST_F(ExclusionsOnThePage, AreCountedFromTheTargetUsersUntilARunCountsThem) {
  std::int64_t id = 1;
  for (const char* email : {"svc-a@acme.com", "SVC-b@acme.com", "a-svc-c@acme.com", "svc-d@acme.com.tr"})
    bench.store.put_user(hand_made_user("acme", id++, email));
  (void)exclude("pattern", "svc-*@acme.com");
  (void)exclude("address", "svc-a@acme.com");
  (void)exclude("domain", "acme.com");
  const auto page = bench.page();
  const auto* table = find_kind<Table>(page, "exclusions");
  ASSERT_NE(table, nullptr);
  std::vector<std::string> counted;
  for (const auto& row : table->rows) counted.push_back(std::get<std::string>(row.cells[6]));
  EXPECT_THAT(counted, ElementsAre("1 target user now", "2 target users now", "3 target users now",
                                   "Not counted yet"));
}

TEST_F(ExclusionsOnThePage, AreRemovedAndAddedAgain) {
  (void)exclude("pattern", "svc-*@acme.com");
  EXPECT_EQ(bench.act(kRemoveExclusion, {{"value", "pattern:svc-*@acme.com"}}).outcome, Outcome::render);
  EXPECT_THAT(keys(), ElementsAre("guests"));
  EXPECT_EQ(bench.act(kRemoveExclusion, {{"value", "pattern:svc-*@acme.com"}}).outcome, Outcome::refused);
  const auto page = bench.page();
  EXPECT_EQ(find_kind<Table>(page, "removed_exclusions")->rows.size(), 1u);
  EXPECT_EQ(bench.act(kRestoreExclusion, {{"value", "pattern:svc-*@acme.com"}}).outcome, Outcome::render);
  EXPECT_EQ(bench.store.exclusions("acme").front().reason, "robots");
  EXPECT_TRUE(bench.audited("exclusion_removed"));
}

TEST_F(ExclusionsOnThePage, LetTheRuleAboutGuestsBeRemoved) {
  EXPECT_EQ(bench.act(kRemoveExclusion, {{kExclusionKindField, "guests"}}).outcome, Outcome::render);
  EXPECT_TRUE(keys().empty());
}

TEST_F(ExclusionsOnThePage, ExcludeOnePersonWithOneButton) {
  EXPECT_EQ(bench.act(kExcludePerson, {{"value", "Ada@acme.com"}}).outcome, Outcome::render);
  EXPECT_THAT(keys(), ElementsAre("address:ada@acme.com", "guests"));
  EXPECT_EQ(bench.act(kExcludePerson, {{"value", "–"}}).outcome, Outcome::refused);
}

TEST_F(ExclusionsOnThePage, AreImportedAllOrNone) {
  const auto wrong =
      bench.act(kImportExclusions,
                {{kExclusionsCsvField, "kind,value,reason\naddress,bob@acme.com,x\nunit,id:nowhere,x\n"}});
  EXPECT_EQ(wrong.outcome, Outcome::invalid);
  EXPECT_THAT(wrong.errors.at(kExclusionsCsvField).at(0),
              HasSubstr("Line 3, column value: Google has no organizational unit “id:nowhere”"));
  EXPECT_THAT(keys(), ElementsAre("guests"));
  const auto right =
      bench.act(kImportExclusions, {{kExclusionsCsvField, "kind,value,reason\naddress,bob@acme.com,x\n"}});
  EXPECT_EQ(right.outcome, Outcome::render);
  EXPECT_EQ(right.toast->text.substr(0, 40), "Imported: 1 exclusion added, 0 changed. ");
  EXPECT_TRUE(bench.audited("exclusions_imported"));
}

TEST_F(ExclusionsOnThePage, CannotBeChangedWithoutAConnection) {
  bench.unlink();
  EXPECT_EQ(exclude("guests", "").outcome, Outcome::refused);
}

TEST_F(ExclusionsOnThePage, CanBeChangedWhileAccessIsLost) {
  Bench lost;
  lost.connect(ConnectionState::reconnect_needed);
  lost.set_up();
  EXPECT_EQ(lost.act(kRemoveExclusion, {{kExclusionKindField, "guests"}}).outcome, Outcome::render);
}

}  // namespace
}  // namespace gup::testing
