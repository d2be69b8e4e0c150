// Each misfit fails the rule that it breaks, and no other.
#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "check_run.hpp"

namespace zoo {
namespace {

using ::testing::HasSubstr;

constexpr const char* kAllHooks = "settings_page, scheduled_task, user_provider";
constexpr const char* kTask = "scheduled_task";

struct Misfit {
  std::string animal;
  std::string rule;
  /// In the sentence of the problem.
  std::string sentence;
  std::string hooks = kAllHooks;
  /// For limits that the animal exceeds by some milliseconds.
  std::string time_scale = "1";

  friend void PrintTo(const Misfit& misfit, std::ostream* out) { *out << misfit.animal; }
};

std::vector<Misfit> misfits() {
  return {
      {"no_such_animal", "library", "is not in", kTask},
      {"other_major", "library", "sdk_major is 2", kTask},
      {"static_library", "needed_libraries", "it does not use the shared libstdc++.so", kTask},
      {"exports_more", "exports",
       "in addition to host_sdk_plugin_entry, which other plugins would use by mistake"},
      {"crashes_while_loading", "load", "crashed with SIGABRT while the library was loaded"},
      {"throws_while_loading", "load", "crashed with SIGABRT while the library was loaded"},
      {"thread_while_loading", "quiet_load", "loading it left 1 thread"},
      {"crashes_at_exit", "exit", "crashed with SIGABRT while the process exited"},
      {"fails_in_start", "start", "start() failed: The cage is locked."},
      {"throws_in_start", "start", "threw in start(): the settings were eaten", kTask},
      {"lists_a_null_hook", "start", "returned a null scheduled_task hook", kTask},
      {"accepts_absent_settings", "absent_settings", "start() accepted them"},
      {"accepts_broken_settings", "broken_settings", "start() accepted them"},
      {"accepts_unknown_settings", "unknown_settings", "start() accepted them"},
      {"blames_the_administrator", "absent_database", "return try_again"},
      {"foreign_task_id", "hooks", "'elephant.task' does not start with the plugin's id"},
      {"throws_in_stop", "stop", "threw in stop(): it will not go", kTask},
      {"hangs_in_stop", "stop", "the plugin hangs in stop()", kAllHooks, "0.02"},
      {"leaves_a_file_open", "leftovers", "stop() left 1 open file (/dev/zero)"},
      {"throws_in_page", "pages", "page() threw: a bite"},
      {"repeats_an_id", "page_rules", "two blocks have the id 'form'"},
      {"trusts_parameters", "hostile_pages", "page() threw: stoi"},
      {"redirects_anywhere", "actions", "redirects to https://evil.example"},
      {"crashes_in_act", "actions", "crashed with SIGABRT in act()"},
      {"trusts_values", "hostile_actions", "act() threw: stoi"},
      {"ignores_the_limit", "options", "returned 60 options, and 50 were asked for"},
      {"trusts_the_return", "callbacks", "callback() threw: map::at"},
      {"one_page_at_a_time", "concurrent_pages", "the cage is busy"},
      {"fails_without_a_sentence", "tasks", "run() failed without a sentence (operator_action)"},
      {"exits_in_run", "tasks", "ended the process with the exit code 0 in run()"},
      {"trusts_addresses", "provider", "explain() threw: basic_string::substr"},
      {"ignores_a_cancel", "cancel", "ms after a cancel", kAllHooks, "0.02"},
      {"undefined_metric", "metrics", "collect() returned keepers: the metric is not defined"},
      {"chats_in_the_log", "log_lines", "Hello, I have run!"},
      {"logs_a_secret", "secrets", "the log, the audit trail or a notice contains a secret"},
      {"slow_page", "time_limits", "page() took", kAllHooks, "0.02"},
  };
}

class EachMisfit : public ::testing::TestWithParam<Misfit> {};

TEST_P(EachMisfit, FailsItsRuleAlone) {
  const auto& misfit = GetParam();
  const auto folder = new_folder();
  const auto settings = folder / "settings.yaml";
  std::ofstream(settings) << "colour: brown\n";
  std::vector<std::string> arguments{"--json", "--time-scale", misfit.time_scale,
                                     write_manifest(folder, misfit.animal, misfit.hooks)};
  if (misfit.hooks == kAllHooks) arguments.insert(arguments.end(), {"--settings", settings});
  const auto run = run_check(arguments, folder);
  EXPECT_EQ(run.exit_code, 1) << run.errors;
  for (const auto& [rule, result] : outcomes_of(run)) {
    if (rule == misfit.rule) {
      ASSERT_EQ(result.outcome, "failed") << run.output;
      EXPECT_THAT(result.problems.at(0), HasSubstr(misfit.sentence));
    } else {
      EXPECT_NE(result.outcome, "failed") << rule << ": " << ::testing::PrintToString(result.problems);
    }
  }
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(OfTheZoo, EachMisfit, ::testing::ValuesIn(misfits()),
                         [](const auto& misfit) { return misfit.param.animal; });

TEST(Check, PassesAHealthyPluginInEveryRule) {
  const auto folder = new_folder();
  std::ofstream(folder / "settings.yaml") << "colour: brown\n";
  const auto run = run_check(
      {"--json", write_manifest(folder, "healthy_misfit", kAllHooks), "--settings", folder / "settings.yaml"},
      folder);
  EXPECT_EQ(run.exit_code, 0) << run.output;
  for (const auto& [rule, result] : outcomes_of(run))
    EXPECT_EQ(result.outcome, "passed") << rule << ": " << ::testing::PrintToString(result.problems);
  std::filesystem::remove_all(folder);
}

TEST(Check, HasAnAnimalForEveryRule) {
  std::set<std::string> with_an_animal{"manifest"};  // CheckProgram.RefusesAnInvalidManifest
  for (const auto& misfit : misfits()) with_an_animal.insert(misfit.rule);
  const auto folder = new_folder();
  std::istringstream lines(run_check({"--list"}, folder).output);
  std::filesystem::remove_all(folder);
  std::set<std::string> rules;
  for (std::string line; std::getline(lines, line);) rules.insert(line.substr(0, line.find(':')));
  EXPECT_EQ(with_an_animal, rules);
}

}  // namespace
}  // namespace zoo
