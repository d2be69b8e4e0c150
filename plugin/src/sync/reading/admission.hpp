// Puts what Google sends about people into the view that a plan is made from.
#pragma once

#include <cstdint>

#include "model/directory.hpp"
#include "model/settings/sync_settings.hpp"
#include "plan/state/directory_view.hpp"
#include "plan/state/links.hpp"

namespace gup {

/// Lets the view keep everyone's value of the field that makes target groups. Call this before anyone is
/// admitted.
void group_by_values(plan::DirectoryView& view, const SyncSettings& settings);

/// Adds the person's addresses, by which groups may name a member.
void index_addresses(plan::DirectoryView& view, plan::PersonNumber number, const DirectoryUser& user);

/// Adds the person's editable aliases, by which relations may name a manager.
void index_aliases(plan::DirectoryView& view, const DirectoryUser& user);

/// Replaces the manager's address by the manager's primary address, if it is a known alias. Returns the hash
/// of an address that is not, or may be one of a person who was not read yet; 0 if there is nothing to find.
std::uint64_t follow_manager(const plan::DirectoryView& view, DirectoryUser& user);

/// Puts one person into the view; a later record with the same id replaces the earlier one. `link` and
/// `can_be_selected`: see `DirectoryPeople::admit`.
void admit(plan::DirectoryView& view, plan::PersonNumber number, DirectoryUser user,
           const plan::StoredLink* link, bool can_be_selected = true);

}  // namespace gup
