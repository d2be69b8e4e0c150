// What administrators decided before a run about people and target groups that left, and what they made by
// hand: an independent reading of what the run must leave alone.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "world.hpp"

namespace gup::plan::test {

class Decisions {
 public:
  /// As of before a run, with its approvals and its removal limit.
  explicit Decisions(const World& world)
      : before_(world.host),
        approved_(world.approved),
        limit_holds_(world.settings.removal_limit.percent < 100 && !world.limit_was_raised) {}

  /// Held or dismissed removals that the run carried out without an approval, and rows and memberships made
  /// by hand that it changed.
  [[nodiscard]] std::string ignored_by_run(const Model& after) const;

 private:
  [[nodiscard]] std::string removed_people(const Model& after) const;
  [[nodiscard]] std::string removed_groups(const Model& after) const;
  [[nodiscard]] std::string changes_of_foreign_rows(const Model& after) const;
  /// The target user was deleted, deactivated or released.
  [[nodiscard]] bool has_left(std::int64_t user, const Model& after) const;
  /// The target group was deleted, or released to the host although no one put people into it by hand.
  [[nodiscard]] bool is_deleted(std::int64_t group, const Model& after) const;
  /// The target group lost all members, although some of their target users are still managed.
  [[nodiscard]] bool is_emptied(std::int64_t group, const Model& after) const;

  const Model before_;
  const std::set<std::string> approved_;
  const bool limit_holds_;
};

}  // namespace gup::plan::test
