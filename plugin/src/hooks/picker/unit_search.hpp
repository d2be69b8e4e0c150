// Organizational units for the picker: children, search and numbers of users.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "model/unit_tree.hpp"
#include "sync/reading/directory_cache.hpp"

namespace gup {

/// The units directly below `parent_id`, sorted by name; for "" the roots.
[[nodiscard]] std::vector<const OrganizationalUnit*> units_below(const UnitTree& tree,
                                                                 const std::string& parent_id);

/// Returns the units whose name or path contains `query`, ignoring case, sorted by path.
[[nodiscard]] std::vector<const OrganizationalUnit*> search_units(const UnitTree& tree,
                                                                  const std::string& query);

/// Counts the users in any of the units, and in their sub-units if `with_sub_units`, each user once. `tree`:
/// of the directory's units.
[[nodiscard]] std::int64_t count_people(const PickerDirectory& directory, const UnitTree& tree,
                                        const std::vector<std::string>& ids, const SyncSettings& settings);
/// The people of all units that these settings sync, as they were counted last.
[[nodiscard]] std::int64_t count_people(const PickerDirectory& directory, const SyncSettings& settings);

/// "749 of 987 users, +12 −3 compared with the saved selection": the people of the units that `settings`
/// select, as they were counted last. Without the comparison if no units are saved. Empty if people were not
/// counted, and for groups.
[[nodiscard]] std::string selection_text(const PickerDirectory& directory, const SyncSettings& settings,
                                         const SavedSettings& saved);

/// "/ Sales / EMEA"; the root by its name.
[[nodiscard]] std::string unit_label(const OrganizationalUnit& unit);

/// The group's name, or its email address if it has none.

/// The same, with the address where several groups have the same name: "Sales <sales@acme.com>".
class GroupLabels {
 public:
  GroupLabels() = default;
  explicit GroupLabels(const std::vector<DirectoryGroup>& groups);
  [[nodiscard]] std::string of(const DirectoryGroup& group) const;

 private:
  /// The names that more than one group has.
  std::unordered_set<std::string> repeated_;
};

/// `fold_key` of the text, or the text itself if it is not valid UTF-8.
[[nodiscard]] std::string folded(const std::string& text);

}  // namespace gup
