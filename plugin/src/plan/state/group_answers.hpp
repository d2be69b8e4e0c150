// What Google said of the groups that were walked.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/directory.hpp"

namespace gup::plan {

/// A member as it is kept; the texts lie where the answer's bytes do.
struct KeptMember {
  std::string_view id;
  std::string_view email;
  MemberType type = MemberType::other;
};

/// The answer about one group, its members in one piece of bytes: a third of what they take as strings of
/// their own.
class KeptAnswer {
 public:
  explicit KeptAnswer(const GroupAnswer& answer);

  [[nodiscard]] const std::optional<Unreadable>& unreadable() const { return unreadable_; }

  /// In the order of the answer.
  void visit_members(const std::function<void(const KeptMember&)>& visit) const;

 private:
  std::optional<Unreadable> unreadable_;
  std::string members_;
};

class GroupAnswers {
 public:
  /// A later answer about a group replaces the earlier one.
  void put(const GroupAnswer& answer);
  /// Null for a group that was not asked about.
  [[nodiscard]] const KeptAnswer* find(std::string_view group_id) const;
  [[nodiscard]] std::size_t size() const { return answers_.size(); }

 private:
  std::map<std::string, KeptAnswer, std::less<>> answers_;
};

}  // namespace gup::plan
