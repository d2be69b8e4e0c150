// What a run reports about a plan.
#include "sync/outcome/report.hpp"

#include <gmock/gmock.h>

namespace gup::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Run reported(const plan::Plan& plan) {
  Run run;
  run.finished_at = run.started_at;
  fill_report(run, plan);
  return run;
}

TEST(Report, NamesTheExclusionsWhenAnExcludedGroupIsGone) {
  plan::Plan plan;
  plan.report.frozen_sources = {"excluded group “Robots” (robots)"};
  const auto sentence = reported(plan).result.sentence;
  EXPECT_EQ(
      sentence,
      "1 excluded unit or group was deleted in Google or could not be read, so whoever it kept out stays "
      "out: check the exclusions.");
}

TEST(Report, NamesTheSelectionWhenASelectedGroupIsGone) {
  plan::Plan plan;
  plan.report.frozen_sources = {"“Team” (team)"};
  plan.report.frozen = {{"team", "Team", "was deleted in Google", 3}};
  plan.report.frozen_people = 3;
  const auto sentence = reported(plan).result.sentence;
  EXPECT_THAT(sentence, HasSubstr("stay as they are (3): check the selection."));
  EXPECT_THAT(sentence, Not(HasSubstr("exclu")));
}

}  // namespace
}  // namespace gup::testing
