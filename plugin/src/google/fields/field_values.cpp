#include "google/fields/field_values.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "google/wire/json_reader.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

/// The value of one source.
struct Found {
  std::optional<std::string> text{};
  /// There is a value, but not one that can be read.
  bool unreadable = false;
};

const json::value* member_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  return value != nullptr && !value->is_null() ? value : nullptr;
}

bool has(const json::object& entry, std::string_view key, std::string_view wanted) {
  const json::value* value = member_of(entry, key);
  return value != nullptr && value->is_string() && std::string_view(value->get_string()) == wanted;
}

bool is_primary(const json::object& entry) {
  return find_flag(entry, "primary") == true;
}

/// The objects of a member of type "any": the elements of a list, a single object, or none.
class Entries {
 public:
  Entries(const json::object& user, std::string_view key) : value_(member_of(user, key)) {}

  /// The first entry that `accepts`, or null.
  template <typename Predicate>
  const json::object* first(Predicate accepts) const {
    if (value_ == nullptr) return nullptr;
    if (value_->is_object()) return accepts(value_->get_object()) ? &value_->get_object() : nullptr;
    if (!value_->is_array()) return nullptr;
    for (const json::value& entry : value_->get_array())
      if (entry.is_object() && accepts(entry.get_object())) return &entry.get_object();
    return nullptr;
  }
  const json::object* first() const {
    return first([](const json::object&) { return true; });
  }
  /// There is a value, but no entry.
  bool unreadable() const {
    const bool has_none = value_ == nullptr || (value_->is_array() && value_->get_array().empty());
    return !has_none && first() == nullptr;
  }

 private:
  const json::value* value_;
};

/// The first text under `keys`. Unreadable if there is none, but another value.
Found text_of(const json::object& entry, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys)
    if (auto text = find_some_text(entry, key)) return {std::move(text)};
  return {{}, std::ranges::any_of(keys, [&](auto key) {
            const json::value* value = member_of(entry, key);
            return value != nullptr && !value->is_string();
          })};
}

Found text_of(const json::object* entry, std::initializer_list<std::string_view> keys) {
  return entry != nullptr ? text_of(*entry, keys) : Found{};
}

/// The label of a custom type counts as a type, unless Google has a type of that name.
bool has_type(const json::object& entry, const FieldSource& source) {
  if (has(entry, "type", source.entry)) return true;
  return has(entry, "customType", source.entry) && !is_google_type(source.attribute, source.entry);
}

/// The entry of the source's type: the primary one, else the first.
const json::object* typed_entry(const Entries& entries, const FieldSource& source) {
  const json::object* primary =
      entries.first([&](const json::object& entry) { return is_primary(entry) && has_type(entry, source); });
  return primary != nullptr
             ? primary
             : entries.first([&](const json::object& entry) { return has_type(entry, source); });
}

/// The primary entry, else the first.
const json::object* main_entry(const Entries& entries) {
  const json::object* primary = entries.first(is_primary);
  return primary != nullptr ? primary : entries.first();
}

/// The primary number, else the first of type work, else the first.
const json::object* main_phone(const Entries& entries) {
  if (const json::object* primary = entries.first(is_primary)) return primary;
  const json::object* work =
      entries.first([](const json::object& entry) { return has(entry, "type", "work"); });
  return work != nullptr ? work : entries.first();
}

/// The preferred language, else the first that is not marked as not preferred: most users have one language
/// without a mark.
const json::object* main_language(const Entries& entries) {
  const json::object* preferred =
      entries.first([](const json::object& entry) { return has(entry, "preference", "preferred"); });
  return preferred != nullptr ? preferred : entries.first([](const json::object& entry) {
    return !has(entry, "preference", "not_preferred");
  });
}

/// The area ("Zurich, Brandschenkestrasse"), else the building. The Admin console writes the area "desk" when
/// an administrator selects a building, so that value is ignored.
Found main_location(const json::object* entry) {
  if (entry != nullptr && has(*entry, "area", "desk")) return text_of(entry, {"buildingId", "area"});
  return text_of(entry, {"area", "buildingId"});
}

template <typename Number>
std::string number_text(Number number) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

