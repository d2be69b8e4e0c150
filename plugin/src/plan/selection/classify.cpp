#include "plan/selection/classify.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "failure.hpp"
#include "plan/removals/deletion_dates.hpp"
#include "plan/removals/group_departures.hpp"
#include "plan/removals/removal_guard.hpp"

namespace gup::plan {
namespace {

/// An empty list of users, units or groups is an incomplete answer, not an empty company.
void refuse_empty_lists(const PlanInput& input) {
  const auto refuse = [](const char* what) {
    throw Failure(host_sdk::ResultCode::try_again,
                  std::string("Google returned an empty list of ") + what + "; nothing was changed.");
  };
  const DirectoryView& directory = input.directory;
  // A person who is gone leaves an empty view.
  if (directory.people.empty() && !input.others) refuse("users");
  if (input.settings.source == SyncSource::organizational_units) {
    if (directory.units.empty()) refuse("organizational units");
  } else if (directory.groups.empty() && !input.stored.source_groups.empty() && !input.others) {
    refuse("groups");
  }
}

/// Suspended takes precedence over archived, as in Google's console.
LeavingReason reason_to_leave_out(const PersonDigest& person, const SyncSettings& settings) {
  if (settings.suspended_users == SuspendedUsers::include) return LeavingReason::none;
  if (person.suspended) return LeavingReason::suspended;
  return person.archived ? LeavingReason::archived : LeavingReason::none;
}

class Classifier {
 public:
  Classifier(const PlanInput& input, Classification& classification)
      : input_(input),
        person_table_(classification.person_table),
        selection_(classification.selection),
        exclusions_(classification.exclusions),
        departures_(input, classification.person_table, classification.selection),
        questions_(classification.questions) {
    for (const HeldRemoval& held : input.stored.held_removals) held_before_.insert(held.external_id);
  }

  void ask_about_lost_groups() {
    if (input_.settings.method == SyncMethod::matching_groups && by_groups())
      departures_.ask_about_lost_groups(questions_);
  }

  [[nodiscard]] PlanDecision decide(PersonIndex i) {
    const PersonEntry entry = person_table_[i];
    const bool unit_unknown = !selection_.unit_unknown.empty() && selection_.unit_unknown[i];
    if (entry.unusable || (unit_unknown && !selection_.selected(i))) return unusable(i, unit_unknown);
    if (!entry.person) return absent(i);

    const LeavingReason reason = reason_of(i);
    if (reason == LeavingReason::none) return eligible(i);
    if (entry.link) return leaving_listed(i, reason);
    return selection_.selected(i) ? left_out(i, reason)
                                  : PlanDecision{.status = PersonStatus::unaffected, .reason = reason};
  }

 private:
  [[nodiscard]] LeavingReason reason_of(PersonIndex i) const {
    if (exclusions_.rule_of(i)) return LeavingReason::excluded;
    // An unreadable source does not remove target users. People who are not target users, or have a held
    // removal, stay excluded.
    const PersonEntry entry = person_table_[i];
    if ((!entry.has_active_link() || held_before_.contains(entry.id)) && exclusions_.former_rule_of(i))
      return LeavingReason::excluded;
    if (!selection_.selected(i)) return LeavingReason::not_selected;
    return reason_to_leave_out(*entry.person, input_.settings);
  }

  /// The fields of a person are dropped if the row was up to date when they were read. If someone changed the
  /// row since, they have to be read again; so has a record that another one contradicts, since the person's
  /// unit decides about target groups.
  [[nodiscard]] PlanDecision eligible(PersonIndex i) {
    const PersonEntry entry = person_table_[i];
    if (input_.settings.method == SyncMethod::matching_groups && by_groups())
      departures_.ask_about_lost_sources(i, questions_);
    const bool is_known = entry.is_up_to_date() || person_table_.has_fields(i);
    if (is_known && !input_.directory.people.is_contradicted(person_table_.number(i)))
      return {.status = PersonStatus::eligible};
    if (!input_.directory.evidence.unclear_people.contains(entry.id)) return ask_about(entry);
    if (!entry.link) return {};
    return {.status = entry.has_row() ? PersonStatus::unconfirmed : PersonStatus::row_gone};
  }

