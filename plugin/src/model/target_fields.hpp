// The one table of a target user's fields: what is checked, hashed, read, written, compared and shown follows
// it. A new field is a member of `DirectoryUser` and of `TargetFields`, a line here, and its decoding and
// request mask in google/directory.
#pragma once

#include <array>
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
  /// As pages show it: "Job title".
  const char* label;
  /// The column's width in code points: servers refuse a longer text, and the whole run with it.
  std::size_t maximum = 0;
  std::optional<std::string> DirectoryUser::*source = nullptr;
  std::string TargetFields::*required = nullptr;
  std::optional<std::string> TargetFields::*optional = nullptr;

  /// The value, or null when there is none.
  [[nodiscard]] const std::string* find(const TargetFields& fields) const {
    if (required != nullptr) return &(fields.*required);
    const auto& value = fields.*optional;
    return value ? &*value : nullptr;
  }
  /// The value, or "" when there is none.
  [[nodiscard]] std::string_view text(const TargetFields& fields) const {
    const std::string* value = find(fields);
    return value != nullptr ? std::string_view(*value) : std::string_view();
  }
  /// Sets the value; nothing is "" where a value is required.
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

/// The order is part of the stored content hash: append, never reorder.
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

/// The fields' columns: "email, first_name, ...".
[[nodiscard]] const std::string& target_field_columns();

/// A hash of all fields. Equal fields give equal hashes in every version of the plugin: the hash is stored,
/// and a change of it would rewrite every row. SipHash-2-4 over length-prefixed fields in the order of the
/// table.
[[nodiscard]] std::int64_t content_hash(const TargetFields& fields);

}  // namespace gup
