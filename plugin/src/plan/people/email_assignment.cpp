#include "plan/people/email_assignment.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/change_reasons.hpp"

namespace gup::plan {
namespace {

using AssignmentIndex = std::size_t;

std::string taken_by(std::string_view email, const std::string& holder) {
  return "The email address " + std::string(email) + " belongs to " + holder;
}

class EmailAssigner {
  using Outcome = EmailAssignment::Outcome;

 public:
  EmailAssigner(const PlanInput& input, const Classification& classification, const TargetUserRows& rows)
      : input_(input), classification_(classification), rows_(rows) {
    for (PersonIndex i = 0; i < classification.person_table.size(); ++i) {
      const PersonEntry entry = classification.person_table[i];
      if (entry.has_row() && rows.with_id(entry.link->user_id)) owner_of_row_.emplace(entry.link->user_id, i);
      if (classification.decisions[i].status == PersonStatus::eligible && !entry.is_up_to_date()) add(i);
    }
  }

  EmailAssignments run() && {
    resolve_duplicates();
    in_chain_.resize(assignments_.size(), false);
    for (AssignmentIndex i = 0; i < assignments_.size(); ++i) decide(i);
    for (const EmailAssignment& assignment : assignments_) collect_released(assignment);
    std::ranges::sort(result_.email_key_releases, {}, &EmailKeyRelease::user_id);
    return std::move(result_);
  }

 private:
  void add(PersonIndex person) {
    const PersonEntry entry = classification_.person_table[person];
    EmailAssignment assignment;
    assignment.person = person;
    assignment.email_key = key_of(classification_.person_table.email(person));
    if (entry.has_row()) {
      assignment.row = &rows_.required(entry.link->user_id);
      // The host gave a released row to another provider, so it cannot be taken back.
      if (entry.link->state == LinkState::released && !assignment.row->provider.empty())
        assignment.row = nullptr;
    }
    assignments_.push_back(std::move(assignment));
  }

  /// Nearly every address is its own key, so the key need not be stored.
  std::string_view key_of(std::string_view email) {
    std::string key = host_sdk::fold_key(email);
    return key == email ? email : result_.folded_keys.emplace_back(std::move(key));
  }

  [[nodiscard]] std::optional<AssignmentIndex> assignment_of(PersonIndex person) const {
    const auto found = std::ranges::lower_bound(assignments_, person, {}, &EmailAssignment::person);
    if (found == assignments_.end() || found->person != person) return std::nullopt;
    return static_cast<AssignmentIndex>(found - assignments_.begin());
  }

  /// If several people have the same address, it goes to the person whose row has it, else to one with a row,
  /// else to the smallest id.
  void resolve_duplicates() {
    boost::unordered_flat_map<std::string_view, AssignmentIndex> best;
    best.reserve(assignments_.size());
    const auto rank = [](const EmailAssignment& assignment) {
      return std::tuple(assignment.changes_key(), assignment.row == nullptr, assignment.person);
    };
    for (AssignmentIndex i = 0; i < assignments_.size(); ++i) {
      const auto [at, is_new] = best.emplace(assignments_[i].email_key, i);
      if (!is_new && rank(assignments_[i]) < rank(assignments_[at->second])) at->second = i;
    }
    for (AssignmentIndex i = 0; i < assignments_.size(); ++i) {
      EmailAssignment& assignment = assignments_[i];
      const AssignmentIndex winner = best.at(assignment.email_key);
      if (winner == i) continue;
      const std::string_view other = classification_.person_table[assignments_[winner].person].id;
      refuse(assignment,
             taken_by(email_of(assignment), "another user in Google (" + std::string(other) + ")"));
    }
  }

