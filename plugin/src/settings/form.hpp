// The settings as a form brings them, or a command line.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "settings/sync_settings.hpp"

namespace gup {

/// The fields of the form by name, as posted.
using FormValues = std::map<std::string, std::string>;
/// Sentences by field; the key "" is the form as a whole.
using FieldErrors = std::map<std::string, std::vector<std::string>>;

/// The start of a `target_group` that names a group to be made.
inline constexpr const char* kNewGroupPrefix = "new:";

/// What a form says: settings, or what is wrong with it by field.
struct FormReading {
  SyncSettings settings;
  FieldErrors errors;
};

/// Reads the fields that are present over `current`; a field that is absent keeps its value. Asks neither
/// Google nor the database, so whether what was chosen exists is still open. Pure. [any]
///
/// The page has a choice of scope below each source, `scope` below the units and `groups_scope` below the
/// groups; the one of the chosen source counts. A command line gives `scope`.
[[nodiscard]] FormReading read_form(const FormValues& values, const SyncSettings& current);

/// True if `values` holds any field of the form.
[[nodiscard]] bool has_form_fields(const FormValues& values);

}  // namespace gup
