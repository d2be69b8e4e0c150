// A target user as stored in the host's table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace gup {

/// The columns of a target user that come from Google. Absent fields are NULL in the table.
/// `kTargetFields` (model/target_fields.hpp) describes each field.
struct TargetFields {
  std::string email;
  std::string first_name;
  std::string last_name;
  std::optional<std::string> department;
  std::optional<std::string> job_title;
  std::optional<std::string> phone_number;
  std::optional<std::string> manager_email;
  std::optional<std::string> preferred_language;
  std::optional<std::string> location;

  bool operator==(const TargetFields&) const = default;
};

/// A row of `target_users`.
struct TargetUserRow {
  std::int64_t id = 0;
  TargetFields fields;
  std::string email_key;
  /// `active` or `inactive`.
  std::string status;
  /// Empty for a row created by hand.
  std::string provider;
  std::optional<std::string> external_id;
  std::int64_t updated_at = 0;
};

}  // namespace gup
