#include "database/tables/json_text.hpp"

#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <type_traits>

#include "failure.hpp"
#include "host_sdk/time.hpp"
#include "model/settings/setting_names.hpp"
#include "model/target_fields.hpp"

namespace gup::database {
namespace {

namespace json = boost::json;

/// Calls `read` with the parsed text. Its exceptions mean that the plugin did not write the column.
template <typename Read>
auto parsed(std::string_view text, const Read& read) {
  try {
    return read(json::parse(json::string_view(text.data(), text.size())));
  } catch (const boost::system::system_error&) {
    throw Failure(host_sdk::ResultCode::operator_action,
                  "A column of the plugin's tables holds JSON that the plugin did not write.");
  } catch (const std::out_of_range&) {
    throw Failure(host_sdk::ResultCode::operator_action,
                  "A column of the plugin's tables holds JSON that lacks a field.");
  }
}

std::string string_of(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

/// A field of a row by its name in JSON; a null text is NULL.
struct NamedText {
  const char* name;
  const std::string* text;
};
using RowTexts = std::array<NamedText, kTargetFields.size() + 4>;

RowTexts texts_of(const TargetUserRow& row) {
  RowTexts texts;
  std::size_t at = 0;
  for (const TargetField& field : kTargetFields) texts[at++] = {field.column, field.find(row.fields)};
  texts[at++] = {"email_key", &row.email_key};
  texts[at++] = {"status", &row.status};
  texts[at++] = {"provider", &row.provider};
  texts[at++] = {"external_id", row.external_id ? &*row.external_id : nullptr};
  return texts;
}

bool is_equal(const std::string* a, const std::string* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

/// The fields of `row` that are not NULL and not equal in `other`.
std::optional<std::string> different_fields(const std::optional<TargetUserRow>& row,
                                            const std::optional<TargetUserRow>& other) {
  if (!row) return std::nullopt;
  // A first load writes one object for each user, so small ones stay on the stack.
  std::array<unsigned char, 8192> buffer;
  json::monotonic_resource memory(buffer.data(), buffer.size());
  json::object object(&memory);
  const RowTexts texts = texts_of(*row);
  const auto other_texts = other ? std::optional(texts_of(*other)) : std::nullopt;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].text == nullptr) continue;
    if (other_texts && is_equal(texts[i].text, (*other_texts)[i].text)) continue;
    object.emplace(texts[i].name, *texts[i].text);
  }
  return json::serialize(object);
}

}  // namespace

std::string to_json(const std::vector<std::string>& texts) {
  json::array array;
  for (const auto& text : texts) array.emplace_back(text);
  return json::serialize(array);
}

std::vector<std::string> texts_from_json(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    std::vector<std::string> texts;
    for (const auto& element : value.as_array()) texts.push_back(string_of(element));
    return texts;
  });
}

std::string to_json(const host_sdk::Progress& progress) {
  json::array counts;
  for (const auto& count : progress.counts)
    counts.push_back({{"label", count.label}, {"count", count.count}});
  return json::serialize(
      json::value{{"step", progress.step},
                  {"steps", progress.steps},
                  {"activity", progress.activity},
                  {"done", progress.done},
                  {"total", progress.total ? json::value(*progress.total) : json::value(nullptr)},
                  {"unit", progress.unit},
                  {"counts", std::move(counts)}});
}

host_sdk::Progress progress_from_json(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    const auto& object = value.as_object();
    host_sdk::Progress progress;
    progress.step = object.at("step").to_number<int>();
    progress.steps = object.at("steps").to_number<int>();
    progress.activity = string_of(object.at("activity"));
    progress.done = object.at("done").to_number<std::int64_t>();
    if (!object.at("total").is_null()) progress.total = object.at("total").to_number<std::int64_t>();
    progress.unit = string_of(object.at("unit"));
    for (const auto& count : object.at("counts").as_array())
      progress.counts.push_back({string_of(count.at("label")), count.at("count").to_number<std::int64_t>()});
    return progress;
  });
}

