#include "plugins/pages/page_gateway.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "accounts/accounts.hpp"
#include "fake_plugin.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/pages/whole_table.hpp"
#include "services/company_list.hpp"
#include "services/log.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace page = host_sdk::page;
using host_sdk::Result;

struct GatewayTest : ::testing::Test {
  GatewayTest() {
    testing::add_to(catalog, plugin);
    plugin.page.present.title = "Fake";
  }
  ~GatewayTest() override { catalog.stop(); }

  void offer(page::Action action) { plugin.page.present.actions.push_back(std::move(action)); }
  ActionReply act(const std::string& action, const std::string& confirmation = {}, page::Values values = {}) {
    ActionInput input;
    input.action = action;
    input.confirmation = confirmation;
    input.values = std::move(values);
    return gateway.act("fake-page", "acme", viewer, input);
  }

  testing::TemporaryDatabase database;
  std::string logged;
  Log log{host_sdk::LogLevel::warning, [this](std::string_view line) { logged += line; }};
  testing::FakePlugin plugin;
  PluginCatalog catalog{log};
  CompanyList companies{{{"acme", "Acme Inc."}}};
  host_sdk::fakes::FakeClock clock;
  CallbacksTable table{database.pool};
  CallbackStates states{table, clock};
  PageGateway gateway{catalog, companies, states, log};
  Viewer viewer{{"dana", "Dana", {std::string{kCompanySettings}}}, "session-of-dana"};
};

page::Action action_of(const std::string& id) {
  page::Action action;
  action.id = id;
  action.label = id;
  return action;
}

TEST_F(GatewayTest, CarriesOutAnActionThatThePageOffers) {
  offer(action_of("save"));
  const auto reply = act("save");
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_EQ(reply.answer.outcome, page::Outcome::render);
  ASSERT_EQ(plugin.page.acts.size(), 1U);
  EXPECT_EQ(plugin.page.acts[0].company.name, "Acme Inc.");
  EXPECT_EQ(plugin.page.acts[0].callback.state, "") << "only an action that leaves gets a state";
}

TEST_F(GatewayTest, RefusesAWithheldActionInThePagesOwnWords) {
  plugin.page.present.unavailable = {{"undo", "There is nothing to undo yet."}};
  const auto reply = act("undo");
  EXPECT_EQ(reply.answer.outcome, page::Outcome::refused);
  EXPECT_EQ(reply.answer.toast->text, "There is nothing to undo yet.");
  EXPECT_THAT(plugin.page.acts, IsEmpty());
}

TEST_F(GatewayTest, RefusesAnActionThatThePageDoesNotOfferNow) {
  const auto reply = act("unlink");
  EXPECT_EQ(reply.answer.outcome, page::Outcome::refused);
  EXPECT_THAT(plugin.page.acts, IsEmpty());
}

TEST_F(GatewayTest, RefusesADisabledActionWithItsReason) {
  auto action = action_of("save");
  action.disabled = "A sync is running.";
  offer(action);
  const auto reply = act("save");
  EXPECT_EQ(reply.answer.outcome, page::Outcome::refused);
  EXPECT_THAT(reply.answer.toast->text, HasSubstr("A sync is running."));
  EXPECT_THAT(plugin.page.acts, IsEmpty());
}

TEST_F(GatewayTest, RefusesAnActionWhoseTypedConfirmationDiffers) {
  page::Action action = action_of("unlink");
  action.confirm = page::Confirm{};
  action.confirm->type_to_confirm = page::TypedConfirmation{"Type the domain", "acme.com"};
  plugin.page.present.unlink = action;
  for (const char* typed : {"", "acme.co", "ACME.COM", "acme.com x"}) {
    EXPECT_EQ(act("unlink", typed).answer.outcome, page::Outcome::refused) << typed;
  }
  EXPECT_THAT(plugin.page.acts, IsEmpty());
  EXPECT_EQ(act("unlink", " acme.com ").answer.outcome, page::Outcome::render);
  EXPECT_EQ(plugin.page.acts.size(), 1U);
}

TEST_F(GatewayTest, RefusesAnActionWhosePermissionIsMissing) {
  auto action = action_of("save");
  action.needs = "company.owner";
  offer(action);
  const auto reply = act("save");
  EXPECT_EQ(reply.answer.refusal, page::Refusal::forbidden);
  EXPECT_THAT(plugin.page.acts, IsEmpty());
}

TEST_F(GatewayTest, KeepsAViewerOut) {
  offer(action_of("save"));
  viewer.actor.can.clear();
  EXPECT_EQ(gateway.page("fake-page", "acme", viewer).gate, Gate::forbidden);
  EXPECT_EQ(act("save").gate, Gate::forbidden);
  EXPECT_EQ(gateway.options("fake-page", "acme", viewer, {}).gate, Gate::forbidden);
  EXPECT_THAT(plugin.page.acts, IsEmpty());
}

