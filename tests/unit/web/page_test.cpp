#include "web/page.hpp"

#include <gtest/gtest.h>

#include "drawn.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "web/page_fields.hpp"

namespace {

using namespace host_sdk::page;
using namespace sample_host::web;
using drawn::has;

const host_sdk::PageIdentity kIdentity{"parts", "Parts", {"Company", "Company settings"}, "administrator"};

std::string draw(const Page& page) {
  Drawing drawing = drawn::drawing();
  const PageParts parts = draw_parts(drawing, kIdentity, page);
  Html html;
  draw_page(html, drawing, parts);
  return html.str();
}

Page running(std::int64_t done) {
  Page page;
  page.title = "Parts";
  page.status = {"Syncing", Tone::info, true};
  page.blocks = {{"bar", ProgressBar{"Sync", "Step 2", done, 888, "users", {}, {}, "", {}}, ""},
                 {"words", Text{"Hello", {}}, ""}};
  page.live = true;
  return page;
}

TEST(Pages, ShowTitlePathAndStatus) {
  const auto html = draw(running(1));
  EXPECT_TRUE(has(html, "<h1 class=\"page-title\">Parts</h1>"));
  EXPECT_TRUE(has(html, "Company settings</a>"));
  EXPECT_TRUE(has(html, "status-dot-animated"));
}

TEST(Pages, PutTheUnlinkActionAtTheEndOfTheSideColumn) {
  Page page = running(1);
  Action unlink;
  unlink.id = "unlink";
  unlink.label = "Unlink…";
  Action reconnect;
  reconnect.id = "reconnect";
  reconnect.label = "Reconnect";
  page.aside = {{"side", Section{"Directory", {}, {reconnect}, {}, ""}, ""}};
  page.unlink = unlink;
  auto html = draw(page);
  EXPECT_LT(html.find("Reconnect"), html.find("Unlink…"));
  page.aside.clear();
  html = draw(page);
  EXPECT_TRUE(has(html, "part-aside-unlink"));
}

TEST(Pages, SendOnlyThePartsThatChanged) {
  Drawing drawing = drawn::drawing();
  const PageParts before = draw_parts(drawing, kIdentity, running(1));
  const PageParts after = draw_parts(drawing, kIdentity, running(2));
  const std::string changes = draw_changes(drawing, before, after).str();
  EXPECT_TRUE(has(changes, "<hx-partial hx-swap=\"outerMorph\" hx-target=\"#part-bar\">"));
  EXPECT_FALSE(has(changes, "part-words"));
  EXPECT_TRUE(draw_changes(drawing, after, after).empty());
}

TEST(Pages, AreSentWholeWhenABlockDisappears) {
  Drawing drawing = drawn::drawing();
  const PageParts before = draw_parts(drawing, kIdentity, running(1));
  Page done = running(1);
  done.blocks.erase(done.blocks.begin());
  const PageParts after = draw_parts(drawing, kIdentity, done);
  EXPECT_TRUE(has(draw_changes(drawing, before, after).str(), "hx-target=\"#page\""));
}

TEST(Pages, RenderDeterministically) {
  Drawing drawing = drawn::drawing();
  EXPECT_EQ(fingerprint(draw_parts(drawing, kIdentity, running(1))),
            fingerprint(draw_parts(drawing, kIdentity, running(1))));
}

TEST(TypedValues, AreKeptInEveryKindOfField) {
  Picker picker;
  picker.value = {{"1", "One", false}, {"2", "Two", false}};
  Choice inner{"",    "",    ChoiceStyle::compact,
               false, {"a"}, {{"a", "A", "", "", "", {}}, {"b", "B", "", "", "", {{"units", picker, ""}}}}};
  Page page;
  page.blocks = {{"settings",
                  Form{{{"scope", inner, ""},
                        {"nested", Toggle{"", "", true}, ""},
                        {"limit", Number{"", "", "", "", 0, 100, 5}, ""},
                        {"name", Input{"", "", InputType::text, "old", false, 100, false}, ""},
                        {"key", Input{"", "", InputType::secret, "", true, 100, false}, ""}},
                       {},
                       "",
                       1},
                  ""}};
  std::vector<std::pair<std::string, std::vector<std::string>>> unresolved;
  keep_typed(page,
             {{"scope", "b"},
              {"units", "2,3,new:Night shift"},
              {"nested", "false"},
              {"limit", "7"},
              {"name", "new"},
              {"key", "hush"}},
             unresolved);
  const auto& form = std::get<Form>(page.blocks[0].kind);
  EXPECT_EQ(std::get<Choice>(form.blocks[0].kind).value, std::vector<std::string>{"b"});
  EXPECT_FALSE(std::get<Toggle>(form.blocks[1].kind).value);
  EXPECT_EQ(std::get<Number>(form.blocks[2].kind).value, 7);
  EXPECT_EQ(std::get<Input>(form.blocks[3].kind).value, "new");
  EXPECT_EQ(std::get<Input>(form.blocks[4].kind).value, "");
  const Picker* kept = find_picker(page, "units");
  ASSERT_NE(kept, nullptr);
  ASSERT_EQ(kept->value.size(), 3U);
  EXPECT_EQ(kept->value[0].label, "Two");
  EXPECT_EQ(kept->value[2].label, "Night shift");
  ASSERT_EQ(unresolved.size(), 1U);
  EXPECT_EQ(unresolved[0].second, std::vector<std::string>{"3"});
}

TEST(TypedValues, AreKeptInTheSideColumnToo) {
  Page page;
  page.aside = {{"form",
                 Form{{{"name", Input{"", "", InputType::text, "old", false, 100, false}, ""}}, {}, "", 1},
                 ""}};
  std::vector<std::pair<std::string, std::vector<std::string>>> unresolved;
  keep_typed(page, {{"name", "new"}}, unresolved);
  EXPECT_EQ(std::get<Input>(std::get<Form>(page.aside[0].kind).blocks[0].kind).value, "new");
}

TEST(OfferedActions, AreFoundAnywhereOnThePage) {
  Action undo;
  undo.id = "undo";
  undo.value = "1";
  Action other = undo;
  other.value = "2";
  Page page;
  page.blocks = {{"t", Table{"", {}, {{"1", {}, undo}, {"2", {}, other}}, "", {}, "", {}, ""}, ""}};
  ASSERT_NE(find_action(page, "undo", "2").action, nullptr);
  EXPECT_EQ(find_action(page, "undo", "2").action->value, "2");
  EXPECT_EQ(find_action(page, "undo", {}).action->value, "1");
  EXPECT_EQ(find_action(page, "undo", "3").action, nullptr);
  EXPECT_EQ(find_action(page, "redo", {}).action, nullptr);
}

}  // namespace
