// Reads a whole directory into the view that a plan is made from.
#pragma once

#include <string>
#include <vector>

#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "model/sync_settings.hpp"
#include "plan/state/directory_view.hpp"
#include "plan/state/stored_state.hpp"

namespace gup {

/// `ids` are those of the stored state; newcomers join them. Reads users and, by the sync source, units or
/// groups with their members. Units are read before and after the users; if the tree changed meanwhile,
/// everything is read once more, then the run fails. Throws what the reader throws: no partial view is ever
/// returned.
[[nodiscard]] plan::DirectoryView read_directory(google::DirectoryReader& reader,
                                                 const SyncSettings& settings,
                                                 const plan::StoredState& stored, plan::PersonIds& ids,
                                                 host_sdk::TaskMonitor& monitor);

/// Makes sure about people who are absent from the view although they were there before, or whose record has
/// to be known once more (see `plan::ids_to_confirm`): each is asked about by id, or the users are listed a
/// second time when they are many. Whoever turns out to be present joins the view with all fields.
void confirm_absentees(google::DirectoryReader& reader, const std::vector<std::string>& ids_to_confirm,
                       plan::DirectoryView& view, plan::PersonIds& ids, host_sdk::TaskMonitor& monitor);

}  // namespace gup
