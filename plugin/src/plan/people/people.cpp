#include "plan/people/people.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "model/clean_text.hpp"
#include "plan/change_reasons.hpp"
#include "plan/people/email_assignment.hpp"
#include "plan/people/new_users.hpp"
#include "plan/people/people_report.hpp"
#include "plan/people/row_writes.hpp"
#include "plan/removals/deletion_dates.hpp"
#include "plan/selection/selection_reasons.hpp"
#include "plan/selection/sources.hpp"

namespace gup::plan {
namespace {

/// Ends the reason of a change.
constexpr const char* kStaysInactive = "; it stays inactive, as an administrator set it";

class PeoplePlanner {
  using Outcome = EmailAssignment::Outcome;

 public:
  PeoplePlanner(const PlanInput& input, const Classification& classification, const TargetUserRows& rows,
                const ReservedIds& ids, Plan& plan)
      : input_(input),
        classification_(classification),
        rows_(rows),
        labels_(input),
        next_user_id_(ids.first_user),
        plan_(plan),
        emails_(assign_emails(input, classification, rows)),
        final_(classification.person_table.size()),
        report_(input, classification, rows, plan.report) {}

  FinalMemberships run() && {
    plan_.people.updates.reserve(rows_.size());
    plan_.report.changes.reserve(rows_.size());
    auto assignment = emails_.assignments.begin();
    for (PersonIndex i = 0; i < classification_.person_table.size(); ++i) {
      const auto unchanged = plan_.report.counts.unchanged;
      if (assignment != emails_.assignments.end() && assignment->person == i)
        carry_out(*assignment++);
      else if (classification_.decisions[i].status == PersonStatus::eligible)
        keep_unchanged(i);
      else
        carry_out_decision(i);
      note_frozen(i, unchanged);
      keep_waiting(i);
    }
    plan_.people.email_key_releases = std::move(emails_.email_key_releases);
    plan_.report.counts.managed_before = classification_.managed_before;
    report_.finish();
    std::move(new_users_).finish(input_, plan_);
    return std::move(final_);
  }

 private:
  // Eligible people

  void keep_unchanged(PersonIndex i) {
    ++plan_.report.counts.unchanged;
    const StoredLink& link = *classification_.person_table[i].link;
    stays_managed(i, link.user_id, link.row_inactive);
  }

  void stays_managed(PersonIndex i, std::int64_t user_id, bool inactive) {
    ++plan_.report.counts.managed_after;
    if (inactive) report_.count_inactive();
    report_.note_problems(i);
    final_[i] = {.user_id = user_id, .rule = MembershipRule::wanted};
  }

  void carry_out(const EmailAssignment& assignment) {
    const PersonIndex i = assignment.person;
    const PersonEntry entry = classification_.person_table[i];
    if (assignment.keeps_row_unchanged()) {
      report_.add(i, assignment.outcome == Outcome::skipped ? ChangeKind::skipped : ChangeKind::failed,
                  assignment.reason);
      if (entry.link && !assignment.row) plan_.people.forgotten_links.emplace_back(entry.id);
      if (assignment.row) stay_retired(i);
    } else if (assignment.outcome == Outcome::adopts) {
      adopt(assignment);
    } else if (assignment.row) {
      rewrite(assignment);
    } else {
      if (entry.has_active_link()) report_.add_recreated(classification_.person_table.email(i));
      new_users_.add(classification_.person_table.number(i), next_user_id_,
                     with_problems(reason_for_selection(classification_, i, input_.settings, labels_),
                                   classification_.person_table.problems(i)));
      stays_managed(i, next_user_id_++, false);
    }
  }

  void adopt(const EmailAssignment& assignment) {
    const PersonIndex i = assignment.person;
    const TargetUserRow& before = *assignment.adopted_row;
    auto write =
        adopted_row(classification_.person_table[i].id, classification_.person_table.record(i), before);
    stays_managed(i, write.row.id, is_inactive(write.row));
    report_.add(i, ChangeKind::updated,
                "An existing target user with this email address is now managed from Google" +
                    std::string(is_inactive(write.row) ? kStaysInactive : ""),
                &before, &write.row);
    plan_.people.updates.push_back(std::move(write));
  }

