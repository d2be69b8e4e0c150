// A directory's organizational units, by path, by id and by parent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/directory.hpp"

namespace gup {

/// Built in time linear in the number of units. Units are numbered in the order of the list.
class UnitTree {
 public:
  /// Borrows `units`.
  explicit UnitTree(const std::vector<OrganizationalUnit>& units);

  /// The number of a unit, by the key of its path (see `unit_path_key`) or by its id.
  [[nodiscard]] std::optional<std::uint32_t> at_path(const std::string& path_key) const;
  [[nodiscard]] std::optional<std::uint32_t> with_id(std::string_view id) const;
  [[nodiscard]] const OrganizationalUnit& operator[](std::uint32_t unit) const { return units_[unit]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(units_.size()); }

  /// The units directly below the unit with that id.
  [[nodiscard]] std::vector<std::uint32_t> children(std::string_view id) const;
  [[nodiscard]] bool has_children(std::string_view id) const { return children_.contains(id); }
  /// The units without a parent, or with one that is not listed.
  [[nodiscard]] std::vector<std::uint32_t> roots() const;
  /// The ids of parents that are not listed.
  [[nodiscard]] std::vector<std::string> missing_parents() const;

 private:
  const std::vector<OrganizationalUnit>& units_;
  std::unordered_map<std::string, std::uint32_t> by_path_;
  std::unordered_map<std::string_view, std::uint32_t> by_id_;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> children_;
};

}  // namespace gup
