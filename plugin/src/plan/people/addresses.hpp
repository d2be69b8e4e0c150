// Who may bear which address: the only place that knows how addresses pass from one row to another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "plan/selection/classify.hpp"
#include "plan/state/host_rows.hpp"
#include "plan/state/text_arena.hpp"

namespace gup::plan {

/// What an eligible person needs a decision about: newcomers, returning people, and linked people whose
/// record or row changed.
struct Claim {
  enum class Outcome : std::uint8_t {
    undecided,
    /// The row bears the address already, or it is free, or passes to this person in the same plan.
    granted,
    /// The target user with that address was made by hand (or is ours and lost its link): it becomes this
    /// person's.
    adopts,
    /// Left alone by the setting "existing users: skip".
    skipped,
    /// Somebody else keeps the address.
    refused,
  };

  PersonIndex person = 0;
  /// The person's present row; nothing for newcomers and for those whose row was deleted.
  const KnownRow* row = nullptr;
  /// Borrowed from the book or from the plan's input, as the reason is: a first load has a claim a person.
  std::string_view email_key;
  Outcome outcome = Outcome::undecided;
  const KnownRow* adopted_row = nullptr;
  /// Why it was skipped or refused.
  std::string_view reason;

  [[nodiscard]] bool moves_to_new_key() const { return row == nullptr || row->email_key() != email_key; }
  /// The present row, if there is one, stays as it is. Somebody refused keeps the address that the row has,
  /// but a retired person whose row gave it up has none to come back under.
  [[nodiscard]] bool leaves_row_alone() const {
    return outcome == Outcome::skipped ||
           (outcome == Outcome::refused &&
            (row == nullptr || row->email_key() == released_email_key(row->id())));
  }
};

struct AddressBook {
  TextArena texts;
  /// In the order of the roster.
  std::vector<Claim> claims;
  /// Retired people's rows that give their address up, nothing else about them changing.
  std::vector<EmailKeyRelease> email_key_releases;
  /// Target users who leave in this plan, whose rows stay but give their address up.
  std::unordered_set<std::int64_t> given_up;
};

/// Throws `Failure` (`try_again`) when a row that must be there is not among `rows`.
[[nodiscard]] AddressBook assign_addresses(const PlanInput& input, const Classification& classification,
                                           const TargetUserRows& rows);

}  // namespace gup::plan