  void rewrite(const EmailAssignment& assignment) {
    const PersonIndex i = assignment.person;
    const PersonEntry entry = classification_.person_table[i];
    const TargetUserRow& before = *assignment.row;
    auto write = rewritten_row(classification_.person_table.record(i), classification_.person_table.link(i),
                               assignment, before);
    stays_managed(i, write.row.id, is_inactive(write.row));
    if (entry.is_recovered()) report_.add_recovered(write.row.fields.email);
    if (entry.has_active_link() && same_values(before, write.row)) {
      update_link(write.link, *entry.link, before.updated_at);
      if (assignment.outcome == Outcome::refused)
        report_.add(i, ChangeKind::failed, assignment.reason);
      else
        ++plan_.report.counts.unchanged;
      return;
    }
    report_rewrite(assignment, before, write.row);
    plan_.people.updates.push_back(std::move(write));
  }

  void report_rewrite(const EmailAssignment& assignment, const TargetUserRow& before,
                      const TargetUserRow& after) {
    const PersonIndex i = assignment.person;
    const PersonEntry entry = classification_.person_table[i];
    const std::string difference = describe_difference(before, after);
    if (assignment.outcome == Outcome::refused) {
      report_.add(i, ChangeKind::failed, assignment.reason, &before, &after);
    } else if (!entry.has_active_link()) {
      const bool inactive = is_inactive(after);
      report_.add(i, inactive ? ChangeKind::updated : ChangeKind::reactivated,
                  "Available again: " +
                      lower_first(reason_for_selection(classification_, i, input_.settings, labels_)) +
                      (inactive ? kStaysInactive : ""),
                  &before, &after);
    } else if (before.updated_at != entry.link->row_updated_at) {
      report_.add_restored(after.fields.email);
      report_.add(
          i, ChangeKind::updated,
          "Changed in the host and restored" + (difference.empty() ? "" : ": " + lower_first(difference)),
          &before, &after);
    } else {
      report_.add(i, ChangeKind::updated, difference, &before, &after);
    }
  }

  /// The row does not change, but its link may be outdated.
  void update_link(Link link, const StoredLink& before, std::int64_t row_updated_at) {
    if (!before.is_recovered && link.content_hash == before.content_hash &&
        before.row_updated_at == row_updated_at)
      return;
    link.row_updated_at = row_updated_at;
    plan_.people.link_updates.push_back(std::move(link));
  }

  // Everyone else

  void carry_out_decision(PersonIndex i) {
    const PersonEntry entry = classification_.person_table[i];
    const PlanDecision& decision = classification_.decisions[i];
    switch (decision.status) {
      case PersonStatus::eligible:
        break;
      case PersonStatus::unaffected:
        if (entry.link) stay_retired(i);
        break;
      case PersonStatus::left_out:
        report_.add(i, ChangeKind::skipped, reason_for_leaving(input_, classification_, i));
        break;
      case PersonStatus::unusable:
        report_.add(i, entry.unusable && entry.unusable->refused ? ChangeKind::failed : ChangeKind::skipped,
                    unusable_reason(entry));
        if (entry.link) stay_as_is(i);
        if (!entry.unusable && entry.has_active_link()) ++plan_.report.doubts.people_without_unit;
        break;
      case PersonStatus::unconfirmed:
        report_.add(i, ChangeKind::skipped, unconfirmed_reason(decision.reason));
        ++plan_.report.doubts.unconfirmed_people;
        note_unconfirmed_approval(entry);
        stay_as_is(i);
        break;
      case PersonStatus::frozen:
        note_unconfirmed_approval(entry);
        stay_as_is(i);
        break;
      case PersonStatus::held:
        hold(i);
        stay_as_is(i);
        break;
      case PersonStatus::leaving:
        leave(i);
        break;
      case PersonStatus::row_gone:
        plan_.people.forgotten_links.emplace_back(entry.id);
        break;
      case PersonStatus::to_confirm:
        throw std::logic_error("a plan was made while questions to Google are open");
    }
  }

