// hostsdk-check as a program.
#include <gmock/gmock.h>

#include <fstream>

#include "check_run.hpp"

namespace zoo {
namespace {

using ::testing::HasSubstr;

struct CheckProgram : ::testing::Test {
  ~CheckProgram() override { std::filesystem::remove_all(folder); }
  [[nodiscard]] CheckRun run(const std::vector<std::string>& arguments) const {
    return run_check(arguments, folder);
  }
  const std::filesystem::path folder = new_folder();
};

TEST_F(CheckProgram, EndsWithTwoForAMistakeOfTheCommandLine) {
  for (const auto& [arguments, sentence] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{}, "name the plugin's manifest"},
           {{"absent.yaml"}, "there is no file absent.yaml"},
           {{"--fast", "a.yaml"}, "there is no option --fast"},
           {{"--settings"}, "--settings needs a value"},
           {{"--time-scale", "0", "a.yaml"}, "--time-scale must be a number above 0"},
       }) {
    const auto answer = run(arguments);
    EXPECT_EQ(answer.exit_code, 2);
    EXPECT_THAT(answer.errors, HasSubstr(sentence));
  }
  const auto manifest = write_manifest(folder, "healthy", "scheduled_task");
  EXPECT_THAT(run({"--rule", "beauty", manifest}).errors, HasSubstr("there is no rule 'beauty'"));
}

TEST_F(CheckProgram, RefusesAnInvalidManifest) {
  std::ofstream(folder / "bad.yaml") << "id: Animal\n";
  const auto answer = run({"--json", "bad.yaml"});
  EXPECT_EQ(answer.exit_code, 1);
  const auto outcomes = outcomes_of(answer);
  EXPECT_EQ(outcomes.at("manifest").outcome, "failed");
  EXPECT_THAT(outcomes.at("manifest").problems.at(0), HasSubstr("key 'id'"));
  EXPECT_EQ(outcomes.at("library").outcome, "skipped");
}

TEST_F(CheckProgram, ChecksOneRuleWithThoseThatItNeeds) {
  const auto answer =
      run({"--json", "--rule", "exports", write_manifest(folder, "healthy", "scheduled_task")});
  EXPECT_EQ(answer.exit_code, 0);
  const auto outcomes = outcomes_of(answer);
  EXPECT_EQ(outcomes.size(), 3U);
  EXPECT_EQ(outcomes.at("exports").outcome, "passed");
}

TEST_F(CheckProgram, PrintsWhatFailedAndWhy) {
  const auto answer = run({"--rule", "exports", write_manifest(folder, "exports_more", "scheduled_task")});
  EXPECT_EQ(answer.exit_code, 1);
  EXPECT_THAT(answer.output, HasSubstr("  pass  library   The library's file fits"));
  EXPECT_THAT(answer.output,
              HasSubstr("  FAIL  exports   It exports nothing but its entry\n        it exports "));
  EXPECT_THAT(answer.output, HasSubstr("2 passed, 1 failed, 0 skipped, in "));
}

TEST_F(CheckProgram, SkipsWhatThePluginDoesNotHave) {
  const auto outcomes = outcomes_of(run({"--json", write_manifest(folder, "healthy", "scheduled_task")}));
  EXPECT_EQ(outcomes.at("pages").outcome, "skipped");
  EXPECT_EQ(outcomes.at("tasks").outcome, "passed");
  EXPECT_EQ(outcomes.at("secrets").outcome, "passed");
}

TEST_F(CheckProgram, QuotesWhatTheWorkAnswered) {
  const auto manifest = write_manifest(folder, "healthy", "scheduled_task");
  EXPECT_THAT(run({"--rule", "tasks", manifest}).output,
              HasSubstr("        run for the company \"acme\": ok"));
  EXPECT_THAT(run({"--json", "--rule", "tasks", manifest}).output,
              HasSubstr("\"answers\":[\"run for the company \\\"acme\\\": ok"));
}

TEST_F(CheckProgram, MeasuresEveryLimitedCall) {
  const auto answer = run({"--rule", "time_limits", write_manifest(folder, "healthy", "scheduled_task")});
  EXPECT_EQ(answer.exit_code, 0) << answer.output;
  EXPECT_THAT(answer.output, HasSubstr("start() took "));
  EXPECT_THAT(answer.output, HasSubstr(" of 30000 ms"));
  EXPECT_THAT(answer.output, HasSubstr(" of 10000 ms"));
}

}  // namespace
}  // namespace zoo
