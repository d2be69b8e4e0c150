#include "plan/people/addresses.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "plan/change_reasons.hpp"
#include "plan/people/clean_text.hpp"

namespace gup::plan {
namespace {

using Outcome = Claim::Outcome;
using ClaimIndex = std::size_t;

std::string taken_by(std::string_view email, const std::string& holder) {
  return "the address " + std::string(email) + " is that of " + holder;
}

class Assignment {
 public:
  Assignment(const PlanInput& input, const Classification& classification, const TargetUserRows& rows)
      : input_(input), classification_(classification), rows_(rows) {
    for (PersonIndex i = 0; i < classification.person_table.size(); ++i) {
      const PersonEntry entry = classification.person_table[i];
      if (entry.has_row() && rows.with_id(entry.link->user_id)) owner_of_row_.emplace(entry.link->user_id, i);
      if (classification.decisions[i].status == PersonStatus::eligible && !entry.is_settled()) make_claim(i);
    }
  }

  AddressBook run() && {
    settle_contests();
    on_way_.resize(book_.claims.size(), false);
    for (ClaimIndex i = 0; i < book_.claims.size(); ++i) decide(i);
    for (const Claim& claim : book_.claims) collect_given_up(claim);
    std::ranges::sort(book_.email_key_releases, {}, &EmailKeyRelease::user_id);
    return std::move(book_);
  }

 private:
  void make_claim(PersonIndex person) {
    const PersonEntry entry = classification_.person_table[person];
    Claim claim;
    claim.person = person;
    claim.email_key = key_of(classification_.person_table.email(person));
    if (entry.has_row()) {
      claim.row = rows_.with_id(entry.link->user_id);
      if (!claim.row)
        throw Failure(
            host_sdk::ResultCode::try_again,
            "Target users were deleted in the host while the sync was planned; nothing was changed.");
      // A released row that another provider took over meanwhile is not ours to take back.
      if (entry.link->state == LinkState::released && !claim.row->provider().empty()) claim.row = nullptr;
    }
    book_.claims.push_back(claim);
  }

  /// Nearly every address is its own key.
  std::string_view key_of(std::string_view email) {
    const std::string key = host_sdk::fold_key(email);
    return key == email ? email : book_.texts.keep(key);
  }

  /// Claims are in the order of the roster, as people are.
  [[nodiscard]] std::optional<ClaimIndex> claim_of(PersonIndex person) const {
    const auto found = std::ranges::lower_bound(book_.claims, person, {}, &Claim::person);
    if (found == book_.claims.end() || found->person != person) return std::nullopt;
    return static_cast<ClaimIndex>(found - book_.claims.begin());
  }

  /// Of several people with the same address one can have it: who has it, else who has a row, else the
  /// smaller id.
  void settle_contests() {
    boost::unordered_flat_map<std::string_view, ClaimIndex> best;
    best.reserve(book_.claims.size());
    const auto rank = [](const Claim& claim) {
      return std::tuple(claim.moves_to_new_key(), claim.row == nullptr, claim.person);
    };
    for (ClaimIndex i = 0; i < book_.claims.size(); ++i) {
      const auto [at, is_new] = best.emplace(book_.claims[i].email_key, i);
      if (!is_new && rank(book_.claims[i]) < rank(book_.claims[at->second])) at->second = i;
    }
    for (ClaimIndex i = 0; i < book_.claims.size(); ++i) {
      Claim& claim = book_.claims[i];
      const ClaimIndex winner = best.at(claim.email_key);
      if (winner == i) continue;
      const std::string_view other = classification_.person_table[book_.claims[winner].person].id;
      refuse(claim, taken_by(email_of(claim), "another user in Google, too (" + std::string(other) + ")"));
    }
  }

  /// Follows the holders from claim to claim until one is decided, then decides the whole way back. A way
  /// that comes back to itself is a swap: everybody on it moves.
  void decide(ClaimIndex first) {
    std::vector<ClaimIndex> way;
    std::optional<ClaimIndex> next = first;
    while (next && book_.claims[*next].outcome == Outcome::undecided && !on_way_[*next]) {
      on_way_[*next] = true;
      way.push_back(*next);
      next = decide_alone(book_.claims[*next]);
    }
    const bool came_back = next && book_.claims[*next].outcome == Outcome::undecided;
    bool holder_moves = came_back || (next && moves(book_.claims[*next]));
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
      Claim& claim = book_.claims[*at];
      if (claim.outcome == Outcome::undecided) decide_after_holder(claim, holder_moves);
      holder_moves = moves(claim);
    }
  }

  /// Whether the claim's present row leaves its present address to others.
  static bool moves(const Claim& claim) {
    return claim.outcome == Outcome::granted && claim.moves_to_new_key();
  }

  void decide_after_holder(Claim& claim, bool holder_moves) {
    if (holder_moves) {
      claim.outcome = Outcome::granted;
      return;
    }
    const KnownRow& holder = *rows_.with_email_key(claim.email_key);
    const PersonIndex owner = owner_of_row_.at(holder.id());
    // Somebody who would have returned but may not is retired still.
    if (!classification_.person_table[owner].has_active_link() &&
        book_.claims[claim_of(owner).value()].leaves_row_alone())
      park(claim, holder);
    else
      refuse(claim, taken_by(email_of(claim), name_of(holder.row()) + ", who keeps it"));
  }

