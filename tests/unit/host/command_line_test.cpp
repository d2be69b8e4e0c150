#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/output/page_text.hpp"
#include "cli/output/progress_line.hpp"
#include "cli/output/report.hpp"

namespace sample_host {
namespace {

using ::testing::HasSubstr;
namespace page = host_sdk::page;
using host_sdk::ResultCode;

TEST(ExitCode, FollowsTheResultCode) {
  EXPECT_EQ(exit_code_of(ResultCode::ok), ExitCode::done);
  EXPECT_EQ(exit_code_of(ResultCode::review_needed), ExitCode::review);
  EXPECT_EQ(exit_code_of(ResultCode::refused), ExitCode::refused);
  EXPECT_EQ(exit_code_of(ResultCode::access_lost), ExitCode::refused);
  EXPECT_EQ(exit_code_of(ResultCode::cancelled), ExitCode::failed);
  EXPECT_EQ(exit_code_of(ResultCode::try_again), ExitCode::failed);
  EXPECT_EQ(static_cast<int>(ExitCode::usage), 2);
  EXPECT_EQ(static_cast<int>(ExitCode::review), 5);
}

TEST(ExitCode, FollowsTheOutcomeOfAnAction) {
  ActionReply reply;
  EXPECT_EQ(exit_code_of(reply), ExitCode::done);
  reply.answer.outcome = page::Outcome::invalid;
  EXPECT_EQ(exit_code_of(reply), ExitCode::usage);
  reply.answer.outcome = page::Outcome::stale;
  EXPECT_EQ(exit_code_of(reply), ExitCode::refused);
  reply.answer.outcome = page::Outcome::refused;
  EXPECT_EQ(exit_code_of(reply), ExitCode::refused);
  reply.gate = Gate::failed;
  reply.result = host_sdk::Result::failed(ResultCode::access_lost, "x");
  EXPECT_EQ(exit_code_of(reply), ExitCode::refused);
}

TEST(ExitCode, IsDoneOnlyForASuccessfulCallback) {
  CallbackReply reply;
  EXPECT_EQ(exit_code_of(reply), ExitCode::done);
  reply.answer.toast = page::Toast{page::Tone::neutral, "You did not finish connecting."};
  EXPECT_EQ(exit_code_of(reply), ExitCode::refused);
  reply.answer.toast->tone = page::Tone::success;
  EXPECT_EQ(exit_code_of(reply), ExitCode::done);
  reply.gate = Gate::forbidden;
  EXPECT_EQ(exit_code_of(reply), ExitCode::refused);
}

std::optional<Options> parsed(std::vector<std::string> words, int& code) {
  words.insert(words.begin(), "sample-host");
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data(), code);
}

TEST(CommandLine, ReadsFieldsWithEqualSignsAndSpaces) {
  int code = 0;
  const auto options =
      parsed({"page", "act", "--config", "h.yaml", "--company", "acme", "--page", "p", "--action", "save",
              "--set", "a=b=c", "--set", "name=new:All staff", "--set", "empty=", "--json"},
             code);
  ASSERT_TRUE(options);
  EXPECT_EQ(options->command, Command::page_act);
  EXPECT_EQ(options->fields.at("a"), "b=c");
  EXPECT_EQ(options->fields.at("name"), "new:All staff");
  EXPECT_EQ(options->fields.at("empty"), "");
  EXPECT_TRUE(options->json);
}

TEST(CommandLine, ErasesTheValuesOfFieldsFromItsArguments) {
  std::vector<std::string> words{"sample-host", "page",     "act",        "--company=acme", "--page",
                                 "p",           "--action", "save",       "--set",          "key=s3cret",
                                 "--set=a=b=c", "--set",    "key=second", "--set",          "password="};
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  int code = 0;
  const auto options = parse_command_line(static_cast<int>(arguments.size()), arguments.data(), code);
  ASSERT_TRUE(options);
  EXPECT_THAT(options->fields,
              ::testing::ElementsAre(::testing::Pair("a", "b=c"), ::testing::Pair("key", "second"),
                                     ::testing::Pair("password", "")));
  for (const std::string& word : words)
    for (const char* value : {"s3cret", "b=c", "second"})
      EXPECT_EQ(word.find(value), std::string::npos) << word;
  EXPECT_STREQ(arguments[9], "key=");
}

TEST(CommandLine, ReadsWhichOptionsOfAPickerToList) {
  int code = 0;
  const auto options = parsed({"page", "options", "--company", "acme", "--page", "p", "--action", "units",
                               "--query", "sales", "--parent", "7", "--cursor", "c:50", "--set", "query=x"},
                              code);
  ASSERT_TRUE(options);
  EXPECT_EQ(options->query, "sales");
  EXPECT_EQ(options->parent, "7");
  EXPECT_EQ(options->cursor, "c:50");
  EXPECT_EQ(options->fields.at("query"), "x");
}

TEST(CommandLine, ConfirmsAnUnlinkOnlyWithItsOwnOption) {
  int code = 0;
  auto options = parsed({"unlink", "--company", "acme", "--provider", "p"}, code);
  ASSERT_TRUE(options);
  EXPECT_EQ(options->command, Command::unlink);
  EXPECT_FALSE(options->confirmed);
  options = parsed({"unlink", "--company", "acme", "--provider", "p", "--yes"}, code);
  ASSERT_TRUE(options);
  EXPECT_TRUE(options->confirmed);
  EXPECT_FALSE(parsed({"unlink", "--company", "acme"}, code));
  EXPECT_EQ(code, 2);
}

TEST(CommandLine, WatchesOnlyIfAsked) {
  int code = 0;
  EXPECT_FALSE(parsed({"serve"}, code)->watch);
  EXPECT_TRUE(parsed({"serve", "--watch"}, code)->watch);
}

/// A temporary file with that text.
class FieldFile {
 public:
  explicit FieldFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("field-file-" + std::to_string(getpid()) + "-" + std::to_string(text.size()))) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~FieldFile() { std::filesystem::remove(path_); }
  FieldFile(const FieldFile&) = delete;
  FieldFile& operator=(const FieldFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  const std::filesystem::path path_;
};

std::optional<Options> acted(std::vector<std::string> fields, int& code) {
  std::vector<std::string> words{"page", "act", "--company", "acme", "--page", "p", "--action", "x"};
  words.insert(words.end(), fields.begin(), fields.end());
  return parsed(words, code);
}

TEST(CommandLine, TakesTheValueOfAFieldFromAFileWithoutItsLastLineBreak) {
  int code = 0;
  const FieldFile file("{\n  \"key\": 1\n}\r\n");
  const auto options = acted({"--set", "name=@home", "--set-file", "key=" + file.path()}, code);
  ASSERT_TRUE(options);
  EXPECT_EQ(options->fields.at("key"), "{\n  \"key\": 1\n}");
  EXPECT_EQ(options->fields.at("name"), "@home");
}

TEST(CommandLine, TakesTheValueOfAFieldFromTheStandardInput) {
  int code = 0;
  std::istringstream input("a secret\n");
  auto* const before = std::cin.rdbuf(input.rdbuf());
  const auto options = acted({"--set-file", "key=-"}, code);
  std::cin.rdbuf(before);
  std::cin.clear();
  ASSERT_TRUE(options);
  EXPECT_EQ(options->fields.at("key"), "a secret");
}

TEST(CommandLine, RefusesUnreadableAndMalformedFieldFiles) {
  const FieldFile empty("");
  const FieldFile huge(std::string(std::size_t{1024} * 1024 + 1, 'x'));
  for (const auto& fields :
       std::vector<std::vector<std::string>>{{"--set-file", "key=/nowhere/at/all"},
                                             {"--set-file", "key=/tmp"},
                                             {"--set-file", "key=" + huge.path()},
                                             {"--set-file", "novalue"},
                                             {"--set", "key=1", "--set-file", "key=" + empty.path()}}) {
    ::testing::internal::CaptureStderr();
    int code = 0;
    EXPECT_FALSE(acted(fields, code)) << fields.back();
    EXPECT_EQ(code, 2);
    static_cast<void>(::testing::internal::GetCapturedStderr());
  }
}

TEST(CommandLine, ReturnsTwoForWrongUsage) {
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  for (const auto& words : std::vector<std::vector<std::string>>{
           {},
           {"nonsense"},
           {"sync", "--company", "acme"},
           {"page"},
           {"users", "--company", "a", "--json", "--csv"},
           {"page", "act", "--company", "a", "--page", "p", "--action", "x", "--set", "novalue"}}) {
    int code = 0;
    EXPECT_FALSE(parsed(words, code));
    EXPECT_EQ(code, 2);
  }
  int code = 7;
  EXPECT_FALSE(parsed({"--help"}, code));
  EXPECT_EQ(code, 0);
  static_cast<void>(::testing::internal::GetCapturedStdout());
  static_cast<void>(::testing::internal::GetCapturedStderr());
}

TEST(ProgressLine, ShowsStepShareAndCounts) {
  host_sdk::Progress progress{2, 3, "reading users from Google", 4000, 12000, "users", {{"skipped", 3}}};
  EXPECT_EQ(progress_line(progress, 200),
            "[########................] 2/3 reading users from Google 4,000 of 12,000 users, 3 skipped");
  EXPECT_EQ(progress_line(progress, 30).size(), 30U);
  progress.total.reset();
  EXPECT_THAT(progress_line(progress, 200), HasSubstr("Google 4,000 users"));
}

TEST(Report, ListsCountsAndPeople) {
  host_sdk::SyncReport report;
  report.started_at = host_sdk::Timestamp{std::chrono::hours{1}};
  report.finished_at = report.started_at + std::chrono::milliseconds{1500};
  report.added = 12;
  report.skipped = 1;
  report.groups_added = 2;
  report.skipped_people = {{"a@x.com", "1", "suspended"}};
  EXPECT_EQ(report_text(report, false),
            "Sync: 12 added, 1 skipped, 2 groups added, in 1.5 s.\nskipped a@x.com: suspended\n");
  const auto json = report_json_text(report, host_sdk::Result::ok(), false);
  EXPECT_THAT(json, HasSubstr("\"added\":12"));
  EXPECT_THAT(json, HasSubstr("\"result\":{\"code\":\"ok\""));
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

TEST(Report, NamesTheCodeAsTheSdkAndTheMetricsDo) {
  for (int number = 0; number < 8; ++number) {
    const auto code = static_cast<ResultCode>(number);
    EXPECT_THAT(report_json_text({}, host_sdk::Result::failed(code, "x"), false),
                HasSubstr("\"code\":\"" + std::string(name_of(code)) + "\""));
  }
}

TEST(PageText, ShowsFieldsActionsAndWhyTheyAreDisabled) {
  page::Page whole;
  whole.title = "Provisioning";
  whole.status.label = "Connected";
  page::Action action;
  action.id = "sync_now";
  action.label = "Sync now";
  action.disabled = "A sync is running.";
  whole.actions.push_back(action);
  whole.blocks.push_back({"sub", page::Toggle{"Include\x1b[2J", "", true}, ""});
  EXPECT_EQ(page_text(whole),
            "Provisioning [Connected]\n  (sync_now) Sync now - not now: A sync is running.\n  sub (Include "
            "[2J): true\n");
}

}  // namespace
}  // namespace sample_host
