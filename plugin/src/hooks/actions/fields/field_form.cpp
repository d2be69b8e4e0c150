#include "hooks/actions/fields/field_form.hpp"

#include <string_view>
#include <utility>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

using host_sdk::tr;

/// A picker marks what was typed into it.
std::string without_new(const std::string& text) {
  constexpr std::string_view kNew = "new:";
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = plain.empty() || plain.back() == ',' || plain.back() == ' ';
    if (starts && std::string_view(text).substr(i).starts_with(kNew))
      i += kNew.size() - 1;
    else
      plain += text[i];
  }
  return plain;
}

void read_field_rule(const host_sdk::page::Values& values, std::size_t field, MappingReading& reading) {
  FieldRule& rule = reading.mapping[field];
  const auto posted = [&](const char* prefix) { return values.find(field_input(prefix, field)); };
  const auto fail = [&](const char* prefix, std::string sentence) {
    reading.errors[field_input(prefix, field)].push_back(std::move(sentence));
  };
  const FieldRule before = rule;
  if (const auto sources = posted(kSourcesPrefix); sources != values.end()) {
    auto read = read_sources(without_new(sources->second));
    if (!read.problem.empty()) fail(kSourcesPrefix, read.problem);
    rule.sources = std::move(read.sources);
  }
  if (const auto empty = posted(kEmptyPrefix); empty != values.end()) {
    const auto choice = empty_value_named(host_sdk::trimmed(empty->second));
    if (!choice) fail(kEmptyPrefix, tr("Choose what an empty value does: clear, keep or text."));
    rule.empty = choice.value_or(rule.empty);
  }
  if (const auto text = posted(kEmptyTextPrefix); text != values.end()) rule.text = text->second;
  // What the company has saved stays valid.
  if (rule == before || !reading.errors.empty()) return;
  if (auto problem = clean_rule(kTargetFields[field], rule); !problem.empty())
    fail(rule.empty == EmptyValue::text ? kEmptyTextPrefix : kSourcesPrefix, std::move(problem));
}

}  // namespace

std::string field_input(const char* prefix, std::size_t field) {
  return std::string(prefix) + kTargetFields[field].column;
}

MappingReading read_mapping(const host_sdk::page::Values& values, const FieldMapping& saved) {
  MappingReading reading{saved, {}};
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i) read_field_rule(values, i, reading);
  return reading;
}

host_sdk::page::Values changed_inputs(const FieldMapping& saved, const FieldMapping& draft) {
  host_sdk::page::Values inputs;
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i) {
    const FieldRule& rule = draft[i];
    if (rule.sources != saved[i].sources) inputs[field_input(kSourcesPrefix, i)] = sources_text(rule.sources);
    if (rule.empty != saved[i].empty) inputs[field_input(kEmptyPrefix, i)] = empty_value_name(rule.empty);
    if (rule.text != saved[i].text) inputs[field_input(kEmptyTextPrefix, i)] = rule.text;
  }
  return inputs;
}

std::string rule_text(const FieldRule& rule) {
  const std::string from = rule.sources.empty() ? tr("no attribute") : sources_text(rule.sources);
  switch (rule.empty) {
    case EmptyValue::clear:
      return tr("{attributes}; cleared when empty", {{"attributes", from}});
    case EmptyValue::keep:
      return tr("{attributes}; kept when empty", {{"attributes", from}});
    case EmptyValue::text:
      break;
  }
  return tr("{attributes}; “{text}” when empty", {{"attributes", from}, {"text", rule.text}});
}

std::vector<std::string> mapping_changes(const FieldMapping& before, const FieldMapping& after) {
  std::vector<std::string> changes;
  for (std::size_t i = kFirstMappedField; i < after.size(); ++i)
    if (before[i] != after[i])
      changes.push_back(tr("{field}: {rule} (before: {former})", {{"field", tr(kTargetFields[i].label)},
                                                                  {"rule", rule_text(after[i])},
                                                                  {"former", rule_text(before[i])}}));
  return changes;
}

}  // namespace gup