  /// Decides what does not depend on another claim; otherwise returns that claim.
  std::optional<ClaimIndex> decide_alone(Claim& claim) {
    if (released_and_unwanted(claim)) {
      skip(claim);
      return std::nullopt;
    }
    const KnownRow* holder = claim.moves_to_new_key() ? rows_.with_email_key(claim.email_key) : nullptr;
    if (!holder) {
      claim.outcome = Outcome::granted;
      return std::nullopt;
    }
    const auto owner = owner_of_row_.find(holder->id());
    if (owner == owner_of_row_.end() || !still_as_linked(*holder, owner->second)) {
      decide_unlinked(claim, *holder);
      return std::nullopt;
    }
    return decide_linked(claim, *holder, owner->second);
  }

  void decide_unlinked(Claim& claim, const KnownRow& holder) {
    const bool ours_without_link = holder.provider() == kProvider && holder.external_id() == id_of(claim);
    if (!claim.row && ours_without_link) {
      adopt(claim, holder);
    } else if (!holder.provider().empty()) {
      refuse(claim, taken_by(email_of(claim), name_of(holder.row()) + ", a target user of the provider " +
                                                  quoted(holder.provider())));
    } else if (claim.row) {
      refuse(claim, taken_by(email_of(claim), name_of(holder.row()) + ", a target user made by hand"));
    } else if (input_.settings.existing_users == ExistingUsers::skip) {
      skip(claim);
    } else {
      adopt(claim, holder);
    }
  }

  std::optional<ClaimIndex> decide_linked(Claim& claim, const KnownRow& holder, PersonIndex owner) {
    const auto keeps = [&](const char* why) {
      refuse(claim, "waits for the address of " + name_of(holder.row()) + ", " + why);
      return std::nullopt;
    };
    switch (classification_.decisions[owner].status) {
      case PersonStatus::eligible:
        if (const auto other = claim_of(owner)) return other;
        refuse(claim, taken_by(email_of(claim), name_of(holder.row()) + ", who has it in Google, too"));
        return std::nullopt;
      case PersonStatus::leaving:
        claim.outcome = Outcome::granted;
        return std::nullopt;
      case PersonStatus::held:
        return keeps("whose removal is held");
      case PersonStatus::frozen:
        return keeps("whom a unit or group that can no longer be seen in Google keeps");
      case PersonStatus::unconfirmed:
        return keeps("about whom Google would not say whether the user was deleted");
      case PersonStatus::unusable:
        return keeps("whose record in Google cannot be used");
      case PersonStatus::none:
      case PersonStatus::left_out:
      case PersonStatus::unasked:
      case PersonStatus::forgotten:
        break;
    }
    park(claim, holder);
    return std::nullopt;
  }

  /// A link's row can be taken from us: then its link says nothing about it.
  [[nodiscard]] bool still_as_linked(const KnownRow& row, PersonIndex owner) const {
    return classification_.person_table[owner].link->state == LinkState::released
               ? row.provider().empty()
               : row.provider() == kProvider;
  }

  /// A row that was given back to the host is one made by hand: the setting decides whether it is taken
  /// again.
  [[nodiscard]] bool released_and_unwanted(const Claim& claim) const {
    return claim.row && classification_.person_table[claim.person].link->state == LinkState::released &&
           input_.settings.existing_users == ExistingUsers::skip;
  }

  void park(Claim& claim, const KnownRow& holder) {
    claim.outcome = Outcome::granted;
    const std::string_view owner = classification_.person_table[owner_of_row_.at(holder.id())].id;
    book_.email_key_releases.push_back({.user_id = holder.id(),
                                        .external_id = std::string(owner),
                                        .expected_updated_at = holder.updated_at()});
  }

  void collect_given_up(const Claim& claim) {
    if (claim.outcome != Outcome::granted || !claim.moves_to_new_key()) return;
    const KnownRow* holder = rows_.with_email_key(claim.email_key);
    if (!holder) return;
    const auto owner = owner_of_row_.find(holder->id());
    if (owner != owner_of_row_.end() &&
        classification_.decisions[owner->second].status == PersonStatus::leaving)
      book_.given_up.insert(holder->id());
  }

  static void adopt(Claim& claim, const KnownRow& row) {
    claim.outcome = Outcome::adopts;
    claim.adopted_row = &row;
  }
  void refuse(Claim& claim, const std::string& reason) {
    claim.outcome = Outcome::refused;
    claim.reason = book_.texts.keep(reason);
  }
  void skip(Claim& claim) {
    claim.outcome = Outcome::skipped;
    claim.reason =
        book_.texts.keep("a target user made by hand has the address " + std::string(email_of(claim)) +
                         ", and existing target users are skipped by setting");
  }
  [[nodiscard]] std::string_view email_of(const Claim& claim) const {
    return classification_.person_table.email(claim.person);
  }
  [[nodiscard]] std::string_view id_of(const Claim& claim) const {
    return classification_.person_table[claim.person].id;
  }

  const PlanInput& input_;
  const Classification& classification_;
  const TargetUserRows& rows_;
  /// Of the rows that the plan knows.
  std::unordered_map<std::int64_t, PersonIndex> owner_of_row_;
  /// Claims whose holders are being followed.
  std::vector<bool> on_way_;
  AddressBook book_;
};

}  // namespace

AddressBook assign_addresses(const PlanInput& input, const Classification& classification,
                             const TargetUserRows& rows) {
  return Assignment(input, classification, rows).run();
}

}  // namespace gup::plan
