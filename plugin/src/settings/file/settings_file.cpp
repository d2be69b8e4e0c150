#include "settings/file/settings_file.hpp"

#include <array>
#include <set>
#include <utility>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "model/clean_text.hpp"
#include "settings/file/field_lines.hpp"
#include "settings/file/yaml_text.hpp"
#include "settings/schedule_form.hpp"

namespace gup {
namespace {

using host_sdk::yaml::Mapping;
using host_sdk::yaml::YamlError;

enum class Kind : std::uint8_t { text, ids, flag, number };

/// A line of the file, and the form's field with the same meaning.
struct Line {
  const char* key;
  Kind kind;
  const char* field;
  /// The mapping that contains the key; "" for the file itself.
  const char* section = "";
  bool required = false;
};

/// Every setting that a form field sets. A new one needs a line here, and a value in `form_values`.
constexpr std::array kLines{
    Line{"source", Kind::text, "source", "", true},
    Line{"scope", Kind::text, "scope", "", true},
    Line{"organizational_units", Kind::ids, "organizational_units"},
    Line{"groups", Kind::ids, "groups"},
    Line{"include_sub_units", Kind::flag, "include_sub_units"},
    Line{"include_nested_groups", Kind::flag, "include_nested_groups"},
    Line{"method", Kind::text, "method", "", true},
    Line{"target_group", Kind::text, "target_group"},
    Line{"group_attribute", Kind::text, "group_attribute"},
    Line{"on_leaving", Kind::text, "on_leaving"},
    Line{"on_leaving_left", Kind::text, "on_leaving_left"},
    Line{"on_leaving_suspended", Kind::text, "on_leaving_suspended"},
    Line{"on_leaving_deselected", Kind::text, "on_leaving_deselected"},
    Line{"delete_after_days", Kind::number, "delete_after_days"},
    Line{"existing_users", Kind::text, "existing_users"},
    Line{"percent", Kind::number, "removal_limit_percent", "removal_limit"},
    Line{"at_least", Kind::number, "removal_limit_at_least", "removal_limit"},
};
/// The fields of the form *When to sync*.
constexpr std::array kScheduleLines{
    Line{"every", Kind::text, kScheduleEveryField, "schedule", true},
    Line{"time", Kind::text, kScheduleTimeField, "schedule"},
    Line{"zone", Kind::text, kScheduleZoneField, "schedule"},
    Line{"quiet_days", Kind::ids, kQuietDaysField, "schedule"},
    Line{"quiet_dates", Kind::ids, kQuietDatesField, "schedule"},
};
constexpr const char* kExclusionsKey = "exclusions";

std::vector<std::string> ids_in(const std::string& value) {
  std::vector<std::string> ids;
  for (const std::string& part : host_sdk::split(value, ','))
    if (const auto id = host_sdk::trimmed(part); !id.empty()) ids.emplace_back(id);
  return ids;
}

void write_line(const Line& line, const std::string& value, const NameInComment& name_of, std::string& text) {
  const std::string indent = *line.section == '\0' ? "" : "  ";
  switch (line.kind) {
    case Kind::flag:
    case Kind::number:
      text += indent + line.key + ": " + value + "\n";
      return;
    case Kind::text:
      if (!value.empty())
        text += indent + line.key + ": " + yaml_quoted(value) + yaml_comment(name_of(value)) + "\n";
      return;
    case Kind::ids:
      text += indent + line.key + ":";
      const auto ids = ids_in(value);
      text += ids.empty() ? " []\n" : "\n";
      for (const std::string& id : ids)
        text += indent + "  - " + yaml_quoted(id) + yaml_comment(name_of(id)) + "\n";
      return;
  }
}

void write_exclusions(const std::vector<Exclusion>& rules, std::string& text) {
  text += std::string(kExclusionsKey) + (rules.empty() ? ": []\n" : ":\n");
  for (const Exclusion& rule : rules) {
    text += "  - kind: " + exclusion_kind_name(rule.kind) + "\n";
    if (!rule.value.empty()) text += "    value: " + yaml_quoted(rule.value) + yaml_comment(rule.name) + "\n";
    if (!rule.reason.empty()) text += "    reason: " + yaml_quoted(rule.reason) + "\n";
  }
}

/// Nothing if the file leaves the line out.
std::optional<std::string> value_in(const Mapping& mapping, const Line& line) {
  if (line.required && !mapping.has(line.key)) throw mapping.error(line.key, host_sdk::tr("is missing"));
  if (!mapping.has(line.key)) return std::nullopt;
  switch (line.kind) {
    case Kind::text:
      return mapping.string(line.key);
    case Kind::ids: {
      const auto ids = mapping.strings(line.key);
      for (const std::string& id : ids)
        if (id.find(',') != std::string::npos)
          throw mapping.error(line.key, host_sdk::tr("has an id with a comma"));
      return host_sdk::join(ids, ",");
    }
    case Kind::flag:
      return mapping.boolean(line.key) ? "true" : "false";
    case Kind::number:
      return std::to_string(mapping.integer(line.key));
  }
  return std::nullopt;
}

class FileReader {
 public:
  FileReader(Mapping root, const SyncSettings& defaults, const SettingsChecks& checks)
      : root_(std::move(root)), defaults_(defaults), checks_(checks) {}

