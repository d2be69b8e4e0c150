// A row of the host's target users.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "plan/person.hpp"

namespace gup::plan {

/// A row of `target_users`.
struct HostRow {
  std::int64_t id = 0;
  TargetFields fields;
  std::string email_key;
  /// `active` or `inactive`.
  std::string status;
  /// Empty for a row made by hand.
  std::string provider;
  std::optional<std::string> external_id;
  std::int64_t updated_at = 0;
};

}  // namespace gup::plan
