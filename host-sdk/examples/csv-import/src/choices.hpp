// What an administrator chose on the page. The host keeps it, with revisions and a history.
#pragma once

#include <cstdint>
#include <string>

#include "host_sdk/services/company_settings.hpp"

namespace csv_import_plugin {

/// What happens to the target users of people who are no longer in the file.
enum class Missing : std::uint8_t { deactivate, remove, keep };

/// The words for it, in the stored settings and on the page.
inline constexpr const char* kDeactivate = "deactivate";
inline constexpr const char* kRemove = "remove";
inline constexpr const char* kKeep = "keep";

struct Choices {
  Missing missing = Missing::deactivate;
  /// The most people that one import deactivates or removes; 1 to `kMostRemovals`.
  std::int64_t most_removals = 50;
  /// Grows with each save; 0 before the first one.
  std::int64_t revision = 0;
};
inline constexpr std::int64_t kMostRemovals = 100'000;

/// The names of the choices, also of their fields on the page.
inline constexpr const char* kMissingField = "missing_people";
inline constexpr const char* kMostRemovalsField = "most_removals";

[[nodiscard]] const char* word_of(Missing missing);
/// The choice with that word; `deactivate` for any other.
[[nodiscard]] Missing missing_of(const std::string& word);

/// Errors: as `CompanySettings::read`.
host_sdk::Result read_choices(host_sdk::CompanySettings& settings, const std::string& company_id,
                              Choices& choices);
/// Errors: as `CompanySettings::save`; `refused` if another revision than `choices.revision` is stored.
host_sdk::Result save_choices(host_sdk::CompanySettings& settings, const std::string& company_id,
                              const Choices& choices, const host_sdk::Actor& actor);

}  // namespace csv_import_plugin
