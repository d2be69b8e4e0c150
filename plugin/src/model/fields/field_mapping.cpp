#include "model/fields/field_mapping.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_later;

/// A member or a type of an attribute, as Google writes it and as a page does: "cost center".
struct Word {
  std::string_view wire;
  const char* label;
};
using Words = std::span<const Word>;

constexpr std::array<Word, 4> kNameMembers{{{"givenName", tr_later("given name")},
                                            {"familyName", tr_later("family name")},
                                            {"fullName", tr_later("full name")},
                                            {"displayName", tr_later("display name")}}};
constexpr std::array<Word, 8> kOrganizationMembers{{{"department", tr_later("department")},
                                                    {"title", tr_later("title")},
                                                    {"costCenter", tr_later("cost center")},
                                                    {"description", tr_later("description")},
                                                    {"name", tr_later("name")},
                                                    {"location", tr_later("location")},
                                                    {"domain", tr_later("domain")},
                                                    {"symbol", tr_later("symbol")}}};
constexpr std::array<Word, 9> kAddressMembers{{{"locality", tr_later("locality")},
                                               {"region", tr_later("region")},
                                               {"country", tr_later("country")},
                                               {"countryCode", tr_later("country code")},
                                               {"postalCode", tr_later("postal code")},
                                               {"streetAddress", tr_later("street address")},
                                               {"poBox", tr_later("po box")},
                                               {"extendedAddress", tr_later("extended address")},
                                               {"formatted", tr_later("formatted")}}};
constexpr std::array<Word, 5> kLocationMembers{{{"area", tr_later("area")},
                                                {"buildingId", tr_later("building id")},
                                                {"floorName", tr_later("floor name")},
                                                {"floorSection", tr_later("floor section")},
                                                {"deskCode", tr_later("desk code")}}};

constexpr std::array<Word, 21> kPhoneTypes{{{"work", tr_later("work")},
                                            {"mobile", tr_later("mobile")},
                                            {"home", tr_later("home")},
                                            {"other", tr_later("other")},
                                            {"work_mobile", tr_later("work mobile")},
                                            {"main", tr_later("main")},
                                            {"company_main", tr_later("company main")},
                                            {"assistant", tr_later("assistant")},
                                            {"work_fax", tr_later("work fax")},
                                            {"home_fax", tr_later("home fax")},
                                            {"other_fax", tr_later("other fax")},
                                            {"pager", tr_later("pager")},
                                            {"work_pager", tr_later("work pager")},
                                            {"car", tr_later("car")},
                                            {"radio", tr_later("radio")},
                                            {"isdn", tr_later("isdn")},
                                            {"callback", tr_later("callback")},
                                            {"telex", tr_later("telex")},
                                            {"tty_tdd", tr_later("tty tdd")},
                                            {"grand_central", tr_later("grand central")},
                                            {"custom", tr_later("custom")}}};
constexpr std::array<Word, 4> kAddressTypes{{{"work", tr_later("work")},
                                             {"home", tr_later("home")},
                                             {"other", tr_later("other")},
                                             {"custom", tr_later("custom")}}};
constexpr std::array<Word, 16> kRelationTypes{{{"manager", tr_later("manager")},
                                               {"dotted_line_manager", tr_later("dotted line manager")},
                                               {"assistant", tr_later("assistant")},
                                               {"admin_assistant", tr_later("admin assistant")},
                                               {"partner", tr_later("partner")},
                                               {"referred_by", tr_later("referred by")},
                                               {"spouse", tr_later("spouse")},
                                               {"domestic_partner", tr_later("domestic partner")},
                                               {"child", tr_later("child")},
                                               {"parent", tr_later("parent")},
                                               {"mother", tr_later("mother")},
                                               {"father", tr_later("father")},
                                               {"brother", tr_later("brother")},
                                               {"sister", tr_later("sister")},
                                               {"relative", tr_later("relative")},
                                               {"custom", tr_later("custom")}}};
constexpr std::array<Word, 6> kExternalIdTypes{{{"organization", tr_later("organization")},
                                                {"account", tr_later("account")},
                                                {"customer", tr_later("customer")},
                                                {"login_id", tr_later("login id")},
                                                {"network", tr_later("network")},
                                                {"custom", tr_later("custom")}}};