TEST_F(GatewayTest, TellsRowsApartByTheirValue) {
  page::Table history;
  history.columns = {{"run", "Run", page::Align::start}};
  for (const char* value : {"1", "2"}) {
    page::Row row{value, {std::string{value}}, action_of("undo_run")};
    row.action->value = value;
    if (row.id == "2") row.action->disabled = "It was undone already.";
    history.rows.push_back(row);
  }
  plugin.page.present.blocks.push_back({"history", history, ""});
  EXPECT_EQ(act("undo_run", "", {{"value", "1"}}).answer.outcome, page::Outcome::render);
  EXPECT_EQ(act("undo_run", "", {{"value", "2"}}).answer.outcome, page::Outcome::refused);
  EXPECT_EQ(act("undo_run", "", {{"value", "3"}}).answer.outcome, page::Outcome::refused);
}

TEST_F(GatewayTest, FindsAnActionInsideAnOptionOfAChoice) {
  page::Choice choice;
  choice.options.push_back({"a", "A", "", "", "", {{"inner", page::Actions{{action_of("deep")}}, ""}}});
  plugin.page.present.blocks.push_back({"choice", choice, ""});
  EXPECT_EQ(act("deep").answer.outcome, page::Outcome::render);
}

TEST_F(GatewayTest, SurvivesAPageThatThrowsAndKeepsTheCauseInTheLog) {
  plugin.page.on_page = [](const page::PageRequest&, page::Page&) -> Result {
    throw std::runtime_error("password=hunter2");
  };
  const auto reply = gateway.page("fake-page", "acme", viewer);
  EXPECT_EQ(reply.gate, Gate::failed);
  EXPECT_THAT(reply.reference, Not(IsEmpty()));
  EXPECT_THAT(reply.sentence, Not(HasSubstr("hunter2")));
  EXPECT_THAT(logged, HasSubstr(reply.reference));
  EXPECT_THAT(logged, HasSubstr("hunter2"));
}

TEST_F(GatewayTest, LetsAPluginRedirectToItsDeclaredOriginsOnly) {
  offer(action_of("connect"));
  std::string url;
  plugin.page.on_act = [&](const page::ActionRequest&, page::ActionAnswer& answer) {
    answer.outcome = page::Outcome::redirect;
    answer.url = url;
    return Result::ok();
  };
  url = "https://accounts.example.com/auth?state=x";
  EXPECT_EQ(act("connect").answer.url, url);
  for (const char* bad :
       {"https://evil.example/", "http://accounts.example.com/", "https://accounts.example.com.evil.example/",
        "https://accounts.example.com@evil.example/", "javascript:alert(1)", "//accounts.example.com/",
        "/settings", "https://accounts.example.com\\@evil.example/",
        "https://accounts.example.com/\r\nSet-Cookie: a=b", ""}) {
    url = bad;
    const auto reply = act("connect");
    EXPECT_EQ(reply.gate, Gate::failed) << bad;
    EXPECT_EQ(reply.answer.url, "") << bad;
  }
}

TEST_F(GatewayTest, RefusesOptionsOfAPickerThatThePageDoesNotShow) {
  EXPECT_EQ(gateway.options("fake-page", "acme", viewer, {{}, {}, "units", "", "", "", 50, {}, {}}).gate,
            Gate::unknown);
  plugin.page.present.blocks.push_back({"units", page::Picker{}, ""});
  plugin.page.on_options = [](const page::OptionsRequest& request, page::OptionsAnswer& answer) {
    EXPECT_EQ(request.limit, 50);
    answer.options.resize(80);
    return Result::ok();
  };
  const auto reply =
      gateway.options("fake-page", "acme", viewer, {{}, {}, "units", "", "", "", 5000, {}, {}});
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_EQ(reply.answer.options.size(), 50U);
}

TEST_F(GatewayTest, KnowsNeitherForeignPagesNorForeignCompanies) {
  EXPECT_EQ(gateway.page("other-page", "acme", viewer).gate, Gate::unknown);
  EXPECT_EQ(gateway.page("fake-page", "globex", viewer).gate, Gate::unknown);
}

struct CallbackGatewayTest : GatewayTest {
  CallbackGatewayTest() {
    auto action = action_of("connect");
    action.opens_external_site = true;
    offer(action);
    plugin.page.on_callback = [](const page::CallbackRequest&, page::ActionAnswer& answer) {
      answer.toast = page::Toast{page::Tone::success, "Connected."};
      return Result::ok();
    };
  }
  std::string state() {
    EXPECT_EQ(act("connect").gate, Gate::open);
    return plugin.page.acts.back().callback.state;
  }
};

