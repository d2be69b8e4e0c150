#include "plan/selection/classify.hpp"

#include <algorithm>

#include "failure.hpp"
#include "plan/removals/removal_guard.hpp"

namespace gup::plan {
namespace {

/// An empty list of users, units or groups is a short answer, not an empty company.
void refuse_empty_lists(const PlanInput& input) {
  const auto refuse = [](const char* what) {
    throw Failure(host_sdk::ResultCode::try_again,
                  std::string("Google answered with no ") + what + " at all; nothing was changed.");
  };
  const DirectoryView& directory = input.directory;
  if (directory.people.empty()) refuse("users");
  if (input.settings.source == SyncSource::organizational_units) {
    if (directory.units.empty()) refuse("organizational units");
  } else if (directory.groups.empty() && !input.stored.source_groups.empty()) {
    refuse("groups");
  }
}

/// Suspended before archived: what the console shows first.
Why kept_out_by(const PersonDigest& person, const SyncSettings& settings) {
  if (settings.suspended_users == SuspendedUsers::include) return Why::none;
  if (person.suspended) return Why::suspended;
  return person.archived ? Why::archived : Why::none;
}

class Classifier {
 public:
  Classifier(const PlanInput& input, const PersonTable& person_table, const Selection& selection)
      : input_(input), person_table_(person_table), selection_(selection) {}

  [[nodiscard]] PlanDecision classifier(PersonIndex i) const {
    const PersonEntry entry = person_table_[i];
    const bool unit_unknown = !selection_.unit_unknown.empty() && selection_.unit_unknown[i];
    if (entry.unusable || (unit_unknown && !selection_.selected(i))) return judge_unusable(i, unit_unknown);
    if (!entry.person) return judge_absent(i);

    Why why = selection_.selected(i) ? kept_out_by(*entry.person, input_.settings) : Why::not_selected;
    if (why == Why::none) return judge_eligible(entry);
    if (!entry.link)
      return {.status = why == Why::not_selected ? PersonStatus::none : PersonStatus::left_out, .why = why};
    return leaving(entry, why);
  }

 private:
  /// The reading dropped the fields of those whose row needed no look then. Where somebody changed the row in
  /// the host since, they have to be asked for again.
  [[nodiscard]] PlanDecision judge_eligible(const PersonEntry& entry) const {
    if (entry.is_settled() || entry.person->has_fields()) return {.status = PersonStatus::eligible};
    if (!input_.directory.unconfirmed.contains(std::string(entry.id)))
      return {.status = PersonStatus::unasked};
    if (!entry.link) return {};
    return {.status = entry.has_row() ? PersonStatus::unconfirmed : PersonStatus::forgotten};
  }

  [[nodiscard]] PlanDecision judge_unusable(PersonIndex i, bool unit_unknown) const {
    const PersonEntry entry = person_table_[i];
    if (entry.link && !entry.has_row()) return {.status = PersonStatus::forgotten};
    // Where nobody knows the unit, nobody knows whether the person is selected.
    const bool concerned = entry.link ? entry.has_active_link() : unit_unknown || selection_.selected(i);
    return {.status = concerned ? PersonStatus::unusable : PersonStatus::none};
  }

  [[nodiscard]] PlanDecision judge_absent(PersonIndex i) const {
    const PersonEntry entry = person_table_[i];
    const std::string id(entry.id);
    if (!entry.has_row()) return {.status = PersonStatus::forgotten};
    if (entry.has_active_link() && selection_.selected(i)) return {.status = PersonStatus::frozen};
    if (!entry.has_active_link() && !is_approved_dismissal(entry)) return {};
    if (input_.directory.confirmed_gone.contains(id)) return leaving(entry, Why::deleted);
    if (input_.directory.unconfirmed.contains(id)) return {.status = PersonStatus::unconfirmed};
    return {.status = PersonStatus::unasked};
  }

  [[nodiscard]] PlanDecision leaving(const PersonEntry& entry, Why why) const {
    if (!entry.has_row()) return {.status = PersonStatus::forgotten};
    const bool approved = input_.approved.contains(std::string(entry.id));
    if (!entry.has_active_link() && !is_approved_dismissal(entry)) return {};
    return {.status = PersonStatus::leaving, .why = why, .approved = approved};
  }

  /// "… until they are seen again or approved later".
  [[nodiscard]] bool is_approved_dismissal(const PersonEntry& entry) const {
    return entry.link->state == LinkState::dismissed && input_.approved.contains(std::string(entry.id));
  }

  const PlanInput& input_;
  const PersonTable& person_table_;
  const Selection& selection_;
};

/// Holds everybody who would leave, the approved ones excepted, if they are too many.
void hold_if_too_many(const PlanInput& input, Classification& classification) {
  const auto waits = [](const PlanDecision& decision) {
    return decision.status == PersonStatus::leaving && !decision.approved;
  };
  const Departures departures{.leaving = std::ranges::count_if(classification.decisions, waits),
                              .managed_before = classification.managed_before,
                              .somebody_stays_eligible = std::ranges::any_of(
                                  classification.decisions, [](const PlanDecision& decision) {
                                    return decision.status == PersonStatus::eligible;
                                  })};
  if (!exceeds(input.settings.removal_limit, input.stored.recent, departures)) return;
  for (PlanDecision& decision : classification.decisions)
    if (waits(decision)) decision.status = PersonStatus::held;
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
    classification.decisions.push_back(classifier.classifier(i));
  hold_if_too_many(input, classification);
  return classification;
}

}  // namespace gup::plan