  SettingsFileReading read() && {
    FormValues values;
    for (const Line& line : kLines)
      if (const auto value = value_in(mapping_of(line), line)) values.emplace(line.field, *value);
    read_exclusions();
    read_schedule();
    if (root_.has(kFieldsKey)) reading_.settings.fields = read_field_lines(root_.mapping(kFieldsKey));
    root_.finish();
    FormReading form = read_form(values, defaults_, FormOrigin::command_line);
    if (checks_.form) checks_.form(form);
    add_errors(form.errors);
    if (reading_.settings.schedule && checks_.schedule)
      add_errors(checks_.schedule(*reading_.settings.schedule));
    if (reading_.errors.empty()) check_fields();
    reading_.settings.sync = std::move(form.settings);
    if (reading_.errors.empty() && checks_.exclusions)
      for (const auto& [place, problem] : checks_.exclusions(reading_.settings.exclusions))
        add(rules_[place].error("value", problem));
    return std::move(reading_);
  }

 private:
  [[nodiscard]] Mapping mapping_of(const Line& line) const {
    return *line.section == '\0' ? root_ : root_.mapping(line.section);
  }

  void add(const YamlError& error) { reading_.errors.emplace_back(error.what()); }

  void add_errors(const FieldErrors& errors) {
    for (const auto& [field, sentences] : errors)
      for (const std::string& sentence : sentences) add_error(field, sentence);
  }

  void add_error(const std::string& field, const std::string& sentence) {
    for (const Line& line : kLines)
      if (field == line.field) return add(mapping_of(line).error(line.key, sentence));
    for (const Line& line : kScheduleLines)
      if (field == line.field) return add(mapping_of(line).error(line.key, sentence));
    add(root_.error(field, sentence));
  }

  void check_fields() {
    if (!reading_.settings.fields || !checks_.fields) return;
    for (const auto& [field, sentences] : checks_.fields(*reading_.settings.fields))
      for (const std::string& sentence : sentences)
        add(source_error(root_.mapping(kFieldsKey), field, sentence));
  }

  void read_schedule() {
    if (!root_.has("schedule")) return;
    FormValues& values = reading_.settings.schedule.emplace();
    for (const Line& line : kScheduleLines)
      if (const auto value = value_in(mapping_of(line), line)) values.emplace(line.field, *value);
    // Without these keys there are no such values.
    values.emplace(kScheduleTimeField, "");
    values.emplace(kScheduleZoneField, "");
    values.emplace(kQuietDaysField, "");
    values.emplace(kQuietDatesField, "");
  }

  void read_exclusions() {
    if (!root_.has(kExclusionsKey))
      throw root_.error(kExclusionsKey, host_sdk::tr("is missing; if there are none, write []"));
    for (const Mapping& mapping : root_.mappings(kExclusionsKey)) {
      Exclusion rule;
      const auto kind = exclusion_kind_named(mapping.string("kind"));
      if (!kind)
        throw mapping.error("kind",
                            host_sdk::tr("is not one of {choices}", {{"choices", exclusion_kind_names()}}));
      rule.kind = *kind;
      rule.value = mapping.string("value", "");
      rule.reason = mapping.string("reason", "");
      if (const auto problem = clean_exclusion(rule.kind, rule.value); !problem.empty())
        throw mapping.error("value", problem);
      // The rule that every company has from the start has no reason.
      const bool is_default = rule.kind == ExclusionKind::guests && rule.reason.empty();
      if (const auto problem = is_default ? "" : clean_reason(rule.reason); !problem.empty())
        throw mapping.error("reason", problem);
      if (!keys_.insert(exclusion_key(rule.kind, rule.value)).second)
        throw mapping.error("value", host_sdk::tr("is already in the file"));
      reading_.settings.exclusions.push_back(std::move(rule));
      rules_.push_back(mapping);
    }
    if (rules_.size() > kMostExclusions)
      throw root_.error(kExclusionsKey, host_sdk::tr("has more than {count} entries",
                                                     {{"count", std::to_string(kMostExclusions)}}));
  }

  const Mapping root_;
  const SyncSettings& defaults_;
  const SettingsChecks& checks_;
  SettingsFileReading reading_;
  std::vector<Mapping> rules_;
  std::set<std::string> keys_;
};

}  // namespace

std::string settings_file_text(const CompanySettings& settings, const NameInComment& name_of) {
  const FormValues values = form_values(settings.sync);
  std::string text;
  std::string_view section;
  const auto write = [&](const Line& line, const FormValues& of_form) {
    if (section != line.section) text += std::string(line.section) + ":\n";
    section = line.section;
    write_line(line, of_form.at(line.field), name_of, text);
  };
  for (const Line& line : kLines) write(line, values);
  if (settings.schedule)
    for (const Line& line : kScheduleLines) write(line, *settings.schedule);
  if (settings.fields) text += field_lines(*settings.fields);
  write_exclusions(settings.exclusions, text);
  return text;
}

SettingsFileReading read_settings_file(std::string_view text, const std::string& file,
                                       const SyncSettings& defaults, const SettingsChecks& checks) {
  try {
    const auto no_variables = [](const std::string&) { return std::optional<std::string>(); };
    return FileReader(host_sdk::yaml::read_text(text, file, no_variables), defaults, checks).read();
  } catch (const YamlError& error) {
    SettingsFileReading reading;
    reading.errors.emplace_back(error.what());
    return reading;
  }
}

}  // namespace gup
