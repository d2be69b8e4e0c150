// What the pickers list.
#include <gmock/gmock.h>

#include "bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::Option;
using host_sdk::page::OptionsAnswer;
using host_sdk::page::OptionsRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PickerOptionsTest : public ::testing::Test {
 protected:
  void SetUp() override { bench.connect(); }

  OptionsRequest ask_for(const std::string& picker) const {
    OptionsRequest request;
    request.company = bench.company;
    request.actor = bench.dana;
    request.picker = picker;
    return request;
  }
  OptionsAnswer ask(const OptionsRequest& request) {
    OptionsAnswer answer;
    bench.result = bench.hook.options(request, answer);
    return answer;
  }
  static std::vector<std::string> labels(const OptionsAnswer& answer) {
    std::vector<std::string> list;
    for (const Option& option : answer.options) list.push_back(option.label);
    return list;
  }

  Bench bench;
};

TEST_F(PickerOptionsTest, ListsUnitsLevelByLevelWithThePeopleBelow) {
  auto request = ask_for("organizational_units");
  const auto roots = ask(request);
  ASSERT_THAT(labels(roots), ElementsAre("Acme Inc."));
  EXPECT_EQ(roots.options[0].count, 3);
  EXPECT_TRUE(roots.options[0].children);
  request.parent = "id:root";
  const auto below = ask(request);
  EXPECT_THAT(labels(below), ElementsAre("Engineering", "Sales"));
  EXPECT_EQ(below.options[1].count, 2);
  EXPECT_FALSE(below.options[0].children);
}

TEST_F(PickerOptionsTest, CountsAUnitAloneWhenSubUnitsAreLeftOut) {
  auto request = ask_for("organizational_units");
  request.parent = "id:root";
  request.values["include_sub_units"] = "false";
  EXPECT_EQ(ask(request).options[1].count, 1);
}

TEST_F(PickerOptionsTest, FindsUnitsByPartsOfTheirPath) {
  auto request = ask_for("organizational_units");
  request.query = "SALES";
  EXPECT_THAT(labels(ask(request)), ElementsAre("/ Sales", "/ Sales / EMEA"));
  request.query = "sales / em";
  EXPECT_THAT(labels(ask(request)), ElementsAre("/ Sales / EMEA"));
}

TEST_F(PickerOptionsTest, ResolvesIdsAndMarksWhatIsGone) {
  auto request = ask_for("organizational_units");
  request.ids = {"id:emea", "id:gone"};
  const auto answer = ask(request);
  EXPECT_THAT(labels(answer), ElementsAre("/ Sales / EMEA", "id:gone"));
  EXPECT_FALSE(answer.options[0].gone);
  EXPECT_TRUE(answer.options[1].gone);
}

TEST_F(PickerOptionsTest, SaysWhatASelectionMeansAgainstTheSavedOne) {
  auto request = ask_for("organizational_units");
  (void)ask(request);
  const int opened = bench.google.directories_opened();
  request.ids = {"id:sales"};
  request.values["scope"] = "chosen";
  EXPECT_EQ(ask(request).note, "2 of 3 users") << "nothing is saved yet";
  SyncSettings settings;
  settings.scope = SyncScope::chosen;
  settings.organizational_units = {"id:eng"};
  bench.set_up(settings);
  EXPECT_EQ(ask(request).note, "2 of 3 users, +2 −1 compared with the saved selection");
  request.values["include_sub_units"] = "false";
  EXPECT_EQ(ask(request).note, "1 of 3 users, +1 −1 compared with the saved selection");
  bench.host.clock().advance(std::chrono::hours{1});
  request.ids = {"id:eng", "id:emea"};
  EXPECT_EQ(ask(request).note, "2 of 3 users, +1 −0 compared with the saved selection");
  EXPECT_EQ(bench.google.directories_opened(), opened) << "from what was read, however old it is";
  request = ask_for("groups");
  request.ids = {"g-staff"};
  EXPECT_THAT(ask(request).note, HasSubstr(" selected, +1 −0 compared with the saved selection"));
}

TEST_F(PickerOptionsTest, PagesAndSearchesGroups) {
  auto request = ask_for("groups");
  request.limit = 1;
  const auto first = ask(request);
  EXPECT_THAT(labels(first), ElementsAre("All staff"));
  EXPECT_EQ(first.total, 2);
  request.cursor = first.next;
  const auto second = ask(request);
  EXPECT_THAT(labels(second), ElementsAre("board@acme.com")) << "a group without a name goes by its address";
  EXPECT_EQ(second.next, "");
  request = ask_for("groups");
  request.query = "STAFF@";
  EXPECT_THAT(labels(ask(request)), ElementsAre("All staff"));
}

TEST_F(PickerOptionsTest, ListsTargetGroupsWithoutAskingGoogle) {
  for (int id = 1; id <= 3; ++id)
    bench.store.put_group(hand_made_group("acme", id, "Group " + std::to_string(id)));
  auto request = ask_for("target_group");
  request.limit = 2;
  const auto first = ask(request);
  EXPECT_THAT(labels(first), ElementsAre("Group 1", "Group 2"));
  request.cursor = first.next;
  EXPECT_THAT(labels(ask(request)), ElementsAre("Group 3"));
  EXPECT_EQ(bench.google.directories_opened(), 0);
}

TEST_F(PickerOptionsTest, ResolvesTargetGroups) {
  bench.store.put_group(hand_made_group("acme", 7, "Everyone"));
  auto request = ask_for("target_group");
  request.ids = {"7", "8", "new:Staff"};
  const auto answer = ask(request);
  EXPECT_THAT(labels(answer), ElementsAre("Everyone", "8", "Staff (new)"));
  EXPECT_TRUE(answer.options[1].gone);
}

TEST_F(PickerOptionsTest, ReturnsAFailureSoThatTheListOffersARetry) {
  bench.google.directory_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  (void)ask(ask_for("groups"));
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
}

TEST_F(PickerOptionsTest, LetsAJobReadADirectoryThatTakesTooLong) {
  bench.google.before_answer = [&] { bench.host.clock().advance(std::chrono::seconds{9}); };
  (void)ask(ask_for("groups"));
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
  EXPECT_THAT(bench.result.sentence, ::testing::HasSubstr("still being read"));
  EXPECT_EQ(bench.host.jobs().run_all(), 1U);
  EXPECT_EQ(ask(ask_for("groups")).total, 2);
  EXPECT_TRUE(bench.result.done());
}

TEST_F(PickerOptionsTest, ListsAnOlderDirectoryWhileAJobReadsItAgain) {
  EXPECT_EQ(ask(ask_for("groups")).total, 2);
  bench.google.directory.groups.pop_back();
  bench.host.clock().advance(std::chrono::minutes{6});
  EXPECT_EQ(ask(ask_for("groups")).total, 2);
  EXPECT_EQ(bench.host.jobs().run_all(), 1U);
  EXPECT_EQ(ask(ask_for("groups")).total, 1);
}

TEST_F(PickerOptionsTest, RefusesAnUnknownPicker) {
  (void)ask(ask_for("planets"));
  EXPECT_EQ(bench.result.code, ResultCode::refused);
}

}  // namespace
}  // namespace gup::testing
