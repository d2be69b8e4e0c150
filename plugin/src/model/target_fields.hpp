// The table of a target user's fields. Checking, hashing, reading, writing, comparing, mapping and showing
// follow it. A new field needs a member of `DirectoryUser` and of `TargetFields`, a line here, and a version
// of the plugin's tables with its column in `gup_run_users`. The decoder and the request mask in
// google/directory follow its source, unless the attribute is new to them.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/language.hpp"
#include "model/directory.hpp"
#include "model/target_user.hpp"

namespace gup {

/// An attribute of a Google user, by the member of the record that contains it.
enum class Attribute : std::uint8_t {
  name,
  organizations,
  phones,
  relations,
  languages,
  locations,
  addresses,
  external_ids,
  keywords,
  custom_schemas,
};

/// The default source of a field, like `FieldSource`.
struct DefaultSource {
  Attribute attribute = Attribute::name;
  const char* entry = "";
  const char* member = "";
};

/// One field. Exactly one of `required` and `optional` is set.
struct TargetField {
  /// Its column in the host's table, which is also its key in stored JSON.
  const char* column;
  /// The label on pages, to be translated by `tr`: "Job title".
  const char* label;
  /// The column's width in code points. Servers reject longer texts, which would fail the whole run.
  std::size_t maximum = 0;
  std::optional<std::string> DirectoryUser::*source = nullptr;
  std::string TargetFields::*required = nullptr;
  std::optional<std::string> TargetFields::*optional = nullptr;
  /// Nothing for the email, which no mapping changes.
  std::optional<DefaultSource> default_source{};

  /// The value, or null if it is absent.
  [[nodiscard]] const std::string* find(const TargetFields& fields) const {
    if (required != nullptr) return &(fields.*required);
    const auto& value = fields.*optional;
    return value ? &*value : nullptr;
  }
  /// The value, or "" if it is absent.
  [[nodiscard]] std::string_view text(const TargetFields& fields) const {
    const std::string* value = find(fields);
    return value != nullptr ? std::string_view(*value) : std::string_view();
  }
  /// Sets the value. A required field becomes "" for `nullopt`.
  void set(TargetFields& fields, std::optional<std::string> value) const {
    if (required != nullptr)
      fields.*required = std::move(value).value_or("");
    else
      fields.*optional = std::move(value);
  }
};

inline constexpr std::size_t kTextMaximum = 255;
inline constexpr std::size_t kEmailMaximum = 320;
inline constexpr std::size_t kLanguageMaximum = 64;

/// The stored content hash depends on the order: append fields, never reorder them.
inline constexpr std::array kTargetFields{
    TargetField{"email", host_sdk::tr_later("Email"), kEmailMaximum, &DirectoryUser::primary_email,
                &TargetFields::email},
    TargetField{"first_name", host_sdk::tr_later("First name"), kTextMaximum, &DirectoryUser::given_name,
                &TargetFields::first_name, nullptr, DefaultSource{Attribute::name, "", "givenName"}},
    TargetField{"last_name", host_sdk::tr_later("Last name"), kTextMaximum, &DirectoryUser::family_name,
                &TargetFields::last_name, nullptr, DefaultSource{Attribute::name, "", "familyName"}},
    TargetField{"department", host_sdk::tr_later("Department"), kTextMaximum, &DirectoryUser::department,
                nullptr, &TargetFields::department,
                DefaultSource{Attribute::organizations, "", "department"}},
    TargetField{"job_title", host_sdk::tr_later("Job title"), kTextMaximum, &DirectoryUser::job_title,
                nullptr, &TargetFields::job_title, DefaultSource{Attribute::organizations, "", "title"}},
    TargetField{"phone_number", host_sdk::tr_later("Phone number"), kTextMaximum,
                &DirectoryUser::phone_number, nullptr, &TargetFields::phone_number,
                DefaultSource{Attribute::phones}},
    TargetField{"manager_email", host_sdk::tr_later("Manager email"), kEmailMaximum,
                &DirectoryUser::manager_email, nullptr, &TargetFields::manager_email,
                DefaultSource{Attribute::relations, "manager"}},
    TargetField{"preferred_language", host_sdk::tr_later("Language"), kLanguageMaximum,
                &DirectoryUser::preferred_language, nullptr, &TargetFields::preferred_language,
                DefaultSource{Attribute::languages}},
    TargetField{"location", host_sdk::tr_later("Location"), kTextMaximum, &DirectoryUser::location, nullptr,
                &TargetFields::location, DefaultSource{Attribute::locations}},
};

/// True for the first and the last name.
[[nodiscard]] constexpr bool is_name(const TargetField& field) {
  return field.required == &TargetFields::first_name || field.required == &TargetFields::last_name;
}

/// The fields' columns: "email, first_name, ...".
[[nodiscard]] const std::string& target_field_columns();

/// A set of fields, by their places in `kTargetFields`.
using FieldSet = std::bitset<kTargetFields.size()>;

/// Why the field cannot have this text, or "": the manager has an email address, the language a BCP 47 tag.
[[nodiscard]] std::string value_problem(const TargetField& field, std::string_view text);

/// A hash of all fields: SipHash-2-4 over the length-prefixed fields in the order of the table. The hash is
/// stored, so it must never change: an upgrade would rewrite every row. A record without a field has the same
/// hash as before the field was added. `unknown`: fields whose value is not known; that differs from absent.
/// `table`: for tests.
[[nodiscard]] std::int64_t content_hash(const TargetFields& fields, const FieldSet& unknown = {},
                                        std::span<const TargetField> table = kTargetFields);

}  // namespace gup
