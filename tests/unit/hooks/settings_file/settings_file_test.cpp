// Settings as a file: what is written is read back, and mistakes are named with file, line and key.
#include "settings/file/settings_file.hpp"

#include <gmock/gmock.h>

#include <random>

namespace gup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string no_name(const std::string&) {
  return "";
}

std::string file_of(const CompanySettings& settings) {
  return settings_file_text(settings, no_name);
}

SettingsFileReading read(const std::string& text) {
  return read_settings_file(text, "settings.yaml", SyncSettings{});
}

/// Everything that a company may save.
class RandomSettings {
 public:
  explicit RandomSettings(unsigned seed) : random_(seed) {}

  CompanySettings next() {
    CompanySettings settings;
    SyncSettings& sync = settings.sync;
    sync.source = coin() ? SyncSource::groups : SyncSource::organizational_units;
    sync.organizational_units = ids("id:unit");
    sync.groups = ids("03group");
    const auto& selected = sync.source == SyncSource::groups ? sync.groups : sync.organizational_units;
    sync.scope = coin() || selected.empty() ? SyncScope::all : SyncScope::chosen;
    sync.include_sub_units = coin();
    sync.include_nested_groups = coin();
    sync.method = static_cast<SyncMethod>(pick(4));
    if (coin() || sync.method == SyncMethod::target_group)
      sync.target_group = coin() ? std::to_string(pick(1000)) : "new:" + text();
    sync.group_attribute = static_cast<GroupAttribute>(pick(5));
    const auto step = [this] { return static_cast<OnLeaving>(pick(3)); };
    sync.on_leaving.left = step();
    sync.on_leaving.suspended = step();
    sync.on_leaving.deselected = step();
    sync.on_leaving.delete_after_days = 1 + pick(365);
    sync.existing_users = coin() ? ExistingUsers::skip : ExistingUsers::adopt;
    sync.removal_limit.percent = pick(101);
    sync.removal_limit.at_least = 1 + pick(1000);
    for (const ExclusionKind kind : exclusion_kinds())
      if (coin()) settings.exclusions.push_back(rule(kind));
    if (coin()) settings.fields = fields();
    return settings;
  }

 private:
  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  bool coin() { return pick(2) == 1; }

  std::vector<std::string> ids(const std::string& prefix) {
    std::vector<std::string> ids;
    for (int i = pick(4); i > 0; --i) ids.push_back(prefix + std::to_string(i));
    return ids;
  }

  /// Never empty, and without spaces at its ends.
  std::string text() {
    static const std::vector<std::string> kParts{
        "a",  "\"", "\\", "${HOME}", "$$", "$",          "# b",    ": ",   "'", "\u00e4", "\u0085", "\u2028",
        "- ", "{c", "*",  "&d",      "%e", "\U0001F338", "\uFEFF", "null", "~", "[f",     "!g",     "|"};
    std::string text = "x";
    for (int i = pick(8); i > 0; --i)
      text += kParts[static_cast<std::size_t>(pick(static_cast<int>(kParts.size())))];
    return text + "y";
  }

  std::string text_for(const TargetField& field) {
    for (const std::string& one : {text(), std::string("boss@acme.example")})
      if (value_problem(field, one).empty()) return one;
    return "de";
  }

  FieldMapping fields() {
    FieldMapping mapping = default_mapping();
    for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i) {
      FieldRule& rule = mapping[i];
      if (coin()) rule.sources.clear();
      if (coin()) rule.sources.push_back({Attribute::phones, text()});
      if (coin()) rule.sources.push_back({Attribute::custom_schemas, "HR", "Cost-Center_2"});
      rule.empty = rule.sources.empty() ? EmptyValue::keep : static_cast<EmptyValue>(pick(3));
      if (rule.empty == EmptyValue::text) rule.text = text_for(kTargetFields[i]);
      EXPECT_EQ(clean_rule(kTargetFields[i], rule), "");
    }
    // What a form refuses is not in a file.
    for (FieldRule& rule : mapping)
      std::erase_if(rule.sources, [](const FieldSource& one) {
        return !read_sources(sources_text({one})).problem.empty();
      });
    for (FieldRule& rule : mapping)
      if (rule.sources.empty() && rule.empty == EmptyValue::clear) rule.empty = EmptyValue::keep;
    mapping[0] = {};
    return mapping;
  }

  Exclusion rule(ExclusionKind kind) {
    Exclusion rule;
    rule.kind = kind;
    rule.reason = kind == ExclusionKind::guests && coin() ? "" : text();
    switch (kind) {
      case ExclusionKind::address:
        rule.value = "ann" + std::to_string(pick(9)) + "@acme.com";
        break;
      case ExclusionKind::pattern:
        rule.value = "svc-*@acme.com";
        break;
      case ExclusionKind::domain:
        rule.value = "acme.co.uk";
        break;
      case ExclusionKind::unit:
      case ExclusionKind::group:
        rule.value = "id:x" + std::to_string(pick(9));
        break;
      default:
        break;
    }
    // As it is stored.
    EXPECT_EQ(clean_exclusion(rule.kind, rule.value), "");
    if (!rule.reason.empty()) {
      EXPECT_EQ(clean_reason(rule.reason), "");
    }
    return rule;
  }

  std::mt19937 random_;
};

