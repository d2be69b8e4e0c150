// The field mapping on the page.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/fields/field_form.hpp"
#include "hooks/actions/fields/field_preview.hpp"
#include "host_sdk/page_rules/actions.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::ActionAnswer;
using host_sdk::page::Outcome;
using host_sdk::page::Table;
using ::testing::HasSubstr;
using ::testing::Not;

class FieldsOnThePage : public ::testing::Test {
 protected:
  FieldsOnThePage() {
    bench.connect();
    bench.set_up();
  }
  FieldRule rule(const char* column) {
    return bench.store.field_mapping("acme")[mapped_field(column).value()];
  }
  std::string error(const ActionAnswer& answer, const char* input) {
    EXPECT_EQ(answer.outcome, Outcome::invalid);
    EXPECT_EQ(bench.store.field_mapping("acme"), default_mapping());
    const auto found = answer.errors.find(input);
    return found == answer.errors.end() ? "" : found->second.at(0);
  }
  void grant_schemas() {
    auto connection = bench.store.load_connection("acme").value();
    connection.scopes.emplace_back(google::kSchemaScope);
    ASSERT_TRUE(bench.store.save_connection(connection, connection.revision));
    bench.google.directory.attributes = {{{"HR", "CostCenter"}, "People: Cost centre", false}};
  }
  host_sdk::page::OptionsAnswer options(const std::string& query, std::vector<std::string> ids = {}) {
    host_sdk::page::OptionsRequest request;
    request.company = bench.company;
    request.picker = "field_department";
    request.query = query;
    request.ids = std::move(ids);
    host_sdk::page::OptionsAnswer answer;
    EXPECT_TRUE(bench.hook.options(request, answer).done());
    return answer;
  }
  std::string cell(const Table& table, const std::string& row, std::size_t column) {
    for (const auto& one : table.rows)
      if (one.id == row) return std::get<std::string>(one.cells.at(column));
    return "";
  }

  Bench bench;
};

TEST_F(FieldsOnThePage, AreATableWithALineForEachField) {
  const auto page = bench.page();
  const auto* table = find_kind<Table>(page, "fields");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rows.size(), kTargetFields.size());
  EXPECT_EQ(cell(*table, "fields_email", 1), "Primary address, always");
  EXPECT_EQ(cell(*table, "fields_department", 1), "Organization: department");
  EXPECT_EQ(cell(*table, "fields_department", 2), "The field is cleared");
  EXPECT_FALSE(find_action(page, kResetFields)) << "they are the defaults";
}

TEST_F(FieldsOnThePage, AreSavedWithTheirRulesAndAudited) {
  const auto answer = bench.act(
      kSaveFields, {{"field_department", "new:customSchemas.HR.CostCenter,organizations.primary.department"},
                    {"empty_department", "keep"},
                    {"empty_location", "text"},
                    {"text_location", " Headquarters "}});
  EXPECT_EQ(answer.outcome, Outcome::render) << answer.errors.size();
  EXPECT_EQ(sources_text(rule("department").sources), "customSchemas.HR.CostCenter,organizations.department");
  EXPECT_EQ(rule("department").empty, EmptyValue::keep);
  EXPECT_EQ(rule("location"), (FieldRule{default_mapping()[mapped_field("location").value()].sources,
                                         EmptyValue::text, "Headquarters"}));
  EXPECT_TRUE(bench.audited("fields_saved"));
  EXPECT_EQ(bench.store.load_settings("acme")->revision, 2) << "a preview with the old fields is void";
  const auto page = bench.page();
  const auto* table = find_kind<Table>(page, "fields");
  EXPECT_EQ(cell(*table, "fields_department", 1),
            "Custom attribute: HR.CostCenter, else Organization: department");
  EXPECT_EQ(cell(*table, "fields_department", 2), "The field keeps its value");
  EXPECT_EQ(cell(*table, "fields_location", 2), "“Headquarters”");
  EXPECT_EQ(bench.act(kResetFields).outcome, Outcome::render);
  EXPECT_EQ(bench.store.field_mapping("acme"), default_mapping());
}

