// Where each field of a target user comes from, and what an empty value does.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/target_fields.hpp"

namespace gup {

/// One attribute as a source of a field.
struct FieldSource {
  Attribute attribute = Attribute::name;
  /// Which entry of a list: a type, such as "mobile" or "manager", or the label of a custom type. Of a custom
  /// attribute: the name of its schema. Empty for the main entry.
  std::string entry{};
  /// "department", "locality"; of a custom attribute: the name of its field. Empty for the entry's value.
  std::string member{};

  bool operator==(const FieldSource&) const = default;
};

/// What a field becomes when none of its sources has a value.
enum class EmptyValue : std::uint8_t { clear, keep, text };

struct FieldRule {
  /// The first source with a value is used.
  std::vector<FieldSource> sources{};
  EmptyValue empty = EmptyValue::clear;
  /// Only used with `EmptyValue::text`.
  std::string text{};

  bool operator==(const FieldRule&) const = default;
};

/// The rules by the places of the fields in `kTargetFields`. The email has none: it identifies the person.
using FieldMapping = std::array<FieldRule, kTargetFields.size()>;

/// A field of a schema that the customer defined.
struct CustomAttribute {
  std::string schema;
  std::string field;

  auto operator<=>(const CustomAttribute&) const = default;
};

/// A custom attribute as Google lists it.
struct KnownAttribute {
  CustomAttribute name;
  /// "Employment: Cost centre", for people.
  std::string label;
  bool multiple = false;
};

inline constexpr std::size_t kFirstMappedField = 1;
inline constexpr std::size_t kMostSources = 5;
/// Enough for every field and source: a set of custom attributes fits into 64 bits.
inline constexpr std::size_t kMostCustomAttributes = 64;
static_assert((kTargetFields.size() - kFirstMappedField) * kMostSources <= kMostCustomAttributes);

/// What companies have that did not change it.
[[nodiscard]] const FieldMapping& default_mapping();

/// The place of a field by its column; nullopt for unknown columns and for the email.
[[nodiscard]] std::optional<std::size_t> mapped_field(std::string_view column);

/// The member of a user's record: "organizations", "customSchemas".
[[nodiscard]] const char* wire_name(Attribute attribute);

/// "organizations.department", "phones.mobile", "addresses.work.locality", "customSchemas.HR.CostCenter".
[[nodiscard]] std::string source_text(const FieldSource& source);
/// Returns the label for pages: "Organization: cost center", "Phone (mobile)", "Custom attribute:
/// HR.CostCenter".
[[nodiscard]] std::string source_label(const FieldSource& source);
/// The sources, separated by commas. A comma or backslash in a source has a backslash before it.
[[nodiscard]] std::string sources_text(const std::vector<FieldSource>& sources);

/// Sources, or the sentence that says why there are none.
struct SourcesReading {
  std::vector<FieldSource> sources;
  std::string problem;
};
/// Reads the form of `sources_text`. "organizations.primary.title" is the same as "organizations.title", as
/// the primary organization comes first anyway.
[[nodiscard]] SourcesReading read_sources(std::string_view text);

/// "clear", "keep", "text"
[[nodiscard]] const char* empty_value_name(EmptyValue empty);
[[nodiscard]] std::optional<EmptyValue> empty_value_named(std::string_view name);

/// Cleans a rule's text. Returns why the rule cannot be used for the field, or "".
[[nodiscard]] std::string clean_rule(const TargetField& field, FieldRule& rule);

/// The different custom attributes of a mapping, sorted.
[[nodiscard]] std::vector<CustomAttribute> custom_attributes(const FieldMapping& mapping);
[[nodiscard]] bool is_among(const CustomAttribute& attribute, const std::vector<CustomAttribute>& attributes);
/// "HR.CostCenter"
[[nodiscard]] std::string attribute_text(const CustomAttribute& attribute);

/// The fields that have one of these custom attributes as a source.
[[nodiscard]] FieldSet fields_from(const FieldMapping& mapping,
                                   const std::vector<CustomAttribute>& attributes);

/// Sources to choose from, without custom attributes.
[[nodiscard]] const std::vector<FieldSource>& known_sources();
/// False for the label of a custom type.
[[nodiscard]] bool is_google_type(Attribute attribute, std::string_view type);

}  // namespace gup