namespace {

json::array exclusions_to_json(const SettingsUsed& used) {
  json::array exclusions;
  for (const auto& [rule, people] : used.exclusions)
    exclusions.push_back({{"kind", exclusion_kind_name(rule.kind)},
                          {"value", rule.value},
                          {"name", rule.name},
                          {"reason", rule.reason},
                          {"people", people ? json::value(*people) : json::value(nullptr)}});
  return exclusions;
}

json::array domains_to_json(const SettingsUsed& used) {
  json::array domains;
  for (const auto& [domain, people] : used.domains)
    domains.push_back({{"domain", domain}, {"people", people}});
  return domains;
}

void read_domains(const json::object& object, SettingsUsed& used) {
  if (const json::value* domains = object.if_contains("domains"); domains != nullptr)
    for (const auto& one : domains->as_array())
      used.domains.push_back({string_of(one.at("domain")), one.at("people").to_number<std::int64_t>()});
}

/// The rules that are not the default.
json::array fields_to_json(const FieldMapping& mapping) {
  json::array fields;
  for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i)
    if (mapping[i] != default_mapping()[i])
      fields.push_back({{"field", kTargetFields[i].column},
                        {"sources", sources_text(mapping[i].sources)},
                        {"empty", empty_value_name(mapping[i].empty)},
                        {"text", mapping[i].text}});
  return fields;
}

/// Unknown fields and sources of later versions are left out.
void read_fields(const json::object& object, FieldMapping& mapping) {
  const json::value* fields = object.if_contains("fields");
  if (fields == nullptr) return;
  for (const auto& one : fields->as_array()) {
    const auto field = mapped_field(string_of(one.at("field")));
    if (!field) continue;
    FieldRule& rule = mapping[*field];
    rule.sources = read_sources(string_of(one.at("sources"))).sources;
    rule.empty = empty_value_named(string_of(one.at("empty"))).value_or(EmptyValue::clear);
    rule.text = string_of(one.at("text"));
  }
}

json::array attributes_to_json(const std::vector<CustomAttribute>& attributes) {
  json::array list;
  for (const CustomAttribute& attribute : attributes)
    list.push_back({{"schema", attribute.schema}, {"field", attribute.field}});
  return list;
}

void read_attributes(const json::object& object, const char* name, std::vector<CustomAttribute>& attributes) {
  const json::value* list = object.if_contains(name);
  if (list == nullptr) return;
  for (const auto& one : list->as_array())
    attributes.push_back({string_of(one.at("schema")), string_of(one.at("field"))});
}

json::array missing_sources_to_json(const SettingsUsed& used) {
  json::array list;
  for (const auto& source : used.missing_sources)
    list.push_back({{"id", source.id},
                    {"name", source.name},
                    {"cause", source.cause},
                    {"people", source.people},
                    {"since", host_sdk::to_microseconds(source.since)}});
  return list;
}

void read_missing_sources(const json::object& object, SettingsUsed& used) {
  const json::value* list = object.if_contains("missing_sources");
  if (list == nullptr) return;
  for (const auto& one : list->as_array())
    used.missing_sources.push_back({string_of(one.at("id")), string_of(one.at("name")),
                                    string_of(one.at("cause")), one.at("people").to_number<std::int64_t>(),
                                    host_sdk::from_microseconds(one.at("since").to_number<std::int64_t>())});
}

/// Runs of former versions have none. Unknown kinds of later versions are left out.
void read_exclusions(const json::object& object, SettingsUsed& used) {
  const json::value* exclusions = object.if_contains("exclusions");
  if (exclusions == nullptr) return;
  for (const auto& one : exclusions->as_array()) {
    const auto kind = exclusion_kind_named(string_of(one.at("kind")));
    if (!kind) continue;
    auto& [rule, people] = used.exclusions.emplace_back();
    rule.kind = *kind;
    rule.value = string_of(one.at("value"));
    rule.name = string_of(one.at("name"));
    rule.reason = string_of(one.at("reason"));
    if (!one.at("people").is_null()) people = one.at("people").to_number<std::int64_t>();
  }
}

}  // namespace