  /// The fields were dropped if only a later list contains the person. The report needs the address.
  [[nodiscard]] PlanDecision left_out(PersonIndex i, LeavingReason reason) {
    const PersonEntry entry = person_table_[i];
    if (!person_table_.has_fields(i) && !input_.directory.evidence.unclear_people.contains(entry.id))
      return ask_about(entry);
    return {.status = PersonStatus::left_out, .reason = reason};
  }

  [[nodiscard]] PlanDecision unusable(PersonIndex i, bool unit_unknown) const {
    const PersonEntry entry = person_table_[i];
    if (entry.link && !entry.has_row()) return {.status = PersonStatus::row_gone};
    // If the unit is unknown, the person may be selected.
    const bool is_relevant = entry.link ? entry.has_active_link() : unit_unknown || selection_.selected(i);
    return {.status = is_relevant ? PersonStatus::unusable : PersonStatus::unaffected};
  }

  [[nodiscard]] PlanDecision absent(PersonIndex i) {
    const PersonEntry entry = person_table_[i];
    if (!entry.has_row()) return {.status = PersonStatus::row_gone};
    if (entry.has_active_link() && selection_.selected(i)) return {.status = PersonStatus::frozen};
    if (!may_leave(entry)) {
      // Deactivated, and perhaps deleted in Google since. A frozen source may bring the person back.
      if (!has_further_step(*entry.link, input_.settings.on_leaving) || selection_.selected(i)) return {};
      if (input_.directory.evidence.unclear_people.contains(entry.id)) return {};
    } else if (!entry.has_active_link() && selection_.selected(i) && !is_approved_dismissal(entry)) {
      return {};
    }
    if (input_.directory.evidence.gone_people.contains(entry.id))
      return leaving(entry, LeavingReason::deleted);
    if (input_.directory.evidence.unclear_people.contains(entry.id))
      return {.status = PersonStatus::unconfirmed, .reason = LeavingReason::deleted};
    return ask_about(entry);
  }

  PlanDecision ask_about(const PersonEntry& entry) {
    questions_.people.emplace(entry.id);
    return {.status = PersonStatus::to_confirm};
  }

  /// A person's own record proves a suspension and a move to another unit, unless another record of the same
  /// reading contradicts it. It does not know the groups.
  [[nodiscard]] PlanDecision leaving_listed(PersonIndex i, LeavingReason reason) {
    const PersonEntry entry = person_table_[i];
    PlanDecision decision = leaving(entry, reason);
    if (decision.status == PersonStatus::leaving && reason == LeavingReason::excluded &&
        !exclusions_.rule_of(i)) {
      if (entry.link->state == LinkState::inactive) return {};
      return {.status = PersonStatus::held, .reason = reason};
    }
    if (decision.status == PersonStatus::leaving &&
        (input_.directory.people.is_contradicted(person_table_.number(i)) || is_doubtful(i, reason))) {
      if (!input_.directory.evidence.unclear_people.contains(entry.id)) return ask_about(entry);
      return {.status = PersonStatus::unconfirmed, .reason = reason};
    }
    if (decision.status != PersonStatus::leaving || reason != LeavingReason::not_selected || !by_groups())
      return decision;
    switch (departures_.answer_about(i, questions_)) {
      case GroupDepartures::Answer::open:
        return {.status = PersonStatus::to_confirm};
      case GroupDepartures::Answer::unclear:
        return {.status = PersonStatus::unconfirmed, .reason = LeavingReason::not_selected};
      case GroupDepartures::Answer::left:
        break;
    }
    return decision;
  }

