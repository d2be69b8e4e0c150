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

class UnitTree {
 public:
  /// Borrows `units`.
  explicit UnitTree(const std::vector<OrganizationalUnit>& units);

  /// The index of a unit, by the key of its path (see `unit_path_key`) or by its id.
  [[nodiscard]] std::optional<std::uint32_t> at_path(const std::string& path_key) const;
  [[nodiscard]] std::optional<std::uint32_t> with_id(std::string_view id) const;
  [[nodiscard]] const OrganizationalUnit& operator[](std::uint32_t unit) const { return units_[unit]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(units_.size()); }

  /// For each unit the nearest selected unit at or above it. Without `include_sub_units`, only selected units
  /// have one: themselves.
  [[nodiscard]] std::vector<std::optional<std::uint32_t>> nearest_selected(
      const std::unordered_set<std::string_view>& selected_ids, bool include_sub_units) const;

 private:
  const std::vector<OrganizationalUnit>& units_;
  std::unordered_map<std::string, std::uint32_t> by_path_;
  std::unordered_map<std::string_view, std::uint32_t> by_id_;
};

}  // namespace gup::plan
