#include "settings/file/field_lines.hpp"

#include <iterator>
#include <utility>

#include "host_sdk/language.hpp"
#include "settings/file/yaml_text.hpp"

namespace gup {
namespace {

using host_sdk::yaml::Mapping;

constexpr const char* kFrom = "from";
constexpr const char* kWhenEmpty = "when_empty";
constexpr const char* kText = "text";

std::vector<FieldSource> sources_in(const Mapping& field) {
  std::vector<FieldSource> sources;
  for (const std::string& one : field.strings(kFrom)) {
    SourcesReading reading = read_sources(one);
    if (!reading.problem.empty()) throw field.error(kFrom, reading.problem);
    std::move(reading.sources.begin(), reading.sources.end(), std::back_inserter(sources));
  }
  SourcesReading all = read_sources(sources_text(sources));
  if (!all.problem.empty()) throw field.error(kFrom, all.problem);
  return std::move(all.sources);
}

FieldRule rule_in(const Mapping& field, const TargetField& target, FieldRule rule) {
  if (field.has(kFrom)) rule.sources = sources_in(field);
  const auto name = field.string(kWhenEmpty, empty_value_name(rule.empty));
  const auto empty = empty_value_named(name);
  if (!empty)
    throw field.error(kWhenEmpty, host_sdk::tr("Choose what an empty value does: clear, keep or text."));
  rule.empty = *empty;
  rule.text = field.string(kText, "");
  if (!rule.text.empty() && rule.empty != EmptyValue::text)
    throw field.error(kText, host_sdk::tr("A text needs 'when_empty: text'."));
  if (const auto problem = clean_rule(target, rule); !problem.empty())
    throw field.error(rule.empty == EmptyValue::text ? kText : kFrom, problem);
  return rule;
}

}  // namespace

std::string field_lines(const FieldMapping& mapping) {
  std::string text = std::string(kFieldsKey) + ":\n";
  for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i) {
    const FieldRule& rule = mapping[i];
    text += std::string("  ") + kTargetFields[i].column + ":\n    " + kFrom +
            (rule.sources.empty() ? ": []\n" : ":\n");
    for (const FieldSource& source : rule.sources)
      text += "      - " + yaml_quoted(sources_text({source})) + "\n";
    text += std::string("    ") + kWhenEmpty + ": " + empty_value_name(rule.empty) + "\n";
    if (rule.empty == EmptyValue::text)
      text += std::string("    ") + kText + ": " + yaml_quoted(rule.text) + "\n";
  }
  return text;
}

FieldMapping read_field_lines(const Mapping& fields) {
  FieldMapping mapping = default_mapping();
  for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i) {
    const TargetField& target = kTargetFields[i];
    if (fields.has(target.column))
      mapping[i] = rule_in(fields.mapping(target.column), target, std::move(mapping[i]));
  }
  return mapping;
}

host_sdk::yaml::YamlError source_error(const Mapping& fields, std::size_t field, std::string_view sentence) {
  return fields.mapping(kTargetFields[field].column).error(kFrom, sentence);
}

}  // namespace gup
