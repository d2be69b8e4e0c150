// Small numbers for the ids of units and groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gup::plan {

/// The number of a unit or group in a `SourceTable`.
using SourceIndex = std::uint32_t;

/// Borrows the ids.
class SourceTable {
 public:
  /// The id's number; a new id gets the next one.
  SourceIndex number(std::string_view id) {
    const auto [at, is_new] = numbers_.emplace(id, static_cast<SourceIndex>(ids_.size()));
    if (is_new) ids_.push_back(id);
    return at->second;
  }
  [[nodiscard]] std::optional<SourceIndex> find(std::string_view id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] std::string_view id(SourceIndex source) const { return ids_[source]; }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }

 private:
  std::vector<std::string_view> ids_;
  std::unordered_map<std::string_view, SourceIndex> numbers_;
};

}  // namespace gup::plan
