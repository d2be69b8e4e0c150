#include "model/fields/field_mapping.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

using Texts = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> kNameMembers{"givenName", "familyName", "fullName", "displayName"};
constexpr std::array<std::string_view, 8> kOrganizationMembers{
    "department", "title", "costCenter", "description", "name", "location", "domain", "symbol"};
constexpr std::array<std::string_view, 9> kAddressMembers{"locality",    "region",          "country",
                                                          "countryCode", "postalCode",      "streetAddress",
                                                          "poBox",       "extendedAddress", "formatted"};
constexpr std::array<std::string_view, 5> kLocationMembers{"area", "buildingId", "floorName", "floorSection",
                                                           "deskCode"};

constexpr std::array<std::string_view, 21> kPhoneTypes{
    "work",      "mobile",   "home",     "other",     "work_mobile", "main",          "company_main",
    "assistant", "work_fax", "home_fax", "other_fax", "pager",       "work_pager",    "car",
    "radio",     "isdn",     "callback", "telex",     "tty_tdd",     "grand_central", "custom"};
constexpr std::array<std::string_view, 4> kAddressTypes{"work", "home", "other", "custom"};
constexpr std::array<std::string_view, 16> kRelationTypes{"manager",   "dotted_line_manager",
                                                          "assistant", "admin_assistant",
                                                          "partner",   "referred_by",
                                                          "spouse",    "domestic_partner",
                                                          "child",     "parent",
                                                          "mother",    "father",
                                                          "brother",   "sister",
                                                          "relative",  "custom"};
constexpr std::array<std::string_view, 6> kExternalIdTypes{"organization", "account", "customer",
                                                           "login_id",     "network", "custom"};
constexpr std::array<std::string_view, 4> kKeywordTypes{"occupation", "mission", "outlook", "custom"};

/// In which form a source of an attribute is written.
struct AttributeForm {
  Attribute attribute;
  const char* wire;
  const char* label;
  Texts members;
  Texts types;
  /// The source may name neither an entry nor a member.
  bool has_main_value;
};

constexpr std::array<AttributeForm, 10> kForms{{
    {Attribute::name, "name", "Name", kNameMembers, {}, false},
    {Attribute::organizations, "organizations", "Organization", kOrganizationMembers, {}, false},
    {Attribute::phones, "phones", "Phone", {}, kPhoneTypes, true},
    {Attribute::relations, "relations", "Relation", {}, kRelationTypes, false},
    {Attribute::languages, "languages", "Language", {}, {}, true},
    {Attribute::locations, "locations", "Location", kLocationMembers, {}, true},
    {Attribute::addresses, "addresses", "Address", kAddressMembers, kAddressTypes, false},
    {Attribute::external_ids, "externalIds", "External ID", {}, kExternalIdTypes, true},
    {Attribute::keywords, "keywords", "Keyword", {}, kKeywordTypes, true},
    {Attribute::custom_schemas, "customSchemas", "Custom attribute", {}, {}, false},
}};

const AttributeForm& form_of(Attribute attribute) {
  return *std::ranges::find(kForms, attribute, &AttributeForm::attribute);
}

bool contains(Texts texts, std::string_view text) {
  return std::ranges::find(texts, text) != texts.end();
}

/// Google's limit for a custom type is not documented.
constexpr std::size_t kLongestEntry = 128;

bool is_usable_entry(std::string_view entry) {
  return !entry.empty() && entry.size() <= kLongestEntry && host_sdk::is_clean_utf8(entry) &&
         clean(std::string(entry)) == entry;
}

/// Names of schemas and of their fields have letters, digits, "_" and "-".
bool is_schema_name(std::string_view name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= kLongestEntry && std::ranges::all_of(name, is_allowed);
}

/// What follows "customSchemas.".
std::optional<FieldSource> read_custom(std::string_view rest) {
  const auto dot = rest.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto schema = rest.substr(0, dot);
  const auto field = rest.substr(dot + 1);
  if (!is_schema_name(schema) || !is_schema_name(field)) return std::nullopt;
  return FieldSource{Attribute::custom_schemas, std::string(schema), std::string(field)};
}