  void note_unconfirmed_approval(const PersonEntry& entry) {
    if (input_.approved.contains(std::string(entry.id))) ++plan_.report.counts.unconfirmed_approvals;
  }

  void stay_as_is(PersonIndex i) {
    const StoredLink& link = *classification_.person_table[i].link;
    if (link.state == LinkState::inactive) review_date(i);
    if (link.state == LinkState::active) {
      ++plan_.report.counts.managed_after;
      if (link.row_inactive) report_.count_inactive();
    }
    final_[i] = {.user_id = link.user_id, .rule = MembershipRule::all_present};
  }

  void stay_retired(PersonIndex i) {
    const StoredLink& link = *classification_.person_table[i].link;
    if (link.state == LinkState::dismissed) ++plan_.report.counts.dismissed;
    if (link.is_recovered)
      recover_retired(i);
    else if (link.state == LinkState::inactive)
      review_date(i);
    final_[i] = {.user_id = link.user_id, .rule = rule_of_retired(link.state)};
  }

  static MembershipRule rule_of_retired(LinkState state) {
    switch (state) {
      case LinkState::released:
        return MembershipRule::none;
      case LinkState::dismissed:
        return MembershipRule::all_present;
      case LinkState::active:
      case LinkState::inactive:
        break;
    }
    return MembershipRule::present_in_wanted_groups;
  }

  void review_date(PersonIndex i) {
    const StoredLink& before = *classification_.person_table[i].link;
    const PlanDecision& decision = classification_.decisions[i];
    StoredLink link = before;
    if (decision.status == PersonStatus::unaffected && decision.reason == LeavingReason::deleted)
      set_leaving(link, LeavingCause::left, input_.settings.on_leaving, input_.now);
    else
      review_deletion(link, input_.settings.on_leaving);
    if (link.cause == before.cause && link.delete_after_days == before.delete_after_days) return;
    plan_.people.link_updates.push_back({link, std::string(classification_.person_table[i].id)});
  }

  void recover_retired(PersonIndex i) {
    Link link = classification_.person_table.link(i);
    if (link.state == LinkState::active) link.state = LinkState::inactive;
    if (!link.missing_since) link.missing_since = input_.now;
    report_.add_recovered(report_.email_of(i));
    plan_.people.link_updates.push_back(std::move(link));
  }

  static std::string unconfirmed_reason(LeavingReason reason) {
    const char* what = reason == LeavingReason::not_selected ? "that this user left the selected groups"
                       : reason == LeavingReason::excluded   ? "that this user is excluded"
                                                             : "whether this user was deleted";
    return std::string("Google did not confirm ") + what + "; the target user was not changed";
  }

  static std::string unusable_reason(const PersonEntry& entry) {
    std::string reason =
        entry.unusable ? entry.unusable->reason : "Google did not list the user's organizational unit";
    return entry.link ? reason + "; the target user was not changed" : reason;
  }

