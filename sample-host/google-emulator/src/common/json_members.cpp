#include "common/json_members.hpp"

#include "common/errors.hpp"

namespace emulator {

namespace json = boost::json;

std::optional<std::string> text_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (!value || value->is_null()) return std::nullopt;
  if (value->is_string()) return std::string(value->get_string());
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_uint64()) return std::to_string(value->get_uint64());
  throw ControlError(400, std::string(name) + " must be a text");
}

std::string required_text(const json::object& object, std::string_view name) {
  auto text = text_member(object, name);
  if (!text || text->empty()) throw ControlError(400, std::string(name) + " is missing");
  return *text;
}

std::string text_or_empty(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool true_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value && value->is_bool() && value->get_bool();
}

bool null_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value && value->is_null();
}

void merge(json::object& target, const json::object& changes) {
  for (const auto& change : changes) {
    json::value* existing = target.if_contains(change.key());
    if (existing && existing->is_object() && change.value().is_object())
      merge(existing->get_object(), change.value().get_object());
    else
      target[change.key()] = change.value();
  }
}

}  // namespace emulator