TEST(SettingsFile, IsReadBackAsItWasWritten) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const CompanySettings settings = RandomSettings(seed).next();
    const std::string text = file_of(settings);
    const auto reading = read(text);
    ASSERT_THAT(reading.errors, ElementsAre()) << text;
    ASSERT_EQ(reading.settings.sync, settings.sync) << text;
    ASSERT_EQ(reading.settings.exclusions, settings.exclusions) << text;
    ASSERT_EQ(reading.settings.fields, settings.fields) << text;
    ASSERT_EQ(file_of(reading.settings), text);
  }
}

TEST(SettingsFile, ContainsTheFormsValues) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const SyncSettings settings = RandomSettings(seed).next().sync;
    const auto reading = read_form(form_values(settings), SyncSettings{}, FormOrigin::command_line);
    ASSERT_TRUE(reading.errors.empty());
    ASSERT_EQ(reading.settings, settings);
  }
}

TEST(SettingsFile, KeepsNamesInComments) {
  CompanySettings settings;
  settings.sync.organizational_units = {"id:1"};
  const auto text = settings_file_text(
      settings, [](const std::string&) { return "Evil\nmethod: target_group\u2028source: groups"; });
  EXPECT_THAT(text, HasSubstr("  - \"id:1\"  # Evil method: target_group source: groups\n"));
  EXPECT_THAT(read(text).errors, ElementsAre());
}

constexpr const char* kSmallest =
    "source: organizational_units\nscope: all\nmethod: target_users\nexclusions: []\n";

TEST(SettingsFile, UsesDefaultsForMissingKeys) {
  SyncSettings defaults;
  defaults.on_leaving = OnLeaving::deactivate;
  defaults.removal_limit.percent = 9;
  const auto reading = read_settings_file(kSmallest, "settings.yaml", defaults);
  EXPECT_THAT(reading.errors, ElementsAre());
  EXPECT_EQ(reading.settings.sync, defaults);
}

TEST(SettingsFile, ReadsFieldsAndUsesDefaultsForMissingOnes) {
  EXPECT_FALSE(read(kSmallest).settings.fields) << "without the key, the present fields stay";
  const auto reading =
      read(std::string(kSmallest) +
           "fields:\n  department: {from: [customSchemas.HR.Unit, organizations.department], "
           "when_empty: keep}\n  location: {from: [], when_empty: text, text: Berlin}\n");
  EXPECT_THAT(reading.errors, ElementsAre());
  FieldMapping expected = default_mapping();
  expected[*mapped_field("department")] = {
      {{Attribute::custom_schemas, "HR", "Unit"}, {Attribute::organizations, "", "department"}},
      EmptyValue::keep,
      ""};
  expected[*mapped_field("location")] = {{}, EmptyValue::text, "Berlin"};
  EXPECT_EQ(reading.settings.fields, expected);
}

