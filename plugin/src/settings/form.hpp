// Reads a company's settings from a form or a command line.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/settings/setting_names.hpp"
#include "model/settings/sync_settings.hpp"

namespace gup {

/// Sentences by field; the key "" is the whole form.
using FieldErrors = std::map<std::string, std::vector<std::string>>;

/// The settings of a form, or its errors by field.
struct FormReading {
  SyncSettings settings;
  FieldErrors errors;
};

/// Where the fields of a form come from.
enum class FormOrigin : std::uint8_t { page, command_line };

/// Applies the fields that are present to `current`; absent fields keep their values. Does not check that the
/// selected units and groups exist. Pure. [any]
///
/// The page has one scope field for each source: `scope` for units and `groups_scope` for groups; the field
/// of the selected source counts. A command line uses `scope` for both, and the host may add the page's other
/// fields: there, `scope` counts if it differs from `current`.
[[nodiscard]] FormReading read_form(const FormValues& values, const SyncSettings& current, FormOrigin origin);

/// The value of `on_leaving` for settings with different steps for the causes.
inline constexpr const char* kByCause = "by_cause";
/// The value of `on_leaving` for these settings. [any]
[[nodiscard]] std::string leaving_choice(const LeavingSteps& steps);

/// The fields of a form that was filled in with these settings: `read_form` returns them. [any]
[[nodiscard]] FormValues form_values(const SyncSettings& settings);

/// True if `values` contains any field of the form.
[[nodiscard]] bool has_form_fields(const FormValues& values);

}  // namespace gup
