#include "database/tables/json_text.hpp"

#include <array>
#include <boost/json.hpp>

#include "failure.hpp"
#include "model/target_fields.hpp"

namespace gup::database {
namespace {

namespace json = boost::json;

/// Calls `read` with the parsed text; what it throws means that the column does not hold what we wrote.
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

json::value or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

std::optional<std::string> optional_string(const json::object& object, const char* key) {
  const auto& value = object.at(key);
  if (value.is_null()) return std::nullopt;
  return string_of(value);
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

std::optional<std::string> to_json(const std::optional<TargetUserRow>& row) {
  if (!row) return std::nullopt;
  // A first load writes one for each person: the values lie on the stack as far as they fit.
  std::array<unsigned char, 8192> room;
  json::monotonic_resource memory(room.data(), room.size());
  json::object value({{"id", row->id},
                      {"email_key", row->email_key},
                      {"status", row->status},
                      {"provider", row->provider},
                      {"external_id", or_null(row->external_id)},
                      {"updated_at", row->updated_at}},
                     &memory);
  for (const TargetField& field : kTargetFields) {
    const std::string* text = field.find(row->fields);
    if (text != nullptr)
      value.emplace(field.column, *text);
    else
      value.emplace(field.column, nullptr);
  }
  return json::serialize(value);
}

TargetUserRow host_row_from_json(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    const auto& object = value.as_object();
    TargetUserRow row;
    row.id = object.at("id").to_number<std::int64_t>();
    row.email_key = string_of(object.at("email_key"));
    // Written by another version, it may have fields that this one does not know, or lack some.
    for (const TargetField& field : kTargetFields) {
      const json::value* found = object.if_contains(field.column);
      if (found != nullptr && !found->is_null()) field.set(row.fields, string_of(*found));
    }
    row.status = string_of(object.at("status"));
    row.provider = string_of(object.at("provider"));
    row.external_id = optional_string(object, "external_id");
    row.updated_at = object.at("updated_at").to_number<std::int64_t>();
    return row;
  });
}

}  // namespace gup::database