/// What follows "addresses.": a member, or a type and a member.
std::optional<FieldSource> read_address(std::string_view rest) {
  const auto dot = rest.rfind('.');
  const auto member = dot == std::string_view::npos ? rest : rest.substr(dot + 1);
  const auto entry = dot == std::string_view::npos ? std::string_view() : rest.substr(0, dot);
  if (!contains(kAddressMembers, member)) return std::nullopt;
  if (dot != std::string_view::npos && !is_usable_entry(entry)) return std::nullopt;
  return FieldSource{Attribute::addresses, std::string(entry), std::string(member)};
}

std::optional<FieldSource> read_source(std::string_view text) {
  const auto dot = text.find('.');
  const auto wire = text.substr(0, dot);
  const auto form = std::ranges::find(kForms, wire, &AttributeForm::wire);
  if (form == kForms.end()) return std::nullopt;
  if (dot == std::string_view::npos)
    return form->has_main_value ? std::optional(FieldSource{form->attribute}) : std::nullopt;
  std::string_view rest = text.substr(dot + 1);
  constexpr std::string_view kPrimary = "primary.";
  switch (form->attribute) {
    case Attribute::custom_schemas:
      return read_custom(rest);
    case Attribute::addresses:
      return read_address(rest);
    case Attribute::organizations:
      if (rest.starts_with(kPrimary)) rest.remove_prefix(kPrimary.size());
      [[fallthrough]];
    case Attribute::name:
    case Attribute::locations:
      if (!contains(form->members, rest)) return std::nullopt;
      return FieldSource{form->attribute, {}, std::string(rest)};
    case Attribute::languages:
      return std::nullopt;
    default:
      return is_usable_entry(rest) ? std::optional(FieldSource{form->attribute, std::string(rest)})
                                   : std::nullopt;
  }
}

/// The parts between the commas that have no backslash before them, without spaces around them.
std::vector<std::string> split_sources(std::string_view text) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size())
      parts.back() += text[++i];
    else if (text[i] == ',')
      parts.emplace_back();
    else
      parts.back() += text[i];
  }
  for (std::string& part : parts) part = std::string(host_sdk::trimmed(part));
  std::erase(parts, "");
  return parts;
}

/// "cost center" for "costCenter", "dotted line manager" for "dotted_line_manager".
std::string in_words(std::string_view name) {
  std::string words;
  for (const char c : name) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital) words += ' ';
    words += is_capital ? static_cast<char>(c - 'A' + 'a') : c == '_' ? ' ' : c;
  }
  return words;
}

FieldMapping make_default() {
  FieldMapping mapping;
  for (std::size_t i = 0; i < mapping.size(); ++i)
    if (const auto& source = kTargetFields[i].default_source)
      mapping[i].sources = {{source->attribute, source->entry, source->member}};
  return mapping;
}

}  // namespace

const FieldMapping& default_mapping() {
  static const FieldMapping kDefault = make_default();
  return kDefault;
}

std::optional<std::size_t> mapped_field(std::string_view column) {
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i)
    if (kTargetFields[i].column == column) return i;
  return std::nullopt;
}

const char* wire_name(Attribute attribute) {
  return form_of(attribute).wire;
}

std::string source_text(const FieldSource& source) {
  std::string text = wire_name(source.attribute);
  for (const std::string* part : {&source.entry, &source.member})
    if (!part->empty()) text.append(".").append(*part);
  return text;
}

std::string source_label(const FieldSource& source) {
  std::string label = form_of(source.attribute).label;
  if (source.attribute == Attribute::custom_schemas) return label + ": " + source.entry + "." + source.member;
  if (!source.entry.empty())
    label +=
        " (" + (is_google_type(source.attribute, source.entry) ? in_words(source.entry) : source.entry) + ")";
  if (!source.member.empty()) label += ": " + in_words(source.member);
  return label;
}

