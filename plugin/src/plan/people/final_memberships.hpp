// Everybody after the run, as far as groups and sources have to know.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/selection/person_table.hpp"

namespace gup::plan {

/// Which memberships of ours a person has after the run.
enum class MembershipRule : std::uint8_t {
  /// None, or none that anybody has to take away: not ours, deleted, released.
  none,
  /// Those that the method gives.
  wanted,
  /// All that there are: nothing about this person is decided now.
  all_present,
  /// Those in groups that the present settings still want: a deactivated or dismissed person.
  present_in_wanted_groups,
};

/// A person after the run, as far as groups have to know.
struct PersonAfter {
  std::int64_t user_id = 0;
  MembershipRule memberships = MembershipRule::none;
  /// The row goes, and every membership with it.
  bool row_deleted = false;
};

/// Everybody after the run. Nearly all have the user that their link says, so only the others' are kept.
class FinalMemberships {
 public:
  /// Borrows the roster. Nobody has a user or a membership yet.
  explicit FinalMemberships(const PersonTable& person_table)
      : person_table_(person_table), kept_(person_table.size()) {}

  /// In the order of the roster, each person once at most.
  void put(PersonIndex person, const PersonAfter& after);

  [[nodiscard]] PersonAfter operator[](PersonIndex person) const;
  [[nodiscard]] MembershipRule memberships(PersonIndex person) const { return kept_[person].memberships; }
  [[nodiscard]] PersonIndex size() const { return static_cast<PersonIndex>(kept_.size()); }

 private:
  enum class User : std::uint8_t { none, of_link, other };
  struct Kept {
    MembershipRule memberships : 3 = MembershipRule::none;
    User user : 3 = User::none;
    bool row_deleted : 1 = false;
  };
  static_assert(sizeof(Kept) == 1);
  struct OtherUser {
    PersonIndex person = 0;
    std::int64_t user_id = 0;
  };

  const PersonTable& person_table_;
  std::vector<Kept> kept_;
  std::vector<OtherUser> others_;
};

}  // namespace gup::plan