  void leave(PersonIndex i) {
    const PersonEntry entry = classification_.person_table[i];
    const TargetUserRow& row = rows_.required(entry.link->user_id);
    const std::string reason = full_reason_for_leaving(input_, classification_, i, labels_);
    const bool releases_address = emails_.released_by_leaving.contains(row.id);
    if (!classification_.decisions[i].approved) ++plan_.report.counts.counted_removals;

    const LeavingSteps& steps = input_.settings.on_leaving;
    const LeavingCause cause = cause_of(classification_.decisions[i].reason);
    const bool was_deactivated = entry.link->state == LinkState::inactive;
    if (!was_deactivated && steps.of(cause) != OnLeaving::delete_) {
      auto write = deactivated_row(classification_.person_table.link(i), row, input_.now, releases_address);
      set_leaving(write.link, cause, steps, input_.now);
      report_.add(i, ChangeKind::deactivated, with_deletion_date(reason, deletion_date(write.link, steps)),
                  &row, &write.row);
      final_[i] = {.user_id = row.id, .rule = MembershipRule::present_in_wanted_groups};
      plan_.people.updates.push_back(std::move(write));
    } else if (entry.link->origin == Origin::adopted) {
      auto write = released_row(classification_.person_table.link(i), row, input_.now, releases_address);
      report_.add(i, ChangeKind::released, reason, &row, &write.row);
      final_[i] = {.user_id = row.id, .rule = MembershipRule::none};
      plan_.people.updates.push_back(std::move(write));
    } else {
      report_.add(i, ChangeKind::removed,
                  was_deactivated ? with_deactivation_date(reason, *entry.link->missing_since) : reason, &row,
                  nullptr);
      final_[i] = {.user_id = row.id, .rule = MembershipRule::none, .row_deleted = true};
      plan_.people.deletes.push_back({.user_id = row.id, .external_id = std::string(entry.id)});
    }
  }

  [[nodiscard]] std::string reason_for_holding(PersonIndex i) const {
    const std::string reason = reason_for_leaving(input_, classification_, i);
    const StoredLink& link = *classification_.person_table[i].link;
    return link.state == LinkState::inactive && link.missing_since
               ? with_deactivation_date(reason, *link.missing_since)
               : reason;
  }

  void hold(PersonIndex i) {
    const PersonEntry entry = classification_.person_table[i];
    const HeldRemoval* known = report_.held_before(i);
    if (entry.is_recovered()) ++plan_.report.counts.held_recovered;
    HeldRemoval held{.external_id = std::string(entry.id),
                     .user_id = entry.link->user_id,
                     .email = report_.email_of(i),
                     .reason = reason_for_holding(i),
                     .held_since = known ? known->held_since : input_.now};
    report_.add(i, ChangeKind::held, held.reason, rows_.with_id(held.user_id), nullptr);
    plan_.people.held.push_back(std::move(held));
  }

  /// Keeps the removal held while Google does not confirm that the person has to leave.
  void keep_waiting(PersonIndex i) {
    const HeldRemoval* known = report_.held_before(i);
    if (known && held_removals_wait(input_) && is_undecided(i)) plan_.people.held.push_back(*known);
  }

  [[nodiscard]] bool is_undecided(PersonIndex i) const {
    switch (classification_.decisions[i].status) {
      case PersonStatus::unusable:
      case PersonStatus::unconfirmed:
      case PersonStatus::frozen:
        return classification_.person_table[i].has_row();
      default:
        return is_kept_by_frozen_sources(classification_, i);
    }
  }

  /// A person whose row is updated has a line already.
  void note_frozen(PersonIndex i, std::int64_t unchanged_before) {
    if (!is_kept_by_frozen_sources(classification_, i)) return;
    ++plan_.report.doubts.frozen_people;
    if (classification_.decisions[i].status == PersonStatus::eligible &&
        plan_.report.counts.unchanged == unchanged_before)
      return;
    const auto source = classification_.selection.sources_of(i).front().source;
    report_.add(i, ChangeKind::frozen,
                frozen_reason(input_, labels_, classification_.selection.sources.id(source)));
  }

  const PlanInput& input_;
  const Classification& classification_;
  const TargetUserRows& rows_;
  const SourceLabels labels_;
  std::int64_t next_user_id_;
  Plan& plan_;
  EmailAssignments emails_;
  FinalMemberships final_;
  NewUsers new_users_;
  PeopleReport report_;
};

}  // namespace

FinalMemberships plan_people(const PlanInput& input, const Classification& classification,
                             const TargetUserRows& rows, const ReservedIds& ids, Plan& plan) {
  return PeoplePlanner(input, classification, rows, ids, plan).run();
}

}  // namespace gup::plan
