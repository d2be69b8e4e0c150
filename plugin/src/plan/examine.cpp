#include "plan/examine.hpp"

#include <algorithm>

#include "failure.hpp"
#include "plan/removal_guard.hpp"

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

class Judge {
 public:
  Judge(const PlanInput& input, const Roster& roster, const Selection& selection)
      : input_(input), roster_(roster), selection_(selection) {}

  [[nodiscard]] Verdict judge(PersonIndex i) const {
    const RosterEntry entry = roster_[i];
    const bool unit_unknown = !selection_.unit_unknown.empty() && selection_.unit_unknown[i];
    if (entry.unusable || (unit_unknown && !selection_.selected(i))) return judge_unusable(i, unit_unknown);
    if (!entry.person) return judge_absent(i);

    Why why = selection_.selected(i) ? kept_out_by(*entry.person, input_.settings) : Why::not_selected;
    if (why == Why::none) return judge_eligible(entry);
    if (!entry.link)
      return {.standing = why == Why::not_selected ? Standing::none : Standing::left_out, .why = why};
    return leaving(entry, why);
  }

 private:
  /// The reading dropped the fields of those whose row needed no look then. Where somebody changed the row in
  /// the host since, they have to be asked for again.
  [[nodiscard]] Verdict judge_eligible(const RosterEntry& entry) const {
    if (entry.is_settled() || entry.person->has_fields()) return {.standing = Standing::eligible};
    if (!input_.directory.unconfirmed.contains(std::string(entry.id))) return {.standing = Standing::unasked};
    if (!entry.link) return {};
    return {.standing = entry.has_row() ? Standing::unconfirmed : Standing::forgotten};
  }

  [[nodiscard]] Verdict judge_unusable(PersonIndex i, bool unit_unknown) const {
    const RosterEntry entry = roster_[i];
    if (entry.link && !entry.has_row()) return {.standing = Standing::forgotten};
    // Where nobody knows the unit, nobody knows whether the person is selected.
    const bool concerned = entry.link ? entry.has_active_link() : unit_unknown || selection_.selected(i);
    return {.standing = concerned ? Standing::unusable : Standing::none};
  }

  [[nodiscard]] Verdict judge_absent(PersonIndex i) const {
    const RosterEntry entry = roster_[i];
    const std::string id(entry.id);
    if (!entry.has_row()) return {.standing = Standing::forgotten};
    if (entry.has_active_link() && selection_.selected(i)) return {.standing = Standing::frozen};
    if (!entry.has_active_link() && !is_approved_dismissal(entry)) return {};
    if (input_.directory.confirmed_gone.contains(id)) return leaving(entry, Why::deleted);
    if (input_.directory.unconfirmed.contains(id)) return {.standing = Standing::unconfirmed};
    return {.standing = Standing::unasked};
  }

  [[nodiscard]] Verdict leaving(const RosterEntry& entry, Why why) const {
    if (!entry.has_row()) return {.standing = Standing::forgotten};
    const bool approved = input_.approved.contains(std::string(entry.id));
    if (!entry.has_active_link() && !is_approved_dismissal(entry)) return {};
    return {.standing = Standing::leaving, .why = why, .approved = approved};
  }

  /// "… until they are seen again or approved later".
  [[nodiscard]] bool is_approved_dismissal(const RosterEntry& entry) const {
    return entry.link->state == LinkState::dismissed && input_.approved.contains(std::string(entry.id));
  }

  const PlanInput& input_;
  const Roster& roster_;
  const Selection& selection_;
};

/// Holds everybody who would leave, the approved ones excepted, if they are too many.
void hold_if_too_many(const PlanInput& input, Findings& findings) {
  const auto waits = [](const Verdict& verdict) {
    return verdict.standing == Standing::leaving && !verdict.approved;
  };
  const Departures departures{
      .leaving = std::ranges::count_if(findings.verdicts, waits),
      .managed_before = findings.managed_before,
      .somebody_stays_eligible = std::ranges::any_of(
          findings.verdicts, [](const Verdict& verdict) { return verdict.standing == Standing::eligible; })};
  if (!exceeds(input.settings.removal_limit, input.stored.recent, departures)) return;
  for (Verdict& verdict : findings.verdicts)
    if (waits(verdict)) verdict.standing = Standing::held;
}

}  // namespace

Findings examine(const PlanInput& input) {
  refuse_empty_lists(input);
  Findings findings{.roster = Roster(input.ids, input.directory.people, input.stored.links),
                    .unit_paths = input.directory.people.unit_paths(),
                    .units = UnitTree(input.directory.units),
                    .selection = {},
                    .verdicts = {}};
  findings.selection = select_people(input, findings.roster, findings.units);
  findings.managed_before = count_active(input.stored.links);

  const Judge judge(input, findings.roster, findings.selection);
  findings.verdicts.reserve(findings.roster.size());
  for (PersonIndex i = 0; i < findings.roster.size(); ++i) findings.verdicts.push_back(judge.judge(i));
  hold_if_too_many(input, findings);
  return findings;
}

}  // namespace gup::plan
