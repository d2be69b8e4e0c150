#include <gtest/gtest.h>

#include "drawn.hpp"

namespace {

using namespace host_sdk::page;
using drawn::has;

Action action(std::string id) {
  Action made;
  made.id = std::move(id);
  made.label = "Do it";
  return made;
}

std::string draw(const Action& one, const sample_host::web::Drawing& drawing = drawn::drawing()) {
  return drawn::block({"buttons", Actions{{one}}, ""}, drawing);
}

TEST(Buttons, PostTheirOwnFormWithTheCsrfToken) {
  Action one = action("sync_now");
  one.value = "42";
  const auto html = draw(one);
  EXPECT_TRUE(has(
      html,
      "<form method=\"post\" id=\"do-sync_now-form\" action=\"/company/settings/parts/actions/sync_now\">"));
  EXPECT_TRUE(has(html, "name=\"_csrf\" value=\"token\""));
  EXPECT_TRUE(has(html, "name=\"value\" value=\"42\""));
  EXPECT_TRUE(has(html, "<button type=\"submit\" form=\"do-sync_now-form\""));
}

TEST(Buttons, SendTheFieldsOfTheEnclosingForm) {
  Action save = action("save");
  save.submit = true;
  const auto html = drawn::block({"settings", Form{{}, {save}, "", 1}, ""});
  EXPECT_TRUE(has(
      html,
      "<button type=\"submit\" form=\"form-settings\" formaction=\"/company/settings/parts/actions/save\""));
}

TEST(Buttons, ShowTheReasonWhenDisabledAndSendNothing) {
  Action one = action("sync_now");
  one.disabled = "Review the removals first.";
  const auto html = draw(one);
  EXPECT_TRUE(has(html, "type=\"button\" aria-disabled=\"true\""));
  EXPECT_TRUE(has(html, "aria-describedby=\"do-sync_now-why\""));
  EXPECT_TRUE(has(html, "Review the removals first."));
  EXPECT_FALSE(has(html, "<form"));
}

TEST(Buttons, RequireTheDeclaredPermission) {
  Action one = action("sync_now");
  one.needs = "company.settings";
  EXPECT_TRUE(has(draw(one), "type=\"submit\""));
  auto viewer = drawn::drawing();
  viewer.actor.can.clear();
  EXPECT_TRUE(has(draw(one, viewer), "Your role does not allow this."));
}

TEST(Buttons, AskForConfirmation) {
  Action one = action("unlink");
  one.confirm = Confirm{"Unlink?", "All is deleted.", Tone::danger, "Unlink and delete",
                        TypedConfirmation{"Type acme.com", "acme.com"}};
  const auto html = draw(one);
  EXPECT_TRUE(has(html, "<button type=\"button\" command=\"show-modal\" commandfor=\"do-unlink-ask\""));
  EXPECT_TRUE(has(html, "<dialog class=\"question\" id=\"do-unlink-ask\""));
  EXPECT_TRUE(has(html, "name=\"_confirmed\" value=\"unlink\""));
  EXPECT_TRUE(has(html, "name=\"_confirmation\""));
  EXPECT_TRUE(has(html, "data-expected=\"acme.com\""));
  EXPECT_TRUE(has(html, ">Unlink and delete</button>"));
}

TEST(Buttons, SendFormFieldsAfterConfirmation) {
  Action save = action("save");
  save.submit = true;
  save.confirm = Confirm{"Sure?", "", Tone::info, "Save", {}};
  const auto html = drawn::block({"settings", Form{{}, {save}, "", 1}, ""});
  EXPECT_TRUE(
      has(html, "form=\"form-settings\" formaction=\"/company/settings/parts/actions/save\">Save</button>"));
}

TEST(Buttons, HaveUniqueIdsForTheSameAction) {
  const auto html = drawn::block({"buttons", Actions{{action("again"), action("again")}}, ""});
  EXPECT_TRUE(has(html, "id=\"do-again\""));
  EXPECT_TRUE(has(html, "id=\"do-again-2\""));
}

TEST(Buttons, KeepTheCurrentPageOfTheirTable) {
  auto drawing = drawn::drawing();
  drawing.view.cursors = {{"history", "5"}};
  EXPECT_TRUE(has(draw(action("undo"), drawing), "actions/undo?after.history=5"));
}

TEST(Buttons, CarryTheParametersOfThePagesAddress) {
  auto drawing = drawn::drawing();
  drawing.view.parameters = {{"run", "1 2"}};
  EXPECT_TRUE(has(draw(action("undo"), drawing), "actions/undo?run=1%202"));
}

}  // namespace