TEST_F(FieldsOnThePage, AreRefusedAtTheInput) {
  EXPECT_THAT(error(bench.act(kSaveFields, {{"field_department", "department"}}), "field_department"),
              HasSubstr("“department” is not an attribute of Google users"));
  EXPECT_THAT(error(bench.act(kSaveFields, {{"field_department", ""}}), "field_department"),
              HasSubstr("Choose at least one attribute"));
  EXPECT_EQ(error(bench.act(kSaveFields, {{"empty_department", "text"}, {"text_department", " "}}),
                  "text_department"),
            "Enter the text.");
  EXPECT_THAT(error(bench.act(kSaveFields, {{"empty_department", "delete"}}), "empty_department"),
              HasSubstr("Choose what an empty value does"));
}

TEST_F(FieldsOnThePage, AreNotSavedOverSomeoneElsesChange) {
  auto request = bench.request(kSaveFields, {{"empty_department", "keep"}});
  request.revision = 1;
  ASSERT_TRUE(bench.store.save_field_mapping(
      "acme",
      [] {
        FieldMapping mapping = default_mapping();
        mapping[mapped_field("location").value()].empty = EmptyValue::keep;
        return mapping;
      }(),
      "Robin", bench.host.clock().now()));
  const auto answer = bench.act(request);
  EXPECT_EQ(answer.outcome, Outcome::stale);
  EXPECT_EQ(answer.stale_by, "Robin");
  EXPECT_EQ(rule("department").empty, EmptyValue::clear);
}

TEST_F(FieldsOnThePage, NameACustomAttributeThatGoogleDoesNotHave) {
  grant_schemas();
  EXPECT_EQ(
      error(bench.act(kSaveFields, {{"field_department", "customSchemas.HR.Costs"}}), "field_department"),
      "Google has no custom attribute HR.Costs.");
  EXPECT_EQ(bench.act(kSaveFields, {{"field_department", "customSchemas.HR.CostCenter"}}).outcome,
            Outcome::render);
  bench.google.directory.attributes = std::vector<KnownAttribute>{};
  bench.host.clock().advance(std::chrono::minutes{10});
  EXPECT_EQ(bench.act(kSaveFields, {{"empty_department", "keep"}}).outcome, Outcome::render)
      << "what is saved already can stay";
}

TEST_F(FieldsOnThePage, AreListedForThePicker) {
  auto found = options("cost");
  ASSERT_EQ(found.options.size(), 1U);
  EXPECT_EQ(found.options[0].id, "organizations.costCenter");
  EXPECT_THAT(found.note, HasSubstr("not listed"));
  grant_schemas();
  found = options("cost");
  ASSERT_EQ(found.options.size(), 2U);
  EXPECT_EQ(found.options[0].id, "customSchemas.HR.CostCenter");
  EXPECT_EQ(found.options[0].label, "People: Cost centre");
  EXPECT_EQ(found.note, "");
  const auto resolved = options("", {"phones.mobile", "nonsense", "customSchemas.A.B"});
  EXPECT_EQ(resolved.options[0].label, "Phone (mobile)");
  EXPECT_TRUE(resolved.options[1].gone);
  EXPECT_FALSE(resolved.options[2].gone);
}