  /// The list of users can lag behind, or omit, the time of the last sign-in. The person's own record does
  /// not.
  [[nodiscard]] bool is_doubtful(PersonIndex i, LeavingReason reason) const {
    if (reason != LeavingReason::excluded) return false;
    const auto rule = exclusions_.rule_of(i);
    return rule && input_.directory.exclusions[*rule].kind == ExclusionKind::never_signed_in &&
           !input_.directory.evidence.confirmed_people.contains(person_table_[i].id);
  }

  [[nodiscard]] bool by_groups() const { return input_.settings.source == SyncSource::groups; }

  [[nodiscard]] PlanDecision leaving(const PersonEntry& entry, LeavingReason reason) const {
    if (!entry.has_row()) return {.status = PersonStatus::row_gone};
    const LeavingSteps& steps = input_.settings.on_leaving;
    if (!may_leave(entry)) {
      if (reason != LeavingReason::deleted || !has_further_step(*entry.link, steps)) return {};
      // Only the date of the deletion changes, not the row.
      if (steps.left != OnLeaving::delete_) return {.reason = reason};
    }
    // An earlier run deactivated the row, so this one removes nothing.
    if (entry.is_recovered() && entry.link->row_inactive && steps.of(cause_of(reason)) != OnLeaving::delete_)
      return {};
    return {.status = PersonStatus::leaving,
            .reason = reason,
            .approved = input_.approved.contains(std::string(entry.id))};
  }

  /// Active people, those whose deletion is due, and dismissed people whose removal is approved.
  [[nodiscard]] bool may_leave(const PersonEntry& entry) const {
    return entry.has_active_link() || is_approved_dismissal(entry) ||
           is_deletion_due(*entry.link, input_.settings.on_leaving, input_.now);
  }

  /// Dismissed people stay until they are seen again, or until an administrator approves the removal later.
  [[nodiscard]] bool is_approved_dismissal(const PersonEntry& entry) const {
    return entry.link->state == LinkState::dismissed && input_.approved.contains(std::string(entry.id));
  }

