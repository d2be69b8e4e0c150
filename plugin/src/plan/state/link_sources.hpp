// Which unit or group each person came from, as the last run stored it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// Identifies a unit or group in a `SourceTable`.
using SourceIndex = std::uint32_t;

/// Numbers the ids of units and groups.
class SourceTable {
 public:
  /// Returns the id's number; a new id gets the next one.
  SourceIndex number(const std::string& id) {
    const auto [at, is_new] = numbers_.try_emplace(id, static_cast<SourceIndex>(ids_.size()));
    if (is_new) ids_.push_back(id);
    return at->second;
  }
  [[nodiscard]] std::optional<SourceIndex> find(const std::string& id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] const std::string& id(SourceIndex source) const { return ids_[source]; }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }

 private:
  std::vector<std::string> ids_;
  std::unordered_map<std::string, SourceIndex> numbers_;
};

/// The stored pairs of a person and a source.
class LinkSources {
 public:
  struct Entry {
    PersonNumber person = 0;
    SourceIndex source = 0;
  };

  void put(PersonNumber person, const std::string& source_id) {
    entries_.push_back({person, sources_.number(source_id)});
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const SourceTable& sources() const { return sources_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
  SourceTable sources_;
};

}  // namespace gup::plan