  /// Follows the holders of addresses until one is decided, then decides the chain backwards. In a cycle,
  /// every row passes its address on.
  void decide(AssignmentIndex first) {
    std::vector<AssignmentIndex> chain;
    std::optional<AssignmentIndex> next = first;
    while (next && assignments_[*next].outcome == Outcome::undecided && !in_chain_[*next]) {
      in_chain_[*next] = true;
      chain.push_back(*next);
      next = decide_or_find_holder(assignments_[*next]);
    }
    const bool is_cycle = next && assignments_[*next].outcome == Outcome::undecided;
    bool holder_moves = is_cycle || (next && gives_up_present_key(assignments_[*next]));
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
      EmailAssignment& assignment = assignments_[*at];
      if (assignment.outcome == Outcome::undecided) decide_after_holder(assignment, holder_moves);
      holder_moves = gives_up_present_key(assignment);
    }
  }

  static bool gives_up_present_key(const EmailAssignment& assignment) {
    return assignment.outcome == Outcome::granted && assignment.changes_key();
  }

  void decide_after_holder(EmailAssignment& assignment, bool holder_moves) {
    if (holder_moves) {
      assignment.outcome = Outcome::granted;
      return;
    }
    const TargetUserRow& holder = *rows_.with_email_key(assignment.email_key);
    const PersonIndex owner = owner_of_row_.at(holder.id);
    // A retired holder who cannot return stays retired, so the address is free.
    if (!classification_.person_table[owner].has_active_link() &&
        assignments_[assignment_of(owner).value()].keeps_row_unchanged())
      release_key_of(holder, assignment);
    else
      refuse(assignment, taken_by(email_of(assignment), name_of(holder) + ", who keeps it"));
  }

  /// Decides what does not depend on another assignment; otherwise returns the one to decide first.
  std::optional<AssignmentIndex> decide_or_find_holder(EmailAssignment& assignment) {
    if (is_released_and_skipped(assignment)) {
      skip(assignment);
      return std::nullopt;
    }
    const TargetUserRow* holder =
        assignment.changes_key() ? rows_.with_email_key(assignment.email_key) : nullptr;
    if (!holder) {
      assignment.outcome = Outcome::granted;
      return std::nullopt;
    }
    const auto owner = owner_of_row_.find(holder->id);
    if (input_.others && input_.others->user_ids.contains(holder->id)) {
      // That user decides the address, and is not part of this plan.
      refuse(assignment, taken_by(email_of(assignment),
                                  name_of(*holder) +
                                      ", who comes from Google, too; the next full sync decides about both"));
      return std::nullopt;
    }
    if (owner == owner_of_row_.end() || !is_still_linked(*holder, owner->second)) {
      decide_against_unlinked(assignment, *holder);
      return std::nullopt;
    }
    return decide_against_linked(assignment, *holder, owner->second);
  }

  void decide_against_unlinked(EmailAssignment& assignment, const TargetUserRow& holder) {
    // A managed row has a link, if need be a recovered one, so this row is newer than the stored state.
    if (holder.provider == kProvider && holder.external_id == id_of(assignment))
      throw StateMoved("a target user was linked to Google while the sync was planned");
    if (!holder.provider.empty()) {
      refuse(assignment, taken_by(email_of(assignment), name_of(holder) + ", a target user of the provider " +
                                                            quoted(holder.provider)));
    } else if (assignment.row) {
      refuse(assignment, taken_by(email_of(assignment), name_of(holder) + ", a target user created by hand"));
    } else if (input_.settings.existing_users == ExistingUsers::skip) {
      skip(assignment);
    } else {
      adopt(assignment, holder);
    }
  }