std::string to_json(const SettingsUsed& used) {
  const SyncSettings& settings = used.settings;
  const bool by_units = settings.source == SyncSource::organizational_units;
  json::array selected;
  if (settings.scope == SyncScope::chosen)
    for (const auto& id : by_units ? settings.organizational_units : settings.groups) {
      const auto name = used.names.find(id);
      selected.push_back({{"id", id}, {"name", name == used.names.end() ? "" : name->second}});
    }
  return json::serialize(
      json::value{{"source", to_name(settings.source)},
                  {"scope", to_name(settings.scope)},
                  {"selected", std::move(selected)},
                  {"include_sub_units", settings.include_sub_units},
                  {"include_nested_groups", settings.include_nested_groups},
                  {"method", to_name(settings.method)},
                  {"target_group", settings.target_group},
                  {"group_attribute", to_name(settings.group_attribute)},
                  {"target_group_name", used.target_group},
                  {"on_leaving", to_name(settings.on_leaving.left)},
                  {"on_leaving_suspended", to_name(settings.on_leaving.suspended)},
                  {"on_leaving_deselected", to_name(settings.on_leaving.deselected)},
                  {"delete_after_days", settings.on_leaving.delete_after_days},
                  {"existing_users", to_name(settings.existing_users)},
                  {"suspended_users", to_name(settings.suspended_users)},
                  {"removal_limit_percent", settings.removal_limit.percent},
                  {"removal_limit_at_least", settings.removal_limit.at_least},
                  {"removal_limit_seconds", settings.removal_limit.within.count()},
                  {"exclusions", exclusions_to_json(used)},
                  {"domains", domains_to_json(used)},
                  {"fields", fields_to_json(used.fields)},
                  {"custom_attributes", attributes_to_json(used.custom_attributes.with_values)},
                  {"missing_attributes", attributes_to_json(used.custom_attributes.missing)},
                  {"missing_sources", missing_sources_to_json(used)},
                  {"kept", used.kept}});
}

SettingsUsed settings_used_from_json(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    const auto& object = value.as_object();
    SettingsUsed used;
    SyncSettings& settings = used.settings;
    // Unknown choices of other versions keep the default.
    const auto read_choice = [&object](const char* name, auto& choice) {
      choice =
          from_name<std::remove_reference_t<decltype(choice)>>(string_of(object.at(name))).value_or(choice);
    };
    read_choice("source", settings.source);
    read_choice("scope", settings.scope);
    read_choice("method", settings.method);
    // Former versions did not know it.
    if (object.contains("group_attribute")) read_choice("group_attribute", settings.group_attribute);
    read_choice("on_leaving", settings.on_leaving.left);
    settings.on_leaving = settings.on_leaving.left;
    // Of runs since version 14 of the tables.
    if (object.contains("on_leaving_suspended")) {
      read_choice("on_leaving_suspended", settings.on_leaving.suspended);
      read_choice("on_leaving_deselected", settings.on_leaving.deselected);
      settings.on_leaving.delete_after_days = object.at("delete_after_days").to_number<int>();
    }
    read_choice("existing_users", settings.existing_users);
    read_choice("suspended_users", settings.suspended_users);
    auto& selected =
        settings.source == SyncSource::organizational_units ? settings.organizational_units : settings.groups;
    for (const auto& one : object.at("selected").as_array()) {
      selected.push_back(string_of(one.at("id")));
      if (auto name = string_of(one.at("name")); !name.empty())
        used.names.emplace(selected.back(), std::move(name));
    }
    settings.include_sub_units = object.at("include_sub_units").as_bool();
    settings.include_nested_groups = object.at("include_nested_groups").as_bool();
    settings.target_group = string_of(object.at("target_group"));
    used.target_group = string_of(object.at("target_group_name"));
    settings.removal_limit.percent = object.at("removal_limit_percent").to_number<int>();
    settings.removal_limit.at_least = object.at("removal_limit_at_least").to_number<int>();
    settings.removal_limit.within =
        std::chrono::seconds{object.at("removal_limit_seconds").to_number<std::int64_t>()};
    read_exclusions(object, used);
    read_domains(object, used);
    read_fields(object, used.fields);
    read_attributes(object, "custom_attributes", used.custom_attributes.with_values);
    read_attributes(object, "missing_attributes", used.custom_attributes.missing);
    read_missing_sources(object, used);
    if (object.contains("kept")) used.kept = object.at("kept").to_number<std::int64_t>();
    return used;
  });
}

ChangedFields changed_fields_to_json(const std::optional<TargetUserRow>& before,
                                     const std::optional<TargetUserRow>& after) {
  return {different_fields(before, after), different_fields(after, before)};
}

TargetUserRow changed_fields_from_json(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    const auto& object = value.as_object();
    const auto find = [&](const char* name) -> std::optional<std::string> {
      const json::value* found = object.if_contains(name);
      if (found == nullptr || found->is_null()) return std::nullopt;
      return string_of(*found);
    };
    TargetUserRow row;
    for (const TargetField& field : kTargetFields) field.set(row.fields, find(field.column));
    row.email_key = find("email_key").value_or("");
    row.status = find("status").value_or("");
    row.provider = find("provider").value_or("");
    row.external_id = find("external_id");
    return row;
  });
}

}  // namespace gup::database
