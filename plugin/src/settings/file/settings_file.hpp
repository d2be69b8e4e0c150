// A company's settings as a YAML file: to review, to keep in version control, and to use in other companies.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/exclusion.hpp"
#include "model/fields/field_mapping.hpp"
#include "model/settings/sync_settings.hpp"
#include "settings/form.hpp"

namespace gup {

/// Everything that a company sets.
struct CompanySettings {
  SyncSettings sync;
  std::vector<Exclusion> exclusions;
  /// The fields of the form *When to sync*. Versions that were saved before versions had the schedule do not
  /// have them.
  std::optional<FormValues> schedule{};
  /// Versions that were saved before the file had fields do not have them.
  std::optional<FieldMapping> fields{};
};

/// The last known name of a unit, group or target group, for a comment; "" if it is unknown.
using NameInComment = std::function<std::string(const std::string& id)>;

/// The file. Importing it changes nothing.
[[nodiscard]] std::string settings_file_text(const CompanySettings& settings, const NameInComment& name_of);

/// A file's settings, or its errors. Each error names the file, the line and the key:
/// "settings.yaml:7: key 'removal_limit.percent': Enter a whole number from 0 to 100."
struct SettingsFileReading {
  CompanySettings settings;
  std::vector<std::string> errors;
};

/// Looks for more errors in settings that a form accepts: by form field, and by exclusion.
struct SettingsChecks {
  std::function<void(FormReading& reading)> form;
  /// Returns the errors by index in `rules`.
  std::function<std::map<std::size_t, std::string>(std::vector<Exclusion>& rules)> exclusions;
  std::function<FieldErrors(const FormValues& values)> schedule{};
  /// Returns the errors by index in `kTargetFields`.
  std::function<std::map<std::size_t, std::vector<std::string>>(const FieldMapping& mapping)> fields{};
};

/// Reads a file by the rules of the form. What the file leaves out gets the value of `defaults`; the source,
/// the scope, the method and the exclusions are required; without a schedule, the current one stays, and so
/// do the fields. `file` is its name in errors. Environment variables are not read.
[[nodiscard]] SettingsFileReading read_settings_file(std::string_view text, const std::string& file,
                                                     const SyncSettings& defaults,
                                                     const SettingsChecks& checks = {});

}  // namespace gup
