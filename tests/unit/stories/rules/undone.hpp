// What must hold after an undo: every row, membership and link that the undone run changed is as before the
// run, unless it changed since or the undo reports it as left alone. Everything else stays as it is.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "world.hpp"

namespace gup::plan::test {

/// The tables around a run that changed something.
struct AppliedRun {
  std::int64_t id = 0;
  Model before;
  Model after;
};

class UndoneRun {
 public:
  /// `found`: the tables before the undo; `now`: after it. `left_alone`: what the undo reports. Borrows all.
  UndoneRun(const AppliedRun& run, const Model& found, const Model& now,
            const std::vector<PersonChange>& left_alone);

  [[nodiscard]] std::string differences() const;

 private:
  [[nodiscard]] std::string differences_of_users() const;
  [[nodiscard]] std::string differences_of_groups() const;
  [[nodiscard]] std::string differences_of_members() const;
  [[nodiscard]] std::string differences_of_links() const;
  [[nodiscard]] std::string lost_decisions() const;

  const AppliedRun& run_;
  const Model& found_;
  const Model& now_;
  std::set<std::int64_t> users_left_;
  std::set<std::int64_t> groups_left_;
  /// Users with a membership that is left alone.
  std::set<std::int64_t> members_left_;
};

}  // namespace gup::plan::test
