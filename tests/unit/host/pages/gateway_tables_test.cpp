// Parameters of a page's address, and the export of its tables.
#include <gmock/gmock.h>

#include <string>
#include <variant>

#include "gateway_fixture.hpp"
#include "plugins/pages/whole_table.hpp"

namespace sample_host {
namespace {

using host_sdk::Result;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A table of `count` numbers whose pages have as many rows as the host asks for; with `circle`, the last
/// page points back to the second.
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

TEST_F(GatewayTest, EndsTheExportOfATableWhoseCursorsRepeat) {
  count_up(plugin.page, 450, true);
  EXPECT_EQ(whole_table(gateway, "fake-page", "acme", viewer, "numbers").table.rows.size(), 450U);
}

TEST_F(GatewayTest, PassesUsableParametersOfTheAddressOn) {
  page::Parameters shown;
  plugin.page.on_page = [&](const page::PageRequest& request, page::Page& answer) {
    shown = request.parameters;
    answer.actions = {action_of("look")};
    return Result::ok();
  };
  plugin.page.on_act = [](const page::ActionRequest&, page::ActionAnswer& answer) {
    answer.parameters = {{"run", "13"}, {"Not a name", "x"}};
    return Result::ok();
  };
  ActionInput input;
  input.action = "look";
  input.view.parameters = {{"run", "12"}, {"_seen", "x"},     {"after.history", "5"},
                           {"9", "x"},    {"broken", "\xff"}, {"long", std::string(257, 'x')}};
  const auto reply = gateway.act("fake-page", "acme", viewer, input);
  EXPECT_EQ(shown, (page::Parameters{{"run", "12"}}));
  ASSERT_EQ(plugin.page.acts.size(), 1U);
  EXPECT_EQ(plugin.page.acts[0].parameters, (page::Parameters{{"run", "12"}}));
  EXPECT_EQ(reply.answer.parameters, (page::Parameters{{"run", "13"}}));
}

TEST_F(GatewayTest, PassesAtMostSixteenParametersOn) {
  page::Parameters shown;
  plugin.page.on_page = [&](const page::PageRequest& request, page::Page&) {
    shown = request.parameters;
    return Result::ok();
  };
  PageView view;
  for (int i = 0; i < 20; ++i) view.parameters["p" + std::to_string(i)] = "x";
  (void)gateway.page("fake-page", "acme", viewer, view);
  EXPECT_EQ(shown.size(), 16U);
}

TEST_F(GatewayTest, ExportsATableAtTheParametersOfTheAddress) {
  plugin.page.on_page = [](const page::PageRequest& request, page::Page& answer) {
    page::Table people;
    people.export_name = "people";
    people.columns = {{"run", "Run", page::Align::start}};
    people.rows = {{"r", {request.parameters.at("run")}, {}}};
    answer.blocks.push_back({"people", std::move(people), ""});
    return Result::ok();
  };
  const auto reply = whole_table(gateway, "fake-page", "acme", viewer, "people", {{}, {{"run", "12"}}});
  ASSERT_EQ(reply.table.rows.size(), 1U);
  EXPECT_EQ(std::get<std::string>(reply.table.rows[0].cells[0]), "12");
}

TEST_F(GatewayTest, ExportsOnlyTablesOfferedForExport) {
  plugin.page.present.blocks = {{"quiet", page::Table{}, ""}};
  for (const char* block : {"quiet", "unknown"}) {
    const auto reply = whole_table(gateway, "fake-page", "acme", viewer, block);
    EXPECT_EQ(reply.gate, Gate::unknown) << block;
    EXPECT_THAT(reply.sentence, HasSubstr(block));
  }
}

}  // namespace
}  // namespace sample_host
