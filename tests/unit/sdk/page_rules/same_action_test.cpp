// Several buttons of a page with the same action.
#include <gmock/gmock.h>

#include "host_sdk/page_rules/actions.hpp"
#include "host_sdk/page_rules/limits.hpp"
#include "host_sdk/page_rules/walk.hpp"

namespace host_sdk::page {
namespace {

Action button(const std::string& value = "") {
  Action action;
  action.id = "remove";
  action.label = "Remove";
  action.value = value;
  return action;
}

Action confirmed(Action action, const std::string& typed) {
  action.confirm = Confirm{"Remove?", "", Tone::danger, "Remove", {}};
  if (!typed.empty()) action.confirm->type_to_confirm = TypedConfirmation{"", typed};
  return action;
}

/// The refusal of a page with these buttons, in both orders.
std::string refusal(const Action& one, const Action& other) {
  Page whole;
  whole.actions = {one, other};
  auto reason = apply_limits(whole, {}, [](const std::string&) {});
  whole.actions = {other, one};
  EXPECT_EQ(apply_limits(whole, {}, [](const std::string&) {}), reason);
  return reason;
}

TEST(SameAction, MayBeOfferedByButtonsThatLookDifferent) {
  Action other = confirmed(button(), " acme.com");
  other.label = "Remove all";
  other.style = ActionStyle::danger;
  other.disabled = "Nothing to remove.";
  other.confirm->title = "Remove all?";
  EXPECT_EQ(refusal(confirmed(button(), "acme.com"), other), "");
}

TEST(SameAction, MayNotNeedDifferentPermissions) {
  Action other = button();
  other.needs = "company.settings";
  EXPECT_EQ(refusal(button(), other),
            "two actions have the id 'remove', but they need different permissions");
  Action row = other;
  row.value = "7";
  EXPECT_EQ(refusal(button(), row), "two actions have the id 'remove', but they need different permissions")
      << "a request for a row that is not shown would be decided by the button without a value";
}

TEST(SameAction, MayNotBeConfirmedDifferently) {
  const char* const kReason = "two actions have the id 'remove', but they are confirmed differently";
  EXPECT_EQ(refusal(button(), confirmed(button(), "")), kReason);
  EXPECT_EQ(refusal(confirmed(button(), ""), confirmed(button(), "acme.com")), kReason);
  EXPECT_EQ(refusal(confirmed(button("7"), "seven"), confirmed(button("7"), "eight")), kReason);
  EXPECT_EQ(refusal(button(), confirmed(button("7"), "seven")), kReason);
}

TEST(SameAction, MayNotBeALinkOrOpenAnExternalSiteInOnePlaceAlone) {
  Action link = button();
  link.leads_to = PageAddress{"people"};
  EXPECT_EQ(refusal(button(), link), "two actions have the id 'remove', but one of them is a link");
  EXPECT_EQ(refusal(link, link), "");
  Action external = button();
  external.opens_external_site = true;
  EXPECT_EQ(refusal(button(), external),
            "two actions have the id 'remove', but only one of them opens an external site");
}

TEST(SameAction, MayBeConfirmedDifferentlyInRowsWithDifferentValues) {
  EXPECT_EQ(refusal(confirmed(button("7"), "seven"), confirmed(button("8"), "eight")), "");
  EXPECT_EQ(refusal(button("7"), confirmed(button("8"), "eight")), "");
}

TEST(FindAction, PrefersTheButtonOfExactlyTheRequestedValue) {
  Page whole;
  whole.actions = {button(), button("7")};
  whole.actions[1].disabled = "Not now.";
  EXPECT_EQ(find_action(whole, "remove", "7").action, &whole.actions[1]);
  EXPECT_EQ(find_action(whole, "remove", "8").action, &whole.actions[0]);
  EXPECT_EQ(find_action(whole, "remove", {}).action, &whole.actions[0]);
}

TEST(FindAction, PrefersAButtonThatIsNotDisabled) {
  Page whole;
  whole.actions = {button(), button(), button()};
  whole.actions[0].disabled = "Not now.";
  EXPECT_EQ(find_action(whole, "remove", {}).action, &whole.actions[1]);
}

TEST(FindAction, UsesTheFirstRowWithoutARequestedValue) {
  Page whole;
  whole.actions = {button("7"), button("8")};
  EXPECT_EQ(find_action(whole, "remove", {}).action, &whole.actions[0]);
  EXPECT_EQ(find_action(whole, "remove", "9").action, nullptr);
}

TEST(CheckAction, ChecksTheButtonOfTheRequestedValue) {
  Page whole;
  whole.actions = {button(), button("7")};
  whole.actions[1].disabled = "Not now.";
  EXPECT_TRUE(check_action(whole, {}, "remove", "7", ""));
  EXPECT_FALSE(check_action(whole, {}, "remove", "", ""));
}

}  // namespace
}  // namespace host_sdk::page
