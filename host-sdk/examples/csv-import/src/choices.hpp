// What an administrator chose on the page. The host keeps it, with revisions and a history.
#pragma once

#include <cstdint>
#include <string>

#include "host_sdk/services/company_settings.hpp"

namespace csv_import_plugin {

struct Choices {
  bool deactivate_missing = true;
  /// Grows with each save; 0 before the first one.
  std::int64_t revision = 0;
};

/// The name of the choice, also of its field on the page.
inline constexpr const char* kDeactivate = "deactivate_missing";

/// Errors: as `CompanySettings::read`.
host_sdk::Result read_choices(host_sdk::CompanySettings& settings, const std::string& company_id,
                              Choices& choices);
/// Errors: as `CompanySettings::save`; `refused` if another revision than `choices.revision` is stored.
host_sdk::Result save_choices(host_sdk::CompanySettings& settings, const std::string& company_id,
                              const Choices& choices, const host_sdk::Actor& actor);

}  // namespace csv_import_plugin
