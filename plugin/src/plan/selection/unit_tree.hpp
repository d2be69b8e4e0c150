// The organizational units of a run, by path and by id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/directory.hpp"

namespace gup::plan {

/// Where a unit is in the selection.
struct UnitPlace {
  /// False if the way up to the root is not known: a parent is not listed, or the parents form a circle.
  bool known = false;
  /// The nearest selected unit at or above it.
  std::optional<std::uint32_t> selected;
};

class UnitTree {
 public:
  /// Borrows `units`.
  explicit UnitTree(const std::vector<OrganizationalUnit>& units);

  /// The index of a unit, by the key of its path (see `unit_path_key`) or by its id.
  [[nodiscard]] std::optional<std::uint32_t> at_path(const std::string& path_key) const;
  [[nodiscard]] std::optional<std::uint32_t> with_id(std::string_view id) const;
  [[nodiscard]] const OrganizationalUnit& operator[](std::uint32_t unit) const { return units_[unit]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(units_.size()); }

  /// The place of each unit. Without `include_sub_units`, only selected units have a selected one:
  /// themselves.
  [[nodiscard]] std::vector<UnitPlace> places(const std::unordered_set<std::string_view>& selected_ids,
                                              bool include_sub_units) const;
  /// The ids of parents that are not listed.
  [[nodiscard]] std::vector<std::string> missing_parents() const;

 private:
  const std::vector<OrganizationalUnit>& units_;
  std::unordered_map<std::string, std::uint32_t> by_path_;
  std::unordered_map<std::string_view, std::uint32_t> by_id_;
};

}  // namespace gup::plan