TEST_F(CallbackGatewayTest, AReturnCountsOnce) {
  const auto value = state();
  EXPECT_EQ(value.size(), 43U) << "256 bits as base64url";
  const auto first = gateway.callback("fake", "return", {{"state", value}, {"code", "c"}}, "session-of-dana");
  EXPECT_EQ(first.gate, Gate::open);
  EXPECT_EQ(first.page_slug, "fake-page");
  EXPECT_FALSE(first.for_command_line);
  ASSERT_EQ(plugin.page.callbacks.size(), 1U);
  EXPECT_EQ(plugin.page.callbacks[0].actor.name, "Dana");
  EXPECT_EQ(plugin.page.callbacks[0].params.at("code"), "c");

  const auto second =
      gateway.callback("fake", "return", {{"state", value}, {"code", "c"}}, "session-of-dana");
  EXPECT_EQ(second.gate, Gate::forbidden);
  EXPECT_EQ(plugin.page.callbacks.size(), 1U);
}

TEST_F(CallbackGatewayTest, AReturnInAnotherBrowserIsRefusedAndSpoilsNothing) {
  const auto value = state();
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", value}}, "session-of-eve").gate, Gate::forbidden);
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", value}}, "").gate, Gate::forbidden);
  EXPECT_THAT(plugin.page.callbacks, IsEmpty());
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", value}}, "session-of-dana").gate, Gate::open);
}

TEST_F(CallbackGatewayTest, AReturnAfterTenMinutesIsRefused) {
  const auto value = state();
  clock.advance(std::chrono::minutes{10});
  const auto reply = gateway.callback("fake", "return", {{"state", value}}, "session-of-dana");
  EXPECT_EQ(reply.gate, Gate::forbidden);
  EXPECT_EQ(reply.page_slug, "fake-page");
  EXPECT_THAT(plugin.page.callbacks, IsEmpty());
}

TEST_F(CallbackGatewayTest, AnInventedStateOrAnotherPluginIsRefused) {
  const auto value = state();
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", "invented"}}, "session-of-dana").gate,
            Gate::forbidden);
  EXPECT_EQ(gateway.callback("fake", "return", {}, "session-of-dana").gate, Gate::forbidden);
  EXPECT_EQ(gateway.callback("other", "return", {{"state", value}}, "session-of-dana").gate, Gate::forbidden);
  EXPECT_THAT(plugin.page.callbacks, IsEmpty());
}

TEST_F(CallbackGatewayTest, AReturnForTheCommandLineMayComeInAnyBrowser) {
  viewer = {command_line_actor(), ""};
  const auto value = state();
  const auto reply = gateway.callback("fake", "return", {{"state", value}}, "session-of-anybody");
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_TRUE(reply.for_command_line);
}

/// A table of `count` numbers whose pages have as many rows as the host asks for; `circle` never ends.
void count_up(testing::FakePage& fake, int count, bool circle) {
  fake.on_page = [=](const page::PageRequest& request, page::Page& answer) -> Result {
    const auto cursor = request.cursors.find("numbers");
    const int first = cursor == request.cursors.end() ? 0 : std::stoi(cursor->second);
    page::Table table;
    table.columns = {{"number", "Number", page::Align::end}};
    table.export_name = "numbers";
    for (int i = first; i < count && i < first + request.table_rows; ++i)
      table.rows.push_back({"r" + std::to_string(i), {page::NumberValue{i}}, {}});
    const int next = first + request.table_rows;
    if (next < count) table.next = std::to_string(next);
    if (next >= count && circle) table.next = std::to_string(request.table_rows);
    answer.blocks.push_back({"numbers", std::move(table), ""});
    return Result::ok();
  };
}

TEST_F(GatewayTest, ExportsTheRowsOfAllPagesOfATable) {
  count_up(plugin.page, 450, false);
  const auto reply = whole_table(gateway, "fake-page", "acme", viewer, "numbers");
  ASSERT_EQ(reply.gate, Gate::open);
  ASSERT_EQ(reply.table.rows.size(), 450U);
  EXPECT_EQ(std::get<page::NumberValue>(reply.table.rows.back().cells[0]).number, 449);
}

TEST_F(GatewayTest, EndsTheExportOfATableThatGoesRoundInACircle) {
  count_up(plugin.page, 450, true);
  EXPECT_EQ(whole_table(gateway, "fake-page", "acme", viewer, "numbers").table.rows.size(), 450U);
}

TEST_F(GatewayTest, ExportsOnlyWhatThePageOffersForExport) {
  plugin.page.present.blocks = {{"quiet", page::Table{}, ""}};
  for (const char* block : {"quiet", "unknown"}) {
    const auto reply = whole_table(gateway, "fake-page", "acme", viewer, block);
    EXPECT_EQ(reply.gate, Gate::unknown) << block;
    EXPECT_THAT(reply.sentence, HasSubstr(block));
  }
}

}  // namespace
}  // namespace sample_host
