// What the administrators of a company chose for a plugin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// The settings of a company as someone saved them. A plain value. @since 1.9
struct SettingsVersion {
  std::map<std::string, std::string> values;
  /// Grows by 1 with each save, from 1 on; 0 before the first one.
  std::int64_t revision = 0;
  /// The name of the actor who saved them.
  std::string saved_by;
  std::optional<Timestamp> saved_at;
};

/// The plugin's settings for each company, with their last 100 versions, shared by all processes of the host.
/// For what administrators choose on a page; secrets belong in the `SecretStore`. Find it with
/// `find_service<CompanySettings>(host)`. Owned by the host; lives until the plugin's `stop()` returns. [any]
/// A call can block on the host's database for up to 5 seconds, so do not call it within a write transaction.
///
/// Errors of each function: `try_again` if the database is unavailable, `operator_action` for an impossible
/// company id. @since 1.9
class CompanySettings {
 public:
  static constexpr std::string_view kId = "host_sdk.company_settings/1";
  virtual ~CompanySettings() = default;

  /// Reads the current version into `current`: without values and with revision 0 if nothing was saved.
  virtual Result read(std::string_view company_id, SettingsVersion& current) = 0;

  /// Replaces all values, if `expected_revision` is the current revision. `current` is the new version then.
  /// Errors also: `refused` if someone else saved meanwhile: `current` is what they saved, and the sentence
  /// says who it was and when; `operator_action` unless there are at most 200 values with names of 1 to 128
  /// characters, and clean UTF-8 of at most 65,536 bytes in all.
  virtual Result save(std::string_view company_id, const std::map<std::string, std::string>& values,
                      std::int64_t expected_revision, const Actor& actor, SettingsVersion& current) = 0;

  /// Reads the last versions into `versions`, the newest first; at most `most`, and at most 100.
  virtual Result history(std::string_view company_id, std::size_t most,
                         std::vector<SettingsVersion>& versions) = 0;

  /// Deletes the values and their history, for the end of an integration. One version without values stays:
  /// it says who erased them, and its revision makes a late save of the former ones fail. No effect if
  /// nothing was ever saved.
  virtual Result erase(std::string_view company_id, const Actor& actor) = 0;
};

}  // namespace host_sdk
