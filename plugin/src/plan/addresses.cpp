#include "plan/addresses.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "plan/clean_text.hpp"
#include "plan/words.hpp"

namespace gup::plan {
namespace {

using Outcome = Claim::Outcome;
using ClaimIndex = std::size_t;

std::string taken_by(const std::string& email, const std::string& holder) {
  return "the address " + email + " is that of " + holder;
}

class Assignment {
 public:
  Assignment(const PlanInput& input, const Findings& findings, const HostRowIndex& rows)
      : input_(input), findings_(findings), rows_(rows) {
    for (PersonIndex i = 0; i < findings.roster.size(); ++i) {
      if (const Link* link = findings.roster[i].link; link && findings.roster[i].has_row())
        owner_of_row_.emplace(link->user_id, i);
      if (findings.verdicts[i].standing == Standing::eligible && !is_settled(findings.roster[i]))
        make_claim(i);
    }
  }

  AddressBook run() && {
    settle_contests();
    on_way_.resize(book_.claims.size(), false);
    for (ClaimIndex i = 0; i < book_.claims.size(); ++i) decide(i);
    for (const Claim& claim : book_.claims) collect_given_up(claim);
    std::ranges::sort(book_.parkings, {}, &KeyParking::user_id);
    return std::move(book_);
  }

 private:
  void make_claim(PersonIndex person) {
    const RosterEntry& entry = findings_.roster[person];
    Claim claim;
    claim.person = person;
    claim.email_key = host_sdk::fold_key(entry.person->fields.email);
    if (entry.has_row()) {
      claim.row = rows_.with_id(entry.link->user_id);
      if (!claim.row)
        throw Failure(
            host_sdk::ResultCode::try_again,
            "Target users were deleted in the host while the sync was planned; nothing was changed.");
      // A released row that another provider took over meanwhile is not ours to take back.
      if (entry.link->state == LinkState::released && !claim.row->provider.empty()) claim.row = nullptr;
    }
    claim_of_person_.emplace(person, book_.claims.size());
    book_.claims.push_back(std::move(claim));
  }

  /// Of several people with the same address one can have it: who has it, else who has a row, else the
  /// smaller id.
  void settle_contests() {
    std::unordered_map<std::string_view, ClaimIndex> best;
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
      const Person& other = *findings_.roster[book_.claims[winner].person].person;
      refuse(claim, taken_by(email_of(claim), "another user in Google, too (" + other.id + ")"));
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
    const HostRow& holder = *rows_.with_email_key(claim.email_key);
    const PersonIndex owner = owner_of_row_.at(holder.id);
    // Somebody who would have returned but may not is retired still.
    if (!findings_.roster[owner].has_active_link() &&
        book_.claims[claim_of_person_.at(owner)].leaves_row_alone())
      park(claim, holder);
    else
      refuse(claim, taken_by(email_of(claim), name_of(holder) + ", who keeps it"));
  }

  /// Decides what does not depend on another claim; otherwise returns that claim.
  std::optional<ClaimIndex> decide_alone(Claim& claim) {
    if (released_and_unwanted(claim)) {
      skip(claim);
      return std::nullopt;
    }
    const HostRow* holder = claim.moves_to_new_key() ? rows_.with_email_key(claim.email_key) : nullptr;
    if (!holder) {
      claim.outcome = Outcome::granted;
      return std::nullopt;
    }
    const auto owner = owner_of_row_.find(holder->id);
    if (owner == owner_of_row_.end() || !still_as_linked(*holder, owner->second)) {
      decide_unlinked(claim, *holder);
      return std::nullopt;
    }
    return decide_linked(claim, *holder, owner->second);
  }

  void decide_unlinked(Claim& claim, const HostRow& holder) {
    const bool ours_without_link = holder.provider == kProvider && holder.external_id == id_of(claim);
    if (!claim.row && ours_without_link) {
      adopt(claim, holder);
    } else if (!holder.provider.empty()) {
      refuse(claim, taken_by(email_of(claim),
                             name_of(holder) + ", a target user of the provider " + quoted(holder.provider)));
    } else if (claim.row) {
      refuse(claim, taken_by(email_of(claim), name_of(holder) + ", a target user made by hand"));
    } else if (input_.settings.existing_users == ExistingUsers::skip) {
      skip(claim);
    } else {
      adopt(claim, holder);
    }
  }

