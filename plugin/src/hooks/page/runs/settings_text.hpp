// The settings of a run in words.
#pragma once

#include <string>
#include <vector>

#include "database/records.hpp"

namespace gup {

struct SettingInWords {
  std::string label;
  std::string value;
};

/// "Groups: “Sales” and “Support”, with nested groups". Names at most ten units or groups. [any]
[[nodiscard]] std::string source_text(const SettingsUsed& used);

/// "Source": "Groups “Sales” and “Support”, with nested groups". Names at most ten units or groups. [any]
[[nodiscard]] std::vector<SettingInWords> settings_text(const SettingsUsed& used);

}  // namespace gup
