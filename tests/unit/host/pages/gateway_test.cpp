#include "plugins/pages/page_gateway.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gateway_fixture.hpp"
#include "host_sdk/language.hpp"
#include "text/languages.hpp"

namespace sample_host {
namespace {

using host_sdk::Result;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(GatewayTest, CarriesOutAnActionThatThePageOffers) {
  offer(action_of("save"));
  const auto reply = act("save");
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_EQ(reply.answer.outcome, page::Outcome::render);
  ASSERT_EQ(plugin.page.acts.size(), 1U);
  EXPECT_EQ(plugin.page.acts[0].company.name, "Acme Inc.");
  EXPECT_EQ(plugin.page.acts[0].callback.state, "") << "only actions that open an external site get a state";
}

TEST_F(GatewayTest, RefusesAnUnavailableActionWithThePagesReason) {
  plugin.page.present.unavailable_actions = {{"undo", "There is nothing to undo yet."}};
  const auto reply = act("undo");
  EXPECT_EQ(reply.answer.outcome, page::Outcome::refused);
  EXPECT_EQ(reply.answer.toast->text, "There is nothing to undo yet.");
  EXPECT_THAT(plugin.page.acts, IsEmpty());
}

TEST_F(GatewayTest, RefusesAnActionThatThePageDoesNotOffer) {
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

TEST_F(GatewayTest, RefusesAViewer) {
  offer(action_of("save"));
  viewer.actor.can.clear();
  EXPECT_EQ(gateway.page("fake-page", "acme", viewer).gate, Gate::forbidden);
  EXPECT_EQ(act("save").gate, Gate::forbidden);
  EXPECT_EQ(gateway.options("fake-page", "acme", viewer, {}, {}).gate, Gate::forbidden);
  EXPECT_THAT(plugin.page.acts, IsEmpty());
}

TEST_F(GatewayTest, DistinguishesRowsByTheirValue) {
  page::Table history;
  history.columns = {{"run", "Run", page::Align::start}};
  for (const char* value : {"1", "2"}) {
    page::Row row{value, {std::string{value}}, action_of("undo_run")};
    row.action->value = value;
    if (row.id == "2") row.action->disabled = "It was already undone.";
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

TEST_F(GatewayTest, LogsTheExceptionOfAPageAndShowsAReference) {
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

TEST_F(GatewayTest, PassesTheLanguageAndFailsInIt) {
  std::string seen;
  plugin.page.on_page = [&](const page::PageRequest& request, page::Page&) -> Result {
    seen = request.language;
    if (request.language == "tr") throw std::runtime_error("details");
    return Result::ok();
  };
  EXPECT_EQ(gateway.page("fake-page", "acme", viewer).gate, Gate::open);
  EXPECT_EQ(seen, "en");
  static_cast<void>(host_languages());
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_THAT(gateway.page("fake-page", "acme", viewer).sentence,
              HasSubstr("Platformun geri kalanı etkilenmedi."));
  EXPECT_EQ(seen, "tr");
}

TEST_F(GatewayTest, RedirectsToDeclaredOriginsOnly) {
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
  EXPECT_EQ(gateway.options("fake-page", "acme", viewer, {{}, {}, "units", "", "", "", 50, {}, {}}, {}).gate,
            Gate::unknown);
  plugin.page.present.blocks.push_back({"units", page::Picker{}, ""});
  plugin.page.on_options = [](const page::OptionsRequest& request, page::OptionsAnswer& answer) {
    EXPECT_EQ(request.limit, 50);
    answer.options.resize(80);
    return Result::ok();
  };
  const auto reply =
      gateway.options("fake-page", "acme", viewer, {{}, {}, "units", "", "", "", 5000, {}, {}}, {});
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_EQ(reply.answer.options.size(), 50U);
}

TEST_F(GatewayTest, RefusesPostedValuesThatDoNotFitThePage) {
  page::Form form;
  form.blocks.push_back({"limit", page::Number{"Limit", "", "", "", 0, 100, 5}, ""});
  form.actions.push_back(action_of("save"));
  plugin.page.present.blocks.push_back({"form", form, ""});
  const auto reply = act("save", "", {{"limit", "500"}, {"limits", "5"}});
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_EQ(reply.answer.outcome, page::Outcome::invalid);
  EXPECT_EQ(reply.answer.errors.at("limit").at(0), "must be from 0 to 100, not 500");
  EXPECT_EQ(reply.answer.errors.at("limits").at(0), "is not known; did you mean 'limit'?");
  EXPECT_THAT(plugin.page.acts, IsEmpty());
  EXPECT_EQ(act("save", "", {{"limit", "100"}}).answer.outcome, page::Outcome::render);
}

TEST_F(GatewayTest, AsksForOptionsWithoutTheValuesThatDoNotFitThePage) {
  page::Form form;
  form.blocks.push_back({"limit", page::Number{"Limit", "", "", "", 0, 100, 5}, ""});
  form.blocks.push_back({"units", page::Picker{}, ""});
  plugin.page.present.blocks.push_back({"form", form, ""});
  std::vector<page::Values> asked;
  plugin.page.on_options = [&](const page::OptionsRequest& request, page::OptionsAnswer&) {
    asked.push_back(request.values);
    return Result::ok();
  };
  page::OptionsRequest request;
  request.picker = "units";
  request.values = {{"limit", "500"}, {"limits", "5"}, {"units", "\xff"}};
  const auto reply = gateway.options("fake-page", "acme", viewer, request, {});
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_EQ(reply.left_out.at("limit").at(0), "must be from 0 to 100, not 500");
  EXPECT_EQ(reply.left_out.size(), 3U);
  request.values = {{"limit", "100"}, {"units", "a"}};
  EXPECT_THAT(gateway.options("fake-page", "acme", viewer, request, {}).left_out, IsEmpty());
  EXPECT_THAT(asked, ::testing::ElementsAre(page::Values{}, request.values));
}

TEST_F(GatewayTest, RefusesAnInvalidPageWithASentenceAndLogsIt) {
  plugin.page.present.blocks.push_back({"limit", page::Number{"Limit", "", "", "", 5, 3, 4}, ""});
  const auto reply = gateway.page("fake-page", "acme", viewer);
  EXPECT_EQ(reply.gate, Gate::failed);
  EXPECT_EQ(reply.sentence,
            "The plugin 'fake' returned an invalid page: the number 'limit' has the minimum 5 above its "
            "maximum 3.");
  EXPECT_THAT(logged,
              HasSubstr(" error acme fake: page_invalid page=fake-page reference=" + reply.reference));
}

/// A page that blocks until the test ends.
struct BlockedPageTest : GatewayTest {
  BlockedPageTest() {
    plugin.page.on_page = [this](const page::PageRequest&, page::Page&) {
      released.wait();
      return Result::ok();
    };
  }
  ~BlockedPageTest() override {
    if (!is_released) release.set_value();
    EXPECT_THAT(gateway.calls().wait_until_idle(std::chrono::seconds{20}), IsEmpty());
  }
  std::promise<void> release;
  bool is_released = false;
  std::shared_future<void> released = release.get_future().share();
};

TEST_F(BlockedPageTest, AnswersBusyWhileAsManyCallsRunAsAreAllowed) {
  constexpr int kMostOfCompany = 2;
  std::vector<std::thread> blocked;
  std::atomic<int> busy = 0;
  for (int i = 0; i <= kMostOfCompany; ++i)
    blocked.emplace_back([&] {
      if (gateway.page("fake-page", "acme", viewer).gate == Gate::busy) ++busy;
      // The first to be refused lets the others go.
      gateway.calls().stop();
    });
  for (auto& thread : blocked) thread.join();
  EXPECT_EQ(busy, kMostOfCompany + 1);
  EXPECT_THAT(logged, HasSubstr("page_busy plugin=fake hook=page calls=2"));
  EXPECT_THAT(gateway.calls().wait_until_idle(std::chrono::milliseconds{0}), ::testing::ElementsAre("fake"));
}

TEST_F(BlockedPageTest, OfOneCompanyDoesNotTakeTheCallsOfOthers) {
  const CallLimit patient{"options", std::chrono::seconds{30}, std::chrono::seconds{30}, 4, 2};
  std::atomic<int> started = 0;
  const auto block = [&started, released = released] {
    started.fetch_add(1);
    started.notify_all();
    released.wait();
    return Result::ok();
  };
  std::vector<std::thread> blocked;
  for (int i = 0; i < 2; ++i)
    blocked.emplace_back([&] { (void)gateway.calls().call("fake", patient, "acme", block); });
  for (int count = started; count < 2; count = started) started.wait(count);
  const auto quick = [] { return Result::ok(); };
  EXPECT_FALSE(gateway.calls().call("fake", patient, "acme", quick)) << "its two calls are blocked";
  EXPECT_TRUE(gateway.calls().call("fake", patient, "globex", quick));
  release.set_value();
  is_released = true;
  for (auto& thread : blocked) thread.join();
  EXPECT_TRUE(gateway.calls().call("fake", patient, "acme", quick));
}

TEST_F(BlockedPageTest, LogsASlowCallAndGivesItUp) {
  const CallLimit limit{"page", std::chrono::milliseconds{20}, std::chrono::milliseconds{40}};
  EXPECT_FALSE(gateway.calls().call("fake", limit, "acme", [released = released] {
    released.wait();
    return Result::ok();
  }));
  EXPECT_THAT(logged, HasSubstr("page_slow plugin=fake hook=page seconds=0"));
  EXPECT_THAT(logged, HasSubstr("page_timeout plugin=fake hook=page seconds=0"));
}

TEST_F(GatewayTest, FindsNeitherUnknownPagesNorUnknownCompanies) {
  EXPECT_EQ(gateway.page("other-page", "acme", viewer).gate, Gate::unknown);
  EXPECT_EQ(gateway.page("fake-page", "globex", viewer).gate, Gate::unknown);
}

TEST_F(GatewayTest, AnswersBusyForAPageWhosePluginIsNotStartedYet) {
  testing::FakePlugin later;
  later.start_result = Result::again("The database is busy.");
  later.page.slug = "later-page";
  testing::add_to(catalog, later, "later");
  const auto reply = gateway.page("later-page", "acme", viewer);
  EXPECT_EQ(reply.gate, Gate::busy);
  EXPECT_THAT(reply.sentence, HasSubstr("is running yet"));
  EXPECT_THAT(reply.sentence, HasSubstr("retried automatically"));
  EXPECT_EQ(gateway.page("fake-page", "acme", viewer).gate, Gate::open);
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

TEST_F(CallbackGatewayTest, AddsASentenceToAFailureWithoutOne) {
  plugin.page.present.blocks.push_back({"units", page::Picker{}, ""});
  const auto value = state();
  const auto fail = [](auto&&...) { return Result::failed(host_sdk::ResultCode::refused, ""); };
  plugin.page.on_act = fail;
  plugin.page.on_options = fail;
  plugin.page.on_callback = fail;
  const auto sentence = [](const std::string& hook) {
    return "The plugin 'fake' failed in '" + hook + "' without a reason (refused).";
  };
  EXPECT_EQ(act("connect").sentence, sentence("act"));
  EXPECT_EQ(
      gateway.options("fake-page", "acme", viewer, {{}, {}, "units", "", "", "", 50, {}, {}}, {}).sentence,
      sentence("options"));
  const auto reply = gateway.callback("fake", "return", {{"state", value}}, {"session-of-dana"});
  EXPECT_EQ(reply.sentence, sentence("callback"));
  EXPECT_EQ(reply.result.sentence, sentence("callback"));
  plugin.page.on_page = fail;
  EXPECT_EQ(gateway.page("fake-page", "acme", viewer).sentence, sentence("page"));
}

TEST_F(CallbackGatewayTest, AcceptsACallbackOnce) {
  const auto value = state();
  EXPECT_EQ(value.size(), 43U) << "256 bits as base64url";
  const auto first =
      gateway.callback("fake", "return", {{"state", value}, {"code", "c"}}, {"session-of-dana"});
  EXPECT_EQ(first.gate, Gate::open);
  EXPECT_EQ(first.page_slug, "fake-page");
  EXPECT_FALSE(first.for_command_line);
  ASSERT_EQ(plugin.page.callbacks.size(), 1U);
  EXPECT_EQ(plugin.page.callbacks[0].actor.name, "Dana");
  EXPECT_EQ(plugin.page.callbacks[0].params.at("code"), "c");

  const auto second =
      gateway.callback("fake", "return", {{"state", value}, {"code", "c"}}, {"session-of-dana"});
  EXPECT_EQ(second.gate, Gate::forbidden);
  EXPECT_EQ(plugin.page.callbacks.size(), 1U);
}

TEST_F(CallbackGatewayTest, RefusesACallbackInAnotherBrowserAndKeepsItsState) {
  const auto value = state();
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", value}}, {"session-of-eve"}).gate, Gate::forbidden);
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", value}}, {}).gate, Gate::forbidden);
  EXPECT_THAT(plugin.page.callbacks, IsEmpty());
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", value}}, {"session-of-dana"}).gate, Gate::open);
}

TEST_F(CallbackGatewayTest, RefusesACallbackAfterTenMinutes) {
  const auto value = state();
  clock.advance(std::chrono::minutes{10});
  const auto reply = gateway.callback("fake", "return", {{"state", value}}, {"session-of-dana"});
  EXPECT_EQ(reply.gate, Gate::forbidden);
  EXPECT_EQ(reply.page_slug, "fake-page");
  EXPECT_THAT(plugin.page.callbacks, IsEmpty());
}

TEST_F(CallbackGatewayTest, RefusesAnUnknownStateAndAnotherPlugin) {
  const auto value = state();
  EXPECT_EQ(gateway.callback("fake", "return", {{"state", "invented"}}, {"session-of-dana"}).gate,
            Gate::forbidden);
  EXPECT_EQ(gateway.callback("fake", "return", {}, {"session-of-dana"}).gate, Gate::forbidden);
  EXPECT_EQ(gateway.callback("other", "return", {{"state", value}}, {"session-of-dana"}).gate,
            Gate::forbidden);
  EXPECT_THAT(plugin.page.callbacks, IsEmpty());
}

TEST_F(CallbackGatewayTest, AcceptsACallbackForTheCommandLineFromAnyBrowser) {
  viewer = {command_line_actor(), ""};
  const auto value = state();
  const auto reply = gateway.callback("fake", "return", {{"state", value}}, {"session-of-someone"});
  EXPECT_EQ(reply.gate, Gate::open);
  EXPECT_TRUE(reply.for_command_line);
}

}  // namespace
}  // namespace sample_host