std::string sources_text(const std::vector<FieldSource>& sources) {
  std::string text;
  for (const FieldSource& source : sources) {
    if (!text.empty()) text += ',';
    for (const char c : source_text(source)) {
      if (c == ',' || c == '\\') text += '\\';
      text += c;
    }
  }
  return text;
}

SourcesReading read_sources(std::string_view text) {
  SourcesReading reading;
  for (const std::string& part : split_sources(text)) {
    auto source = read_source(part);
    if (!source) {
      reading.problem = quoted(printable(part)) +
                        " is not an attribute of Google users. Use one such as organizations.department, "
                        "phones.mobile, addresses.work.locality or customSchemas.SCHEMA.FIELD.";
      return reading;
    }
    if (std::ranges::find(reading.sources, *source) == reading.sources.end())
      reading.sources.push_back(*std::move(source));
  }
  if (reading.sources.size() > kMostSources)
    reading.problem = "A field has at most " + std::to_string(kMostSources) + " sources.";
  return reading;
}

namespace {
constexpr std::array kEmptyNames{std::pair{EmptyValue::clear, "clear"}, std::pair{EmptyValue::keep, "keep"},
                                 std::pair{EmptyValue::text, "text"}};
}  // namespace

const char* empty_value_name(EmptyValue empty) {
  return std::ranges::find(kEmptyNames, empty, &decltype(kEmptyNames)::value_type::first)->second;
}

std::optional<EmptyValue> empty_value_named(std::string_view name) {
  for (const auto& [empty, known] : kEmptyNames)
    if (name == known) return empty;
  return std::nullopt;
}

std::string clean_rule(const TargetField& field, FieldRule& rule) {
  if (rule.empty != EmptyValue::text) {
    rule.text.clear();
    if (rule.sources.empty() && rule.empty == EmptyValue::clear)
      return "Choose at least one attribute, keep the value, or enter a text.";
    return "";
  }
  if (!host_sdk::is_clean_utf8(rule.text)) return "The text is not valid UTF-8.";
  rule.text = clean(std::move(rule.text));
  if (rule.text.empty()) return "Enter the text.";
  if (host_sdk::count_code_points(rule.text) > field.maximum)
    return "The text is longer than " + std::to_string(field.maximum) + " characters.";
  return "";
}

std::vector<CustomAttribute> custom_attributes(const FieldMapping& mapping) {
  std::vector<CustomAttribute> found;
  for (const FieldRule& rule : mapping)
    for (const FieldSource& source : rule.sources)
      if (source.attribute == Attribute::custom_schemas) found.push_back({source.entry, source.member});
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string attribute_text(const CustomAttribute& attribute) {
  return attribute.schema + "." + attribute.field;
}

FieldSet fields_from(const FieldMapping& mapping, const std::vector<CustomAttribute>& attributes) {
  FieldSet fields;
  for (std::size_t i = 0; i < mapping.size(); ++i)
    for (const FieldSource& source : mapping[i].sources)
      if (source.attribute == Attribute::custom_schemas &&
          std::ranges::find(attributes, CustomAttribute{source.entry, source.member}) != attributes.end())
        fields.set(i);
  return fields;
}

const std::vector<FieldSource>& known_sources() {
  static const std::vector<FieldSource> kSources = [] {
    std::vector<FieldSource> sources;
    for (const AttributeForm& form : kForms) {
      if (form.has_main_value) sources.push_back({form.attribute});
      for (const auto member : form.members) sources.push_back({form.attribute, "", std::string(member)});
      for (const auto type : form.types) {
        if (type == "custom") continue;
        if (form.members.empty()) sources.push_back({form.attribute, std::string(type)});
        for (const auto member : form.members)
          sources.push_back({form.attribute, std::string(type), std::string(member)});
      }
    }
    return sources;
  }();
  return kSources;
}

bool is_google_type(Attribute attribute, std::string_view type) {
  return contains(form_of(attribute).types, type);
}

}  // namespace gup