TEST(SettingsFile, NamesFileLineAndKeyOfMistakesInFields) {
  const auto errors_of = [](const std::string& field) {
    return read(std::string(kSmallest) + "fields:\n  department:\n" + field).errors;
  };
  EXPECT_THAT(
      errors_of("    from: [organizations.colour]\n"),
      ElementsAre(HasSubstr("settings.yaml:7: key 'fields.department.from': “organizations.colour” is "
                            "not an attribute of Google users.")));
  EXPECT_THAT(errors_of("    from: [phones, phones.a, phones.b, phones.c, phones.d, phones.e]\n"),
              ElementsAre("settings.yaml:7: key 'fields.department.from': A field has at most 5 sources."));
  EXPECT_THAT(
      errors_of("    from: []\n"),
      ElementsAre("settings.yaml:7: key 'fields.department.from': Choose at least one attribute, keep "
                  "the value, or enter a text."));
  EXPECT_THAT(errors_of("    when_empty: forget\n"),
              ElementsAre("settings.yaml:7: key 'fields.department.when_empty': Choose what an empty value "
                          "does: clear, keep or text."));
  EXPECT_THAT(errors_of("    when_empty: text\n"),
              ElementsAre(HasSubstr("key 'fields.department.text': Enter the text.")));
  EXPECT_THAT(errors_of("    text: Berlin\n"),
              ElementsAre("settings.yaml:7: key 'fields.department.text': A text needs 'when_empty: text'."));
  EXPECT_THAT(errors_of("    colour: red\n"), ElementsAre(HasSubstr("key 'fields.department.colour': ")));
  EXPECT_THAT(read(std::string(kSmallest) + "fields: {email: {from: [name.fullName]}}\n").errors,
              ElementsAre(HasSubstr("key 'fields.email': ")));
}

TEST(SettingsFile, ChecksFieldsWithGoogleAndNamesTheLine) {
  const SettingsChecks checks{
      .form = {}, .exclusions = {}, .schedule = {}, .fields = [](const FieldMapping&) {
        return std::map<std::size_t, std::vector<std::string>>{
            {*mapped_field("location"), {"Not in Google."}}};
      }};
  const auto reading = read_settings_file(
      std::string(kSmallest) + "fields:\n  location:\n    when_empty: keep\n    from: [customSchemas.A.B]\n",
      "settings.yaml", SyncSettings{}, checks);
  EXPECT_THAT(reading.errors, ElementsAre("settings.yaml:8: key 'fields.location.from': Not in Google."));
}

TEST(SettingsFile, NamesFileLineAndKeyOfMistakes) {
  const auto errors_with = [](const std::string& more) { return read(kSmallest + more).errors; };
  EXPECT_THAT(read("source: groups\n").errors, ElementsAre(HasSubstr("key 'scope': is missing")));
  EXPECT_THAT(errors_with("on_leaving: keep\n"),
              ElementsAre("settings.yaml:5: key 'on_leaving': Choose delete, deactivate or "
                          "deactivate_then_delete, or by_cause."));
  EXPECT_THAT(
      errors_with("removal_limit:\n  percent: 101\n"),
      ElementsAre("settings.yaml:6: key 'removal_limit.percent': Enter a whole number from 0 to 100."));
  EXPECT_THAT(errors_with("include_sub_units: perhaps\n"),
              ElementsAre(HasSubstr("settings.yaml:5: key 'include_sub_units': ")));
  EXPECT_THAT(errors_with("groups: x\n"), ElementsAre("settings.yaml:5: key 'groups': must be a list"));
  EXPECT_THAT(errors_with("colour: red\n"), ElementsAre(HasSubstr("settings.yaml:5: key 'colour': ")));
  EXPECT_THAT(errors_with("target_group: ${HOME}\n"), ElementsAre(HasSubstr("key 'target_group': ")));
  EXPECT_THAT(errors_with("groups: [\"a,b\"]\n"),
              ElementsAre("settings.yaml:5: key 'groups': has an id with a comma"));
}

TEST(SettingsFile, ChecksExclusionsAsTheirFormDoes) {
  const auto errors_of = [](const std::string& rules) {
    return read("source: groups\nscope: all\nmethod: target_users\nexclusions:\n" + rules).errors;
  };
  EXPECT_THAT(errors_of("  - kind: robots\n"),
              ElementsAre(HasSubstr("settings.yaml:5: key 'exclusions[0].kind': is not one of address, ")));
  EXPECT_THAT(errors_of("  - {kind: pattern, value: '*@*', reason: x}\n"),
              ElementsAre(HasSubstr("key 'exclusions[0].value': The pattern would match everyone.")));
  EXPECT_THAT(errors_of("  - {kind: domain, value: a.b}\n"),
              ElementsAre(HasSubstr("key 'exclusions[0].reason': ")));
  EXPECT_THAT(
      errors_of("  - {kind: domain, value: a.b, reason: x}\n  - {kind: domain, value: A.b, reason: y}\n"),
      ElementsAre(HasSubstr("settings.yaml:6: key 'exclusions[1].value': is already in the file")));
}

}  // namespace
}  // namespace gup