/// Custom fields have a type of their own: text, number or flag.
std::optional<std::string> custom_text(const json::value& value) {
  switch (value.kind()) {
    case json::kind::string:
      return std::string(value.get_string().data(), value.get_string().size());
    case json::kind::int64:
      return number_text(value.get_int64());
    case json::kind::uint64:
      return number_text(value.get_uint64());
    case json::kind::double_:
      return number_text(value.get_double());
    case json::kind::bool_:
      return value.get_bool() ? "true" : "false";
    default:
      return std::nullopt;
  }
}

/// Returns the first value that is not empty. Google documents {"value": ...} for each; some answers
/// have the bare values.
Found custom_value(const json::value& value) {
  if (!value.is_array()) {
    auto text = custom_text(value);
    return {std::move(text), !text};
  }
  Found found;
  for (const json::value& element : value.get_array()) {
    const json::value* inner = element.is_object() ? member_of(element.get_object(), "value") : &element;
    if (inner == nullptr || inner->is_null()) continue;
    auto text = custom_text(*inner);
    if (text && !text->empty()) return {std::move(text)};
    found.unreadable = found.unreadable || !text;
  }
  return found;
}

Found custom_attribute(const json::object& user, std::string_view schema, std::string_view field) {
  const json::value* schemas = member_of(user, "customSchemas");
  if (schemas == nullptr) return {};
  if (!schemas->is_object()) return {{}, true};
  const json::value* fields = member_of(schemas->get_object(), schema);
  if (fields == nullptr) return {};
  if (!fields->is_object()) return {{}, true};
  const json::value* value = member_of(fields->get_object(), field);
  return value != nullptr ? custom_value(*value) : Found{};
}

Found listed_value(const Entries& entries, const FieldSource& source) {
  const std::string_view member = source.member;
  switch (source.attribute) {
    case Attribute::name:
      return text_of(entries.first(), {member});
    case Attribute::organizations:
      return text_of(main_entry(entries), {member});
    case Attribute::phones:
      return text_of(source.entry.empty() ? main_phone(entries) : typed_entry(entries, source), {"value"});
    case Attribute::languages:
      return text_of(main_language(entries), {"languageCode", "customLanguage"});
    case Attribute::locations:
      return member.empty() ? main_location(entries.first()) : text_of(entries.first(), {member});
    case Attribute::addresses:
      return text_of(source.entry.empty() ? main_entry(entries) : typed_entry(entries, source), {member});
    case Attribute::relations:
    case Attribute::external_ids:
    case Attribute::keywords:
      return text_of(source.entry.empty() ? entries.first() : typed_entry(entries, source), {"value"});
    case Attribute::custom_schemas:
      break;
  }
  return {};
}

Found value_of(const json::object& user, const FieldSource& source) {
  if (source.attribute == Attribute::custom_schemas)
    return custom_attribute(user, source.entry, source.member);
  const Entries entries(user, wire_name(source.attribute));
  if (entries.unreadable()) return {{}, true};
  return listed_value(entries, source);
}

/// Whether the text says something, so that the next source does not count. Bytes that are not UTF-8 do: the
/// person is reported.
bool is_visible(const std::string& text) {
  const auto first = static_cast<unsigned char>(text.empty() ? ' ' : text.front());
  if (first > ' ' && first < 0x7F) return true;
  return !host_sdk::is_clean_utf8(text) || !clean(text).empty();
}

}  // namespace

FieldValues::FieldValues(FieldMapping mapping)
    : mapping_(std::move(mapping)), attributes_(custom_attributes(mapping_)) {}

void FieldValues::read(const json::object& user, DirectoryUser& into) const {
  for (std::size_t i = kFirstMappedField; i < mapping_.size(); ++i) {
    const auto field = kTargetFields[i].source;
    for (const FieldSource& source : mapping_[i].sources) {
      Found found = value_of(user, source);
      if (found.unreadable) {
        into.*field = std::nullopt;
        into.unreadable.push_back(field);
        break;
      }
      if (!found.text) continue;
      into.*field = std::move(found.text);
      if (is_visible(*(into.*field))) break;
    }
  }
  for (std::size_t i = 0; i < attributes_.size(); ++i)
    if (const Found found = custom_attribute(user, attributes_[i].schema, attributes_[i].field);
        found.unreadable || (found.text && !found.text->empty()))
      into.custom_values |= std::uint64_t{1} << i;
}

}  // namespace gup::google