  std::optional<ClaimIndex> decide_linked(Claim& claim, const HostRow& holder, PersonIndex owner) {
    const auto keeps = [&](const char* why) {
      refuse(claim, "waits for the address of " + name_of(holder) + ", " + why);
      return std::nullopt;
    };
    switch (findings_.verdicts[owner].standing) {
      case Standing::eligible:
        if (const auto other = claim_of_person_.find(owner); other != claim_of_person_.end())
          return other->second;
        refuse(claim, taken_by(email_of(claim), name_of(holder) + ", who has it in Google, too"));
        return std::nullopt;
      case Standing::leaving:
        claim.outcome = Outcome::granted;
        return std::nullopt;
      case Standing::held:
        return keeps("whose removal is held");
      case Standing::frozen:
        return keeps("whom a unit or group that can no longer be seen in Google keeps");
      case Standing::unconfirmed:
        return keeps("about whom Google would not say whether the user was deleted");
      case Standing::unusable:
        return keeps("whose record in Google cannot be used");
      case Standing::none:
      case Standing::left_out:
      case Standing::unasked:
      case Standing::forgotten:
        break;
    }
    park(claim, holder);
    return std::nullopt;
  }

  /// A link's row can be taken from us: then its link says nothing about it.
  [[nodiscard]] bool still_as_linked(const HostRow& row, PersonIndex owner) const {
    return findings_.roster[owner].link->state == LinkState::released ? row.provider.empty()
                                                                      : row.provider == kProvider;
  }

  /// A row that was given back to the host is one made by hand: the setting decides whether it is taken
  /// again.
  [[nodiscard]] bool released_and_unwanted(const Claim& claim) const {
    return claim.row && findings_.roster[claim.person].link->state == LinkState::released &&
           input_.settings.existing_users == ExistingUsers::skip;
  }

  void park(Claim& claim, const HostRow& holder) {
    claim.outcome = Outcome::granted;
    const Link& link = *findings_.roster[owner_of_row_.at(holder.id)].link;
    book_.parkings.push_back(
        {.user_id = holder.id, .external_id = link.external_id, .expected_updated_at = holder.updated_at});
  }

  void collect_given_up(const Claim& claim) {
    if (claim.outcome != Outcome::granted || !claim.moves_to_new_key()) return;
    const HostRow* holder = rows_.with_email_key(claim.email_key);
    if (!holder) return;
    const auto owner = owner_of_row_.find(holder->id);
    if (owner != owner_of_row_.end() && findings_.verdicts[owner->second].standing == Standing::leaving)
      book_.given_up.insert(holder->id);
  }

  static void adopt(Claim& claim, const HostRow& row) {
    claim.outcome = Outcome::adopts;
    claim.adopted_row = &row;
  }
  static void refuse(Claim& claim, std::string reason) {
    claim.outcome = Outcome::refused;
    claim.reason = std::move(reason);
  }
  void skip(Claim& claim) const {
    claim.outcome = Outcome::skipped;
    claim.reason = "a target user made by hand has the address " + email_of(claim) +
                   ", and existing target users are skipped by setting";
  }
  [[nodiscard]] const std::string& email_of(const Claim& claim) const {
    return findings_.roster[claim.person].person->fields.email;
  }
  [[nodiscard]] std::string_view id_of(const Claim& claim) const { return findings_.roster[claim.person].id; }

  const PlanInput& input_;
  const Findings& findings_;
  const HostRowIndex& rows_;
  std::unordered_map<std::int64_t, PersonIndex> owner_of_row_;
  std::unordered_map<PersonIndex, ClaimIndex> claim_of_person_;
  /// Claims whose holders are being followed.
  std::vector<bool> on_way_;
  AddressBook book_;
};

}  // namespace

bool is_settled(const RosterEntry& entry) {
  return entry.has_active_link() && entry.link->row_updated_at_now == entry.link->row_updated_at &&
         entry.link->content_hash == content_hash(entry.person->fields);
}

AddressBook assign_addresses(const PlanInput& input, const Findings& findings, const HostRowIndex& rows) {
  return Assignment(input, findings, rows).run();
}

}  // namespace gup::plan
