// Organizational units for the picker: children, search and numbers of users.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/reading/directory_cache.hpp"

namespace gup {

/// A directory's units as a tree. Borrows the directory. Built for each request, in time linear in the number
/// of units. (`plan::UnitTree` finds the units of people instead.)
class UnitTree {
 public:
  explicit UnitTree(const PickerDirectory& directory);

  /// Null if there is no such unit.
  [[nodiscard]] const OrganizationalUnit* find(const std::string& id) const;
  /// The units directly below `parent_id`, sorted by name; for "" the roots.
  [[nodiscard]] std::vector<const OrganizationalUnit*> children(const std::string& parent_id) const;
  [[nodiscard]] bool has_children(const std::string& id) const;
  /// Units whose name or path contains `query`, ignoring case, sorted by path.
  [[nodiscard]] std::vector<const OrganizationalUnit*> search(const std::string& query) const;
  /// Users in the unit, and in its sub-units if `with_sub_units`.
  [[nodiscard]] std::int64_t people(const std::string& id, bool with_sub_units) const;
  /// Users in any of the units, each counted once.
  [[nodiscard]] std::int64_t people_in_all(const std::vector<std::string>& ids, bool with_sub_units) const;

 private:
  [[nodiscard]] bool is_root(const OrganizationalUnit& unit) const;

  const PickerDirectory& directory_;
  std::unordered_map<std::string, const OrganizationalUnit*> by_id_;
  std::unordered_map<std::string, std::vector<const OrganizationalUnit*>> children_;
};

/// "/ Sales / EMEA"; the root by its name.
[[nodiscard]] std::string unit_label(const OrganizationalUnit& unit);

/// The group's name, or its email address if it has none.
[[nodiscard]] std::string group_label(const DirectoryGroup& group);

/// `fold_key` of the text, or the text itself if it is not valid UTF-8.
[[nodiscard]] std::string folded(const std::string& text);

}  // namespace gup
