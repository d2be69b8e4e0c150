// The settings as a form brings them, or a command line.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/sync_settings.hpp"

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

/// Where a form was filled in.
enum class FormOrigin : std::uint8_t { page, command_line };

/// Reads the fields that are present over `current`; a field that is absent keeps its value. Asks neither
/// Google nor the database, so whether what was chosen exists is still open. Pure. [any]
///
/// On the page each source has a choice of scope below it, `scope` below the units and `groups_scope` below
/// the groups, and the one of the chosen source counts. A command line says `scope` for either, and the host
/// may fill in what it did not say from the page: there, the one that differs from `current` counts.
[[nodiscard]] FormReading read_form(const FormValues& values, const SyncSettings& current, FormOrigin origin);

/// True if `values` holds any field of the form.
[[nodiscard]] bool has_form_fields(const FormValues& values);

}  // namespace gup
