// What Google answered about the groups that were read.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/directory.hpp"

namespace gup::plan {

/// Answers by group id. The members of a group are packed into one string.
class GroupAnswers {
 public:
  /// Replaces an earlier answer about the same group.
  void put(const GroupAnswer& answer);

  /// Adds a second answer about a group: the members of both count. If the group can no longer be read,
  /// the second answer replaces the first.
  void add(const GroupAnswer& second);

  /// The stored form of the id, which lives as long as this; nullopt if the group was not read.
  [[nodiscard]] std::optional<std::string_view> id_of(std::string_view group_id) const;
  /// True if the group was read and its members are known.
  [[nodiscard]] bool is_readable(std::string_view group_id) const;
  /// Unpacks the answer; nullopt if the group was not read.
  [[nodiscard]] std::optional<GroupAnswer> find(std::string_view group_id) const;
  [[nodiscard]] std::size_t size() const { return answers_.size(); }

 private:
  struct Packed {
    std::optional<Unreadable> unreadable;
    std::string members;
  };

  std::map<std::string, Packed, std::less<>> answers_;
};

}  // namespace gup::plan