constexpr std::array<Word, 4> kKeywordTypes{{{"occupation", tr_later("occupation")},
                                             {"mission", tr_later("mission")},
                                             {"outlook", tr_later("outlook")},
                                             {"custom", tr_later("custom")}}};

/// How a source of an attribute is written.
struct AttributeForm {
  Attribute attribute;
  const char* wire;
  const char* label;
  Words members;
  Words types;
  /// The source may name neither an entry nor a member.
  bool has_main_value;
};

constexpr std::array<AttributeForm, 10> kForms{{
    {Attribute::name, "name", tr_later("Name"), kNameMembers, {}, false},
    {Attribute::organizations, "organizations", tr_later("Organization"), kOrganizationMembers, {}, false},
    {Attribute::phones, "phones", tr_later("Phone"), {}, kPhoneTypes, true},
    {Attribute::relations, "relations", tr_later("Relation"), {}, kRelationTypes, false},
    {Attribute::languages, "languages", tr_later("Language"), {}, {}, true},
    {Attribute::locations, "locations", tr_later("Location"), kLocationMembers, {}, true},
    {Attribute::addresses, "addresses", tr_later("Address"), kAddressMembers, kAddressTypes, false},
    {Attribute::external_ids, "externalIds", tr_later("External ID"), {}, kExternalIdTypes, true},
    {Attribute::keywords, "keywords", tr_later("Keyword"), {}, kKeywordTypes, true},
    {Attribute::custom_schemas, "customSchemas", tr_later("Custom attribute"), {}, {}, false},
}};

const AttributeForm& form_of(Attribute attribute) {
  return *std::ranges::find(kForms, attribute, &AttributeForm::attribute);
}

bool contains(Words words, std::string_view wire) {
  return std::ranges::find(words, wire, &Word::wire) != words.end();
}

/// Returns the label for pages; a custom type is its own label.
std::string label_of(Words words, const std::string& wire) {
  const auto found = std::ranges::find(words, wire, &Word::wire);
  return found == words.end() ? wire : tr(found->label);
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
  const AttributeForm& form = form_of(source.attribute);
  std::string label = tr(form.label);
  if (source.attribute == Attribute::custom_schemas) return label + ": " + source.entry + "." + source.member;
  if (!source.entry.empty()) label += " (" + label_of(form.types, source.entry) + ")";
  if (!source.member.empty()) label += ": " + label_of(form.members, source.member);
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
      reading.problem =
          tr("“{attribute}” is not an attribute of Google users. Use one such as organizations.department, "
             "phones.mobile, addresses.work.locality or customSchemas.SCHEMA.FIELD.",
             {{"attribute", printable(part)}});
      return reading;
    }
    if (std::ranges::find(reading.sources, *source) == reading.sources.end())
      reading.sources.push_back(*std::move(source));
  }
  if (reading.sources.size() > kMostSources)
    reading.problem = tr("A field has at most {count} sources.", {{"count", kMostSources}});
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
      return tr("Choose at least one attribute, keep the value, or enter a text.");
    return "";
  }
  if (!host_sdk::is_clean_utf8(rule.text)) return tr("The text is not valid UTF-8.");
  rule.text = clean(std::move(rule.text));
  if (rule.text.empty()) return tr("Enter the text.");
  if (host_sdk::count_code_points(rule.text) > field.maximum)
    return tr("The text is longer than {count} characters.", {{"count", std::to_string(field.maximum)}});
  if (auto problem = value_problem(field, rule.text); !problem.empty()) return problem;
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

bool is_among(const CustomAttribute& attribute, const std::vector<CustomAttribute>& attributes) {
  return std::ranges::find(attributes, attribute) != attributes.end();
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
      for (const Word& member : form.members)
        sources.push_back({form.attribute, "", std::string(member.wire)});
      for (const Word& type : form.types) {
        if (type.wire == "custom") continue;
        if (form.members.empty()) sources.push_back({form.attribute, std::string(type.wire)});
        for (const Word& member : form.members)
          sources.push_back({form.attribute, std::string(type.wire), std::string(member.wire)});
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