TEST_F(FieldsOnThePage, ArePreviewedWithRealPeopleWithoutBeingSaved) {
  auto& users = bench.google.directory.users;
  users.clear();
  for (int i = 0; i < 7; ++i) {
    DirectoryUser user;
    user.id = std::to_string(i);
    user.primary_email = "p" + user.id + "@acme.com";
    user.given_name = "P";
    user.suspended = i == 0;
    user.archived = false;
    if (i == 6)
      user.department.reset();
    else
      user.department = "Sales";
    users.push_back(user);
  }
  const auto answer =
      bench.act(kPreviewFields, {{"empty_department", "text"}, {"text_department", "Unassigned"}});
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.toast->text, "1 user of the first 6 would get different values. Nothing was saved.");
  EXPECT_EQ(bench.store.field_mapping("acme"), default_mapping());
  const auto page = bench.page({}, answer.parameters);
  const auto* table = find_kind<Table>(page, "fields_preview");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rows.size(), 5U);
  EXPECT_EQ(table->columns.size(), 2U) << "the person, and the field that changes";
  EXPECT_EQ(std::get<std::string>(table->rows[0].cells[0]), "P <p6@acme.com>") << "who changes comes first";
  EXPECT_EQ(std::get<std::string>(table->rows[0].cells[1]), "Unassigned (now empty)");
  EXPECT_EQ(std::get<std::string>(table->rows[1].cells[1]), "Sales");
  const auto* input = find_kind<host_sdk::page::Input>(page, "text_department");
  ASSERT_NE(input, nullptr);
  EXPECT_EQ(input->value, "Unassigned") << "the form keeps what was entered";
  EXPECT_EQ(find_kind<Table>(bench.page(), "fields_preview"), nullptr);
}

TEST_F(FieldsOnThePage, SayThatAPreviewIsMissingAndKeepWhatWasEntered) {
  const auto answer = bench.act(kPreviewFields, {{"field_location", "new:customSchemas.HR.Site"},
                                                 {"empty_department", "text"},
                                                 {"text_department", "Unassigned"}});
  bench.fields.forget("acme");  // as in another process
  const auto page = bench.page({}, answer.parameters);
  const auto* note = find_kind<host_sdk::page::Notice>(page, "fields_preview");
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(note->title, "This preview is no longer available");
  EXPECT_EQ(find_kind<host_sdk::page::Input>(page, "text_department")->value, "Unassigned");
  const auto* picker = find_kind<host_sdk::page::Picker>(page, "field_location");
  ASSERT_EQ(picker->value.size(), 1U);
  EXPECT_EQ(picker->value[0].id, "customSchemas.HR.Site");
  EXPECT_EQ(bench.store.field_mapping("acme"), default_mapping());
  EXPECT_EQ(find_kind<host_sdk::page::Notice>(bench.page(), "fields_preview"), nullptr);
}

TEST_F(FieldsOnThePage, ShowAPreviewOfMoreChangesThanAnAddressHolds) {
  host_sdk::page::Values values;
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i) {
    values[field_input(kSourcesPrefix, i)] = "customSchemas.HR.Other";
    values[field_input(kEmptyPrefix, i)] = "keep";
  }
  const auto answer = bench.act(kPreviewFields, values);
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_LE(answer.parameters.size(), host_sdk::page::kMostParameters);
  EXPECT_NE(find_kind<Table>(bench.page({}, answer.parameters), "fields_preview"), nullptr);
}

TEST(FieldPreviewText, ShowsTheValuesOfPeopleWithoutADifference) {
  PreviewedPerson person;
  person.email = "ada@acme.com";
  EXPECT_EQ(preview_text(person), "ada@acme.com: no values");
  person.values[mapped_field("department").value()] = {.next = "Sales", .now = "Sales"};
  EXPECT_EQ(preview_text(person), "ada@acme.com: Department “Sales”");
  person.values[mapped_field("location").value()] = {.next = "", .now = "Berlin"};
  EXPECT_EQ(preview_text(person), "ada@acme.com: Department “Sales”, Location empty (now “Berlin”)");
}

TEST_F(FieldsOnThePage, AskForTheListOfAttributesOnlyOnRequest) {
  ASSERT_TRUE(find_action(bench.page(), kAllowCustomAttributes));
  EXPECT_THAT(bench.act(kConnect).url, Not(HasSubstr("with_schemas")));
  const auto answer = bench.act(kAllowCustomAttributes);
  EXPECT_EQ(answer.outcome, Outcome::redirect);
  EXPECT_THAT(answer.url, HasSubstr("with_schemas"));
  grant_schemas();
  EXPECT_FALSE(find_action(bench.page(), kAllowCustomAttributes));
  EXPECT_THAT(bench.act(kConnect).url, HasSubstr("with_schemas")) << "a reconnect keeps it";
}

}  // namespace
}  // namespace gup::testing