  std::optional<AssignmentIndex> decide_against_linked(EmailAssignment& assignment,
                                                       const TargetUserRow& holder, PersonIndex owner) {
    const auto wait = [&](const char* why) {
      refuse(assignment, "Waits for the email address of " + name_of(holder) + ": " + why);
      return std::nullopt;
    };
    const PersonStatus status = classification_.decisions[owner].status;
    // A deactivated row gives up its address, with or without a pending deletion.
    if (classification_.person_table[owner].link->state == LinkState::inactive &&
        status != PersonStatus::eligible && status != PersonStatus::leaving) {
      release_key_of(holder, assignment);
      return std::nullopt;
    }
    switch (status) {
      case PersonStatus::eligible:
        if (const auto other = assignment_of(owner)) return other;
        refuse(assignment,
               taken_by(email_of(assignment), name_of(holder) + ", who has the same address in Google"));
        return std::nullopt;
      case PersonStatus::leaving:
        assignment.outcome = Outcome::granted;
        return std::nullopt;
      case PersonStatus::held:
        return wait("that user's removal is held");
      case PersonStatus::frozen:
        return wait("that user is kept because a unit or group is no longer visible in Google");
      case PersonStatus::unconfirmed:
        return wait(classification_.decisions[owner].reason == LeavingReason::not_selected
                        ? "Google did not confirm whether that user left the selected groups"
                        : "Google did not confirm whether that user was deleted");
      case PersonStatus::unusable:
        return wait("that user's record in Google cannot be used");
      case PersonStatus::unaffected:
      case PersonStatus::left_out:
      case PersonStatus::to_confirm:
      case PersonStatus::row_gone:
        break;
    }
    release_key_of(holder, assignment);
    return std::nullopt;
  }

  /// The host may have given a linked row to another owner.
  [[nodiscard]] bool is_still_linked(const TargetUserRow& row, PersonIndex owner) const {
    return classification_.person_table[owner].link->state == LinkState::released ? row.provider.empty()
                                                                                  : row.provider == kProvider;
  }

  /// A released row counts as created by hand, so the setting decides whether it is taken again.
  [[nodiscard]] bool is_released_and_skipped(const EmailAssignment& assignment) const {
    return assignment.row &&
           classification_.person_table[assignment.person].link->state == LinkState::released &&
           input_.settings.existing_users == ExistingUsers::skip;
  }

  void release_key_of(const TargetUserRow& holder, EmailAssignment& assignment) {
    assignment.outcome = Outcome::granted;
    const std::string_view owner = classification_.person_table[owner_of_row_.at(holder.id)].id;
    result_.email_key_releases.push_back(
        {.user_id = holder.id, .external_id = std::string(owner), .expected_updated_at = holder.updated_at});
  }

  void collect_released(const EmailAssignment& assignment) {
    if (!gives_up_present_key(assignment)) return;
    const TargetUserRow* holder = rows_.with_email_key(assignment.email_key);
    if (!holder) return;
    const auto owner = owner_of_row_.find(holder->id);
    if (owner != owner_of_row_.end() &&
        classification_.decisions[owner->second].status == PersonStatus::leaving)
      result_.released_by_leaving.insert(holder->id);
  }

  static void adopt(EmailAssignment& assignment, const TargetUserRow& row) {
    assignment.outcome = Outcome::adopts;
    assignment.adopted_row = &row;
  }
  static void refuse(EmailAssignment& assignment, std::string reason) {
    assignment.outcome = Outcome::refused;
    assignment.reason = std::move(reason);
  }
  void skip(EmailAssignment& assignment) {
    assignment.outcome = Outcome::skipped;
    assignment.reason = "A target user with the email address " + std::string(email_of(assignment)) +
                        " already exists, and the settings skip existing target users";
  }
  [[nodiscard]] std::string_view email_of(const EmailAssignment& assignment) const {
    return classification_.person_table.email(assignment.person);
  }
  [[nodiscard]] std::string_view id_of(const EmailAssignment& assignment) const {
    return classification_.person_table[assignment.person].id;
  }

  const PlanInput& input_;
  const Classification& classification_;
  const TargetUserRows& rows_;
  /// People by the ids of their rows.
  std::unordered_map<std::int64_t, PersonIndex> owner_of_row_;
  /// Assignments that belong to a chain already.
  std::vector<bool> in_chain_;
  EmailAssignments result_;
  std::vector<EmailAssignment>& assignments_ = result_.assignments;
};

}  // namespace

EmailAssignments assign_emails(const PlanInput& input, const Classification& classification,
                               const TargetUserRows& rows) {
  return EmailAssigner(input, classification, rows).run();
}

}  // namespace gup::plan
