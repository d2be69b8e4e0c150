// Reads a whole directory into the view that a plan is made from.
#pragma once

#include <string>
#include <vector>

#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "model/settings/sync_settings.hpp"
#include "plan/state/directory_view.hpp"
#include "sync/fields/field_sources.hpp"
#include "sync/reading/state_reading.hpp"

namespace gup {

/// Reads users and, depending on the sync source and the exclusions, units, groups and their members; adds
/// new people to `ids`, which are those of the stored state and in use by its reading until then. Units are
/// read before and after the users. If the tree changed meanwhile, everything is read once more; if it
/// changed again, this throws `Failure`. The same if a custom attribute turns out to be missing, or not to
/// be. Throws what the reader throws, and never returns a partial view.
[[nodiscard]] plan::DirectoryView read_directory(google::DirectoryReader& reader,
                                                 const SyncSettings& settings,
                                                 const plan::ExclusionRules& exclusions, FieldSources& fields,
                                                 StateReading& state, plan::PersonIds& ids,
                                                 host_sdk::TaskMonitor& monitor);

/// Returns all units, sorted by id, so that two listings of the same tree are equal. Throws what the reader
/// throws.
[[nodiscard]] std::vector<OrganizationalUnit> list_units_by_id(google::DirectoryReader& reader,
                                                               host_sdk::TaskMonitor& monitor);

}  // namespace gup
