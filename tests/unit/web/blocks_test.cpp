#include <gtest/gtest.h>

#include "drawn.hpp"

namespace {

using namespace host_sdk::page;
using drawn::has;

TEST(Blocks, DrawASectionAsACardWithItsHeading) {
  const auto html =
      drawn::block({"people", Section{"People", {{"words", Text{"Hello", {}}, ""}}, {}, {}, "Who"}, ""});
  EXPECT_TRUE(has(html, "<section class=\"card\" id=\"b-people\" aria-labelledby=\"title-people\">"));
  EXPECT_TRUE(has(html, "<h2 class=\"card-title\" id=\"title-people\">People</h2>"));
  EXPECT_TRUE(has(html, "Who"));
}

TEST(Blocks, DrawACollapsedSectionAsAClosedDisclosure) {
  EXPECT_TRUE(has(drawn::block({"more", Section{"More", {}, {}, true, ""}, ""}), "id=\"b-more\"><summary"));
  EXPECT_TRUE(
      has(drawn::block({"more", Section{"More", {}, {}, false, ""}, ""}), "id=\"b-more\" open><summary"));
}

TEST(Blocks, EscapeAllTextFromPlugins) {
  const std::string evil = "<img src=x onerror=alert(1)>";
  Section section{evil, {}, {}, {}, evil};
  Table table{evil, {{"c", evil}}, {{"r", {evil}, {}}}, evil, {}, "", {}, ""};
  Choice choice{evil, evil, ChoiceStyle::cards, false, {}, {{"o", evil, evil, evil, evil, {}}}};
  Picker picker;
  picker.label = picker.hint = picker.create = picker.summary = evil;
  picker.value = {{evil, evil, false}};
  section.blocks = {
      {"t", Text{evil, {{evil, "/x"}}}, ""},
      {"n", Notice{Tone::danger, evil, evil, {}}, ""},
      {"e", Empty{evil, evil, evil, {}, evil}, ""},
      {"f", Facts{evil, FactStyle::tiles, {{evil, evil, evil, evil, Tone::info}}}, ""},
      {"p", ProgressBar{evil, evil, 1, 2, evil, {{evil, 1}}, {}, evil, {}}, ""},
      {"tb", table, ""},
      {"form",
       Form{{{"c", choice, ""},
             {"pk", picker, ""},
             {"i", Input{evil, evil, InputType::text, evil, false, 256, false}, ""},
             {"nr", Number{evil, evil, evil, evil, 0, 9, 1}, ""},
             {"tg", Toggle{evil, evil, true}, ""}},
            {},
            evil,
            1},
       ""},
      {"a",
       Actions{
           {Action{"do", evil, ActionStyle::standard, evil, false, false, {}, false, evil, "", {}, evil}}},
       ""}};
  const auto html = drawn::block({"all", section, ""});
  EXPECT_FALSE(has(html, "<img"));
  EXPECT_TRUE(has(html, "&lt;img src=x onerror=alert(1)&gt;"));
}

TEST(Blocks, ContainNoInlineStylesOrEventHandlers) {
  const auto html = drawn::block({"p", ProgressBar{"Sync", "Step 1", 148, 888, "users", {}, {}, "", {}}, ""});
  EXPECT_FALSE(has(html, "style="));
  EXPECT_TRUE(has(html, "max=\"888\" value=\"148\""));
}

TEST(Blocks, DrawAnIndeterminateBarWhenTheTotalIsUnknown) {
  const auto html = drawn::block({"p", ProgressBar{"Sync", "Step 1", 148, {}, "users", {}, {}, "", {}}, ""});
  EXPECT_FALSE(has(html, "value="));
  EXPECT_TRUE(has(html, "148 users"));
}

TEST(Blocks, AnnounceWarningsAssertivelyAndInfoPolitely) {
  EXPECT_TRUE(has(drawn::block({"n", Notice{Tone::warning, "Held", "", {}}, ""}), "role=\"alert\""));
  EXPECT_TRUE(has(drawn::block({"n", Notice{Tone::info, "News", "", {}}, ""}), "role=\"status\""));
}

TEST(Blocks, DrawTheIconOfTheEmptyState) {
  const auto html = drawn::block({"e", Empty{"plug-connected", "Nothing yet", "", {}, "Later"}, ""});
  EXPECT_TRUE(has(html, "icons.svg#plug-connected"));
  EXPECT_TRUE(has(html, "Later"));
  EXPECT_FALSE(has(drawn::block({"e", Empty{"no-such-icon", "Nothing yet", "", {}, ""}, ""}), "<svg"));
}

TEST(Values, AreDrawnByType) {
  auto drawing = drawn::drawing();
  drawing.user_name = [](std::int64_t id) { return id == 7 ? std::string("Ada Lovelace") : std::string(); };
  Facts facts{"",
              FactStyle::list,
              {{"a", NumberValue{0}, "", "", Tone::neutral},
               {"b", NumberValue{3, Tone::danger}, "", "", Tone::neutral},
               {"c", BadgeValue{"Completed", Tone::success}, "", "", Tone::neutral},
               {"d", UserValue{7}, "", "", Tone::neutral},
               {"e", UserValue{8}, "", "", Tone::neutral},
               {"f", TimeValue{drawing.now - std::chrono::minutes{12}}, "", "", Tone::neutral}}};
  const auto html = drawn::block({"f", facts, ""}, drawing);
  EXPECT_TRUE(has(html, "<span class=\"text-secondary\">0</span>"));
  EXPECT_TRUE(has(html, "<span class=\"text-danger fw-bold\">3</span>"));
  EXPECT_TRUE(has(html, "<span class=\"badge tone-success\">Completed</span>"));
  EXPECT_TRUE(has(html, "<a href=\"/company/target-users/7\">Ada Lovelace</a>"));
  EXPECT_TRUE(has(html, "A user who was removed"));
  EXPECT_TRUE(has(html, ">12 minutes ago</time>"));
}

TEST(Values, LinkOnlyToTheHostAndDeclaredOrigins) {
  auto drawing = drawn::drawing();
  drawing.link_origins = {"https://good.example"};
  const auto html = drawn::block({"t",
                                  Text{"See",
                                       {{"own", "/users"},
                                        {"good", "https://good.example/a"},
                                        {"bad", "https://good.example.evil.example/"},
                                        {"worse", "//evil.example"},
                                        {"worst", "javascript:alert(1)"}}},
                                  ""},
                                 drawing);
  EXPECT_TRUE(has(html, "href=\"/users\""));
  EXPECT_TRUE(has(html, "href=\"https://good.example/a\""));
  EXPECT_FALSE(has(html, "evil.example"));
  EXPECT_FALSE(has(html, "javascript:"));
  EXPECT_TRUE(has(html, "worst"));
}

Table history(std::size_t rows, std::string next) {
  Table table{"History", {{"a", "A"}}, {}, "", 120, std::move(next), {}, "history"};
  for (std::size_t i = 0; i < rows; ++i) table.rows.push_back({std::to_string(i), {std::string("x")}, {}});
  return table;
}

TEST(Tables, LinkToTheNextPageAndSayWhichRowsTheyShow) {
  const auto html = drawn::block({"history", history(50, "5"), ""});
  EXPECT_TRUE(has(html,
                  "href=\"/company/settings/"
                  "parts?after.history=5&amp;from.history=50&amp;past.history=0%3A#b-history\""));
  EXPECT_FALSE(has(html, "First page"));
  EXPECT_FALSE(has(html, "Previous"));
  EXPECT_TRUE(has(html, "1–50 of 120"));
  EXPECT_TRUE(has(html, "href=\"/company/settings/parts/tables/history\" download=\"history.csv\""));
}

TEST(Tables, CountNothingOnASinglePageWithoutATotal) {
  Table table = history(3, "");
  table.total.reset();
  EXPECT_FALSE(has(drawn::block({"history", table, ""}), "1–3"));
}

TEST(Tables, LinkToThePreviousPage) {
  auto drawing = drawn::drawing();
  drawing.view.cursors = {{"history", "9"}, {"other", "9"}};
  drawing.view.places = {{"history", {100, {{0, ""}, {50, "5"}}}}};
  const auto html = drawn::block({"history", history(20, ""), ""}, drawing);
  EXPECT_TRUE(has(html, "101–120 of 120"));
  EXPECT_TRUE(
      has(html,
          "href=\"/company/settings/"
          "parts?after.history=5&amp;after.other=9&amp;from.history=50&amp;past.history=0%3A#b-history\""));
  EXPECT_TRUE(has(html, ">First page</a>"));
  EXPECT_FALSE(has(html, ">Next</a>"));
}

TEST(Tables, CallTheFirstPagePreviousOnTheSecondOne) {
  auto drawing = drawn::drawing();
  drawing.view.cursors = {{"history", "5"}};
  drawing.view.places = {{"history", {50, {{0, ""}}}}};
  const auto html = drawn::block({"history", history(1, "9"), ""}, drawing);
  EXPECT_TRUE(has(html, ">51 of 120<"));
  EXPECT_TRUE(has(html, "href=\"/company/settings/parts#b-history\""));
  EXPECT_TRUE(has(html, ">Previous</a>"));
  EXPECT_FALSE(has(html, "First page"));
}

TEST(Tables, LinkToTheFirstPageWhereTheAddressDoesNotSayWhichPageItIs) {
  auto drawing = drawn::drawing();
  drawing.view.cursors = {{"history", "5"}, {"other", "9"}};
  const auto html = drawn::block({"history", history(1, ""), ""}, drawing);
  EXPECT_TRUE(has(html, "Showing 1 of 120"));
  EXPECT_TRUE(has(html, "href=\"/company/settings/parts?after.other=9#b-history\""));
  EXPECT_FALSE(has(html, ">Previous</a>"));
}

TEST(Tables, KeepTheParametersOfThePagesAddressInLinksAndExport) {
  Table table{"History", {{"a", "A"}}, {{"1", {std::string("x")}, {}}}, "", 10, "5", {}, "history"};
  auto drawing = drawn::drawing();
  drawing.view = {{{"other", "9"}}, {{"run", "12"}}};
  const auto html = drawn::block({"history", table, ""}, drawing);
  EXPECT_TRUE(has(html,
                  "parts?run=12&amp;after.history=5&amp;after.other=9&amp;from.history=1&amp;past.history=0%"
                  "3A#b-history"));
  EXPECT_TRUE(has(html, "href=\"/company/settings/parts/tables/history?run=12\""));
}

TEST(Tables, ShowTheEmptyTextWithoutRows) {
  const auto html =
      drawn::block({"t", Table{"Failed", {{"a", "A"}}, {}, "No failures.", {}, "", {}, ""}, ""});
  EXPECT_TRUE(has(html, "No failures."));
  EXPECT_FALSE(has(html, "<table"));
}

}  // namespace
