#include "plan/selection/classify.hpp"

#include <algorithm>

#include "failure.hpp"
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
  if (directory.people.empty()) refuse("users");
  if (input.settings.source == SyncSource::organizational_units) {
    if (directory.units.empty()) refuse("organizational units");
  } else if (directory.groups.empty() && !input.stored.source_groups.empty()) {
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
  Classifier(const PlanInput& input, const PersonTable& person_table, const Selection& selection)
      : input_(input), person_table_(person_table), selection_(selection) {}

  [[nodiscard]] PlanDecision decide(PersonIndex i) const {
    const PersonEntry entry = person_table_[i];
    const bool unit_unknown = !selection_.unit_unknown.empty() && selection_.unit_unknown[i];
    if (entry.unusable || (unit_unknown && !selection_.selected(i))) return unusable(i, unit_unknown);
    if (!entry.person) return absent(i);

    const LeavingReason reason = selection_.selected(i) ? reason_to_leave_out(*entry.person, input_.settings)
                                                        : LeavingReason::not_selected;
    if (reason == LeavingReason::none) return eligible(i);
    if (entry.link) return leaving(entry, reason);
    return {
        .status = reason == LeavingReason::not_selected ? PersonStatus::unaffected : PersonStatus::left_out,
        .reason = reason};
  }

 private:
  /// The fields of a person are dropped if the row was up to date when they were read. If someone changed the
  /// row since, they have to be read again.
  [[nodiscard]] PlanDecision eligible(PersonIndex i) const {
    const PersonEntry entry = person_table_[i];
    if (entry.is_up_to_date() || person_table_.has_fields(i)) return {.status = PersonStatus::eligible};
    if (!input_.directory.unconfirmed.contains(std::string(entry.id)))
      return {.status = PersonStatus::to_confirm};
    if (!entry.link) return {};
    return {.status = entry.has_row() ? PersonStatus::unconfirmed : PersonStatus::row_gone};
  }

  [[nodiscard]] PlanDecision unusable(PersonIndex i, bool unit_unknown) const {
    const PersonEntry entry = person_table_[i];
    if (entry.link && !entry.has_row()) return {.status = PersonStatus::row_gone};
    // If the unit is unknown, the person may be selected.
    const bool is_relevant = entry.link ? entry.has_active_link() : unit_unknown || selection_.selected(i);
    return {.status = is_relevant ? PersonStatus::unusable : PersonStatus::unaffected};
  }

  [[nodiscard]] PlanDecision absent(PersonIndex i) const {
    const PersonEntry entry = person_table_[i];
    const std::string id(entry.id);
    if (!entry.has_row()) return {.status = PersonStatus::row_gone};
    if (entry.has_active_link() && selection_.selected(i)) return {.status = PersonStatus::frozen};
    if (!entry.has_active_link() && !is_approved_dismissal(entry)) return {};
    if (input_.directory.confirmed_gone.contains(id)) return leaving(entry, LeavingReason::deleted);
    if (input_.directory.unconfirmed.contains(id)) return {.status = PersonStatus::unconfirmed};
    return {.status = PersonStatus::to_confirm};
  }

  [[nodiscard]] PlanDecision leaving(const PersonEntry& entry, LeavingReason reason) const {
    if (!entry.has_row()) return {.status = PersonStatus::row_gone};
    if (!entry.has_active_link() && !is_approved_dismissal(entry)) return {};
    return {.status = PersonStatus::leaving,
            .reason = reason,
            .approved = input_.approved.contains(std::string(entry.id))};
  }

  /// Dismissed people stay until they are seen again, or until an administrator approves the removal later.
  [[nodiscard]] bool is_approved_dismissal(const PersonEntry& entry) const {
    return entry.link->state == LinkState::dismissed && input_.approved.contains(std::string(entry.id));
  }

  const PlanInput& input_;
  const PersonTable& person_table_;
  const Selection& selection_;
};

/// Holds all removals that are not approved if they exceed the limit.
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
      .anyone_stays_eligible = std::ranges::any_of(classification.decisions, is_eligible)};
  if (!exceeds(input.settings.removal_limit, input.stored.recent, departures)) return;
  for (PlanDecision& decision : classification.decisions)
    if (can_be_held(decision)) decision.status = PersonStatus::held;
}

}  // namespace

Classification classify(const PlanInput& input) {
  refuse_empty_lists(input);
  Classification classification{
      .person_table = PersonTable(input.ids, input.directory.people, input.stored.links),
      .unit_paths = input.directory.people.unit_paths(),
      .units = UnitTree(input.directory.units),
      .selection = {},
      .decisions = {}};
  classification.selection = select_people(input, classification.person_table, classification.units);
  classification.managed_before = count_active(input.stored.links);

  const Classifier classifier(input, classification.person_table, classification.selection);
  classification.decisions.reserve(classification.person_table.size());
  for (PersonIndex i = 0; i < classification.person_table.size(); ++i)
    classification.decisions.push_back(classifier.decide(i));
  hold_if_too_many(input, classification);
  return classification;
}

}  // namespace gup::plan
