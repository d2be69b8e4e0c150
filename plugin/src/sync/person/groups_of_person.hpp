// Reads the groups around one person, instead of the members of every selected group.
#pragma once

#include <string>

#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "model/settings/sync_settings.hpp"
#include "plan/people/one_person.hpp"
#include "plan/state/directory_view.hpp"

namespace gup {

/// Walks from the person up to the containing groups. Fills the view's groups, the members that concern this
/// person, and the evidence. Sets `one.others.groups_read` and the stored tree around these groups.
///
/// Membership counts only if two different answers of Google agree: the person's groups, and `hasMember`. For
/// other groups, the classification asks for their lists. `all`: the company's stored state. Throws what the
/// reader throws, and `Failure` (`try_again`) if Google does not list the person's groups.
void read_groups_of_person(google::DirectoryReader& reader, const SyncSettings& settings,
                           const plan::StoredState& all, const std::string& person_id,
                           plan::DirectoryView& view, plan::OnePersonState& one,
                           host_sdk::TaskMonitor& monitor);

/// The same for a person who is no longer in Google: whether the groups that brought the person still exist.
void read_former_groups(google::DirectoryReader& reader, const SyncSettings& settings,
                        const plan::StoredState& all, plan::DirectoryView& view, plan::OnePersonState& one,
                        host_sdk::TaskMonitor& monitor);

}  // namespace gup
