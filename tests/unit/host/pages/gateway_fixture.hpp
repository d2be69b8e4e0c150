// A gateway over a fake plugin with one page.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "accounts/accounts.hpp"
#include "fake_plugin.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "services/company_list.hpp"
#include "services/log.hpp"
#include "temporary_host.hpp"

namespace sample_host {

namespace page = host_sdk::page;

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
  CompanyList companies{{{"acme", "Acme Inc."},
                         {"initech", "Initech"},
                         {"hooli", "Hooli"},
                         {"umbrella", "Umbrella"},
                         {"soylent", "Soylent"},
                         {"wonka", "Wonka"},
                         {"tyrell", "Tyrell"}}};
  host_sdk::fakes::FakeClock clock;
  CallbacksTable table{database.pool};
  CallbackStates states{table, clock};
  PageGateway gateway{catalog, companies, states, log};
  Viewer viewer{{"dana", "Dana", {std::string{kCompanySettings}}}, "session-of-dana"};
};

inline page::Action action_of(const std::string& id) {
  page::Action action;
  action.id = id;
  action.label = id;
  return action;
}

}  // namespace sample_host