  const PlanInput& input_;
  const PersonTable& person_table_;
  const Selection& selection_;
  const Exclusions& exclusions_;
  const GroupDepartures departures_;
  Questions& questions_;
  std::unordered_set<std::string_view> held_before_;
};

/// Missing units and groups, parents that are not listed, and groups that were found and not read.
void ask_about_sources(const PlanInput& input, Classification& classification) {
  Questions& questions = classification.questions;
  const Evidence& evidence = input.directory.evidence;
  for (std::string& id : excluded_units_to_ask(input, classification.units))
    questions.units.insert(std::move(id));
  if (input.settings.source == SyncSource::organizational_units) {
    auto wanted = known_units(input);
    for (std::string& parent : classification.units.missing_parents()) wanted.insert(std::move(parent));
    for (const std::string& id : wanted)
      if (!classification.units.with_id(id) && !evidence.missing_units.contains(id))
        questions.units.insert(id);
    return;
  }
  std::unordered_set<std::string_view> listed;
  for (const DirectoryGroup& group : input.directory.groups) listed.insert(group.id);
  for (const SourceIndex source : classification.selection.selected_groups) {
    const std::string& id = classification.selection.sources.id(source);
    if (!listed.contains(id) && !evidence.missing_groups.contains(id)) questions.groups.insert(id);
  }
  questions.member_lists.insert(classification.selection.unread_groups.begin(),
                                classification.selection.unread_groups.end());
}

/// Holds all removals that are not approved if they exceed the limit. Within it, those that were held before
/// stay held. So does a removal of someone whose link is lost, because the lost link may have been dismissed.
void hold_if_too_many(const PlanInput& input, Classification& classification) {
  const auto can_be_held = [](const PlanDecision& decision) {
    return decision.status == PersonStatus::leaving && !decision.approved;
  };
  const auto is_eligible = [](const PlanDecision& decision) {
    return decision.status == PersonStatus::eligible;
  };
  const Departures departures{
      .leaving = std::ranges::count_if(classification.decisions, can_be_held),
      .managed_before = classification.managed_before,
      .anyone_stays_eligible = std::ranges::any_of(classification.decisions, is_eligible) ||
                               (input.others && input.others->managed > 0)};
  if (departures.leaving == 0) return;
  const RemovalLimit& limit = input.settings.removal_limit;
  classification.broken_limit = broken_limit(limit, input.stored.recent, departures);
  std::unordered_set<std::string_view> held_before;
  if (held_removals_wait(input))
    for (const HeldRemoval& held : input.stored.held_removals) held_before.insert(held.external_id);
  for (PersonIndex i = 0; i < classification.decisions.size(); ++i) {
    PlanDecision& decision = classification.decisions[i];
    if (!can_be_held(decision)) continue;
    const PersonEntry entry = classification.person_table[i];
    if (classification.broken_limit || held_before.contains(entry.id) ||
        (entry.is_recovered() && can_hold(limit)))
      decision.status = PersonStatus::held;
  }
}

}  // namespace

bool held_removals_wait(const PlanInput& input) {
  // Only the first sync after the limit was raised knows that it was.
  if (input.limit_was_raised) return false;
  // An administrator who approves some of the held removals has decided against the others for now.
  return !input.approved.empty() || can_hold(input.settings.removal_limit);
}

bool can_be_approved(const Classification& classification, PersonIndex person) {
  const PlanDecision& decision = classification.decisions[person];
  return decision.status == PersonStatus::held &&
         (decision.reason != LeavingReason::excluded || classification.exclusions.rule_of(person));
}

bool is_kept_by_frozen_sources(const Classification& classification, PersonIndex person) {
  const auto sources = classification.selection.sources_of(person);
  if (sources.empty() || !classification.person_table[person].has_active_link()) return false;
  const PersonStatus status = classification.decisions[person].status;
  if (status != PersonStatus::frozen && status != PersonStatus::eligible) return false;
  return std::ranges::all_of(
      sources, [&](const SourceMatch& match) { return classification.selection.is_frozen(match.source); });
}

RuleIndex excluding_rule(const Classification& classification, PersonIndex person) {
  const auto rule = classification.exclusions.rule_of(person);
  return rule ? *rule : classification.exclusions.former_rule_of(person).value();
}

bool keeps_groups(const Classification& classification, PersonIndex person) {
  switch (classification.decisions[person].status) {
    case PersonStatus::held:
    case PersonStatus::frozen:
    case PersonStatus::unconfirmed:
      return true;
    case PersonStatus::unaffected:
    case PersonStatus::left_out: {
      const StoredLink* link = classification.person_table[person].link;
      return link != nullptr && link->state == LinkState::dismissed;
    }
    default:
      return false;
  }
}

Classification classify(const PlanInput& input) {
  refuse_empty_lists(input);
  Classification classification{
      .person_table = PersonTable(input.ids, input.directory.people, input.stored.links),
      .unit_paths = input.directory.people.unit_paths(),
      .units = UnitTree(input.directory.units),
      .selection = {},
      .exclusions = {},
      .decisions = {},
      .questions = {}};
  classification.selection = select_people(input, classification.person_table, classification.units);
  classification.exclusions = Exclusions(input, classification.person_table, classification.units);
  classification.managed_before = count_active(input.stored.links);
  if (input.others) classification.managed_before += input.others->managed;

  ask_about_sources(input, classification);
  Classifier classifier(input, classification);
  classifier.ask_about_lost_groups();
  classification.decisions.reserve(classification.person_table.size());
  for (PersonIndex i = 0; i < classification.person_table.size(); ++i)
    classification.decisions.push_back(classifier.decide(i));
  hold_if_too_many(input, classification);
  return classification;
}

}  // namespace gup::plan
