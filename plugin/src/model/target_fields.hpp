// The table of a target user's fields. Checking, hashing, reading, writing, comparing and showing follow it.
// A new field needs a member of `DirectoryUser` and of `TargetFields`, a line here, and its decoding and
// request mask in google/directory.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/directory.hpp"
#include "model/target_user.hpp"

namespace gup {

/// One field. Exactly one of `required` and `optional` is set.
struct TargetField {
  /// Its column in the host's table, which is also its key in stored JSON.
  const char* column;
  /// As shown on pages: "Job title".
  const char* label;
  /// The column's width in code points. Servers reject longer texts, which would fail the whole run.
  std::size_t maximum = 0;
  std::optional<std::string> DirectoryUser::*source = nullptr;
  std::string TargetFields::*required = nullptr;
  std::optional<std::string> TargetFields::*optional = nullptr;

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
    TargetField{"email", "Email", kEmailMaximum, &DirectoryUser::primary_email, &TargetFields::email},
    TargetField{"first_name", "First name", kTextMaximum, &DirectoryUser::given_name,
                &TargetFields::first_name},
    TargetField{"last_name", "Last name", kTextMaximum, &DirectoryUser::family_name,
                &TargetFields::last_name},
    TargetField{"department", "Department", kTextMaximum, &DirectoryUser::department, nullptr,
                &TargetFields::department},
    TargetField{"job_title", "Job title", kTextMaximum, &DirectoryUser::job_title, nullptr,
                &TargetFields::job_title},
    TargetField{"phone_number", "Phone number", kTextMaximum, &DirectoryUser::phone_number, nullptr,
                &TargetFields::phone_number},
    TargetField{"manager_email", "Manager email", kEmailMaximum, &DirectoryUser::manager_email, nullptr,
                &TargetFields::manager_email},
    TargetField{"preferred_language", "Language", kLanguageMaximum, &DirectoryUser::preferred_language,
                nullptr, &TargetFields::preferred_language},
    TargetField{"location", "Location", kTextMaximum, &DirectoryUser::location, nullptr,
                &TargetFields::location},
};

/// True for the first and the last name.
[[nodiscard]] constexpr bool is_name(const TargetField& field) {
  return field.required == &TargetFields::first_name || field.required == &TargetFields::last_name;
}

/// The fields' columns: "email, first_name, ...".
[[nodiscard]] const std::string& target_field_columns();

/// A set of fields, by their places in `kTargetFields`.
using FieldSet = std::bitset<kTargetFields.size()>;

/// A hash of all fields: SipHash-2-4 over the length-prefixed fields in the order of the table. The hash is
/// stored, so it must never change: an upgrade would rewrite every row. `unknown`: fields whose value is not
/// known; that differs from absent.
[[nodiscard]] std::int64_t content_hash(const TargetFields& fields, const FieldSet& unknown = {});

}  // namespace gup
