#include "sync/person/person_answer.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"
#include "plan/selection/selection_reasons.hpp"
#include "plan/selection/source_paths.hpp"

namespace gup {
namespace {

using host_sdk::Explanation;
using host_sdk::Inclusion;
using plan::ChangeKind;
using plan::LeavingReason;
using plan::PersonStatus;

/// How a change of a target user is worded before and after a sync.
struct Phrases {
  ChangeKind kind;
  std::string planned;
  std::string done;
  bool has_details = true;
  bool has_memberships = false;
};

/// The last entry is for all other kinds of changes.
const Phrases& phrases_of(ChangeKind kind) {
  static const std::vector<Phrases> kPhrases{
      {ChangeKind::added, "A sync would add this person as a target user", "The target user was added", false,
       true},
      {ChangeKind::reactivated, "A sync would reactivate this target user", "The target user was reactivated",
       true, true},
      {ChangeKind::removed, "A sync would delete this target user", "The target user was deleted"},
      {ChangeKind::deactivated, "A sync would deactivate this target user",
       "The target user was deactivated"},
      {ChangeKind::released, "A sync would release this target user, which existed before, to the host",
       "The target user was released to the host"},
      {ChangeKind::updated, "A sync would update this target user", "The target user was updated", true,
       true},
  };
  const auto found = std::ranges::find(kPhrases, kind, &Phrases::kind);
  return found == kPhrases.end() ? kPhrases.back() : *found;
}

/// Builds the texts about one plan. The person has index 0, unless nothing is known about the person.
class PersonText {
 public:
  explicit PersonText(const PersonPlan& about)
      : about_(about),
        settings_(about.input.settings),
        labels_(about.input),
        person_(about.classification.person_table.find(about.reading.external_id)),
        change_(change_of(about.plan)) {}

  Explanation explain(bool applied) const {
    Explanation explanation;
    explanation.found = true;
    explanation.asked_source = true;
    explanation.external_id = about_.reading.external_id;
    name_person(explanation);
    const TargetUserRow* after = row_after();
    explanation.user_id = after ? after->id : about_.row ? about_.row->id : 0;
    explanation.fields = compare_rows(about_.row, after);
    add_reasons(explanation);
    explanation.inclusion = inclusion();
    explanation.remarks = about_.plan.report.remarks;
    explanation.next = outcome(applied);
    explanation.changed = applied && changes_rows();
    return explanation;
  }

 private:
  [[nodiscard]] plan::PlanDecision decision() const {
    return person_ ? about_.classification.decisions[*person_] : plan::PlanDecision{};
  }
  [[nodiscard]] bool is_linked() const {
    return person_ && about_.classification.person_table[*person_].link != nullptr;
  }
  [[nodiscard]] bool is_managed() const {
    return person_ && about_.classification.person_table[*person_].has_active_link() &&
           about_.classification.person_table[*person_].has_row();
  }
  [[nodiscard]] bool changes_rows() const {
    const plan::Plan& plan = about_.plan;
    return !plan.people.deletes.empty() || !plan.people.updates.empty() || !plan.people.inserts.empty() ||
           !plan.memberships.added.empty() || !plan.memberships.removed.empty();
  }
  [[nodiscard]] bool by_units() const { return settings_.source == SyncSource::organizational_units; }

  void name_person(Explanation& explanation) const {
    const auto& user = about_.reading.user;
    if (user) {
      explanation.email = printable(user->primary_email.value_or(""));
      explanation.name = host_sdk::full_name(printable(user->given_name.value_or("")),
                                             printable(user->family_name.value_or("")));
    }
    if (about_.row == nullptr) return;
    const TargetFields& fields = about_.row->fields;
    if (explanation.email.empty()) explanation.email = fields.email;
    if (explanation.name.empty() && !user)
      explanation.name = host_sdk::full_name(fields.first_name, fields.last_name);
  }

  /// The target user as the plan leaves it; null if there is none.
  [[nodiscard]] const TargetUserRow* row_after() const {
    if (!change_) return about_.row;
    switch (change_->kind) {
      case ChangeKind::removed:
        return nullptr;
      case ChangeKind::held:
      case ChangeKind::skipped:
        return about_.row;
      default:
        return change_->after ? &*change_->after : about_.row;
    }
  }

  void add_reasons(Explanation& explanation) const {
    const auto now = sources();
    switch (decision().status) {
      case PersonStatus::eligible:
      case PersonStatus::frozen:
        explanation.reasons = now;
        break;
      case PersonStatus::left_out:
      case PersonStatus::leaving:
      case PersonStatus::held:
      case PersonStatus::unaffected:
      case PersonStatus::row_gone:
        explanation.obstacles.push_back(obstacle());
        // Only the setting about suspended users keeps this person out.
        if (!now.empty()) explanation.reasons = now;
        break;
      case PersonStatus::unusable:
      case PersonStatus::unconfirmed:
      case PersonStatus::to_confirm:
        break;
    }
    for (const plan::PersonChange& change : about_.plan.report.changes)
      if ((change.kind == ChangeKind::skipped || change.kind == ChangeKind::failed) &&
          decision().status != PersonStatus::left_out)
        explanation.obstacles.push_back(change.reason);
  }

  /// The units or groups that bring the person in.
  [[nodiscard]] std::vector<std::string> sources() const {
    std::vector<std::string> phrases;
    if (!person_) return phrases;
    const plan::Selection& selection = about_.classification.selection;
    std::vector<std::string> ids;
    for (const plan::SourceMatch& match : selection.sources_of(*person_))
      ids.push_back(selection.sources.id(match.source));
    if (by_units()) {
      for (const std::string& id : ids) phrases.push_back(unit_phrase(id));
      return phrases;
    }
    return plan::group_ways(selection.source_groups, ids,
                            [this](std::string_view id) { return labels_.of(id); });
  }

  [[nodiscard]] std::string own_unit() const {
    const auto& tree = about_.classification.units;
    const auto unit = tree.at_path(
        about_.classification.unit_paths[about_.classification.person_table.unit_path(*person_)]);
    return unit ? printable(plan::spaced_path(tree[*unit].path)) : "";
  }

  [[nodiscard]] std::string unit_phrase(const std::string& source_id) const {
    const std::string own = own_unit();
    const auto source = about_.classification.units.with_id(source_id);
    const std::string selected = source
                                     ? printable(plan::spaced_path(about_.classification.units[*source].path))
                                     : labels_.of(source_id);
    if (own.empty()) return "Unit " + selected + " (selected; no longer visible in Google)";
    if (settings_.scope == SyncScope::all) return "Unit " + own + " (all units are selected)";
    return own == selected ? "Unit " + own + " (selected)" : "Unit " + own + " (selected: " + selected + ")";
  }

  [[nodiscard]] std::string obstacle() const {
    if (about_.reading.result == LookupResult::gone) return "Deleted in Google";
    switch (decision().reason) {
      case LeavingReason::suspended:
        return "Suspended in Google; suspended users are left out";
      case LeavingReason::archived:
        return "Archived in Google; archived users are left out";
      case LeavingReason::deleted:
        return "Deleted in Google";
      case LeavingReason::excluded:
        return plan::reason_for_leaving(about_.input, about_.classification, *person_);
      case LeavingReason::none:
      case LeavingReason::not_selected:
        break;
    }
    return not_selected();
  }

  [[nodiscard]] std::string not_selected() const {
    if (by_units()) {
      const std::string own = person_ ? own_unit() : "";
      return (own.empty() ? "In no selected unit" : "In the unit " + own + ", which is not selected") +
             (settings_.include_sub_units ? "" : "; units below a selected one are not included");
    }
    return std::string(settings_.scope == SyncScope::all ? "In no group" : "In no selected group") +
           (settings_.include_nested_groups ? "" : "; nested groups are not included");
  }

  [[nodiscard]] Inclusion inclusion() const {
    switch (decision().status) {
      case PersonStatus::eligible:
        return change_ && about_.row == nullptr && !change_->after ? Inclusion::excluded
                                                                   : Inclusion::included;
      case PersonStatus::frozen:
      case PersonStatus::held:
        return Inclusion::included;
      case PersonStatus::unusable:
      case PersonStatus::unconfirmed:
      case PersonStatus::to_confirm:
        return is_managed() ? Inclusion::included : Inclusion::unknown;
      case PersonStatus::unaffected:
      case PersonStatus::left_out:
      case PersonStatus::leaving:
      case PersonStatus::row_gone:
        break;
    }
    return Inclusion::excluded;
  }

  /// What a sync would do, or with `applied`, did.
  [[nodiscard]] std::string outcome(bool applied) const {
    if (!change_) return unchanged(applied);
    switch (change_->kind) {
      case ChangeKind::held:
        return held();
      case ChangeKind::frozen:
        return frozen(applied);
      case ChangeKind::skipped:
      case ChangeKind::failed:
        return refused();
      default:
        break;
    }
    const Phrases& phrases = phrases_of(change_->kind);
    return (applied ? phrases.done : phrases.planned) + (phrases.has_details ? details() : "") +
           (phrases.has_memberships ? memberships() : "") + ".";
  }

  /// What happens to the memberships; empty if none changes.
  [[nodiscard]] std::string changed_memberships(bool applied) const {
    const std::string changes = joined_and_left();
    if (changes.empty()) return "";
    return (applied ? "The memberships were changed: " : "A sync would change the memberships: ") + changes +
           ".";
  }

  [[nodiscard]] std::string frozen(bool applied) const {
    const std::string memberships = changed_memberships(applied);
    return memberships + (memberships.empty() ? "" : " ") +
           (applied ? "The target user stays as it is" : "A sync would leave this target user as it is") +
           details() + ".";
  }

  [[nodiscard]] std::string unchanged(bool applied) const {
    if (const std::string changes = changed_memberships(applied); !changes.empty()) return changes;
    if (applied)
      return is_managed() ? "The target user is up to date; nothing was changed." : "Nothing was changed.";
    if (is_managed()) return "A sync would not change this target user.";
    return is_linked() ? "A sync would not change this person." : "A sync would not add this person.";
  }

  [[nodiscard]] std::string held() const {
    const bool is_recovered = person_ && about_.classification.person_table[*person_].is_recovered();
    return is_recovered ? "The removal is held" + details() +
                              ". What the last syncs had stored about this person is lost, so the removal "
                              "waits for an administrator to approve or dismiss it."
                        : "The removal is above the limit and held" + details() +
                              ". It waits for an administrator to approve or dismiss it.";
  }

  [[nodiscard]] std::string refused() const {
    const bool row_changes = change_->before && change_->after;
    if (!row_changes && changes_rows())
      return "The memberships are updated, but: " + lower_first(change_->reason) + ".";
    return row_changes ? "The other fields are updated, but: " + lower_first(change_->reason) + "."
                       : "Nothing is changed: " + lower_first(change_->reason) + ".";
  }

  [[nodiscard]] std::string details() const {
    return change_->reason.empty() ? "" : ": " + lower_first(change_->reason);
  }

  [[nodiscard]] std::string memberships() const {
    const std::string text = joined_and_left();
    return text.empty() ? "" : "; " + text;
  }

  /// "joins “Sales”, leaves “Support”"
  [[nodiscard]] std::string joined_and_left() const {
    std::string text;
    const auto add = [&](const char* verb, const std::vector<plan::Membership>& memberships) {
      for (const plan::Membership& membership : memberships)
        text += (text.empty() ? "" : ", ") + std::string(verb) + name_of_group(membership.group_id);
    };
    add("joins ", about_.plan.memberships.added);
    add("leaves ", about_.plan.memberships.removed);
    return text;
  }

  [[nodiscard]] std::string name_of_group(std::int64_t id) const {
    for (const plan::GroupWrite& write : about_.plan.groups.writes)
      if (write.group_id == id) return gup::quoted(printable(write.name));
    for (const plan::GroupLink& link : about_.input.stored.group_links)
      if (link.group_id == id) return gup::quoted(printable(link.name));
    return "the selected target group";
  }

  const PersonPlan& about_;
  const SyncSettings& settings_;
  const plan::SourceLabels labels_;
  const std::optional<plan::PersonIndex> person_;
  const std::optional<plan::PersonChange> change_;
};

}  // namespace

std::optional<plan::PersonChange> change_of(const plan::Plan& plan) {
  // A refused membership of someone who is added is a change as well.
  if (!plan.report.added.empty()) return plan.report.added[0];
  // A target group that would lose its last member has a separate line.
  const auto change = std::ranges::find_if(plan.report.changes, [](const plan::PersonChange& one) {
    return one.kind != ChangeKind::held || one.user_id != 0;
  });
  return change == plan.report.changes.end() ? std::nullopt : std::optional(*change);
}

std::vector<host_sdk::ExplainedField> compare_rows(const TargetUserRow* before, const TargetUserRow* after) {
  std::vector<host_sdk::ExplainedField> fields;
  const auto add = [&](const char* column, const char* label, const auto& text) {
    host_sdk::ExplainedField field{column, label, {}, {}};
    if (before) field.before = text(*before);
    if (after) field.after = text(*after);
    if (!field.before.empty() || !field.after.empty()) fields.push_back(std::move(field));
  };
  for (const TargetField& field : kTargetFields)
    add(field.column, field.label, [&](const TargetUserRow& row) { return field.text(row.fields); });
  add("status", "Status", [](const TargetUserRow& row) { return std::string_view(row.status); });
  return fields;
}

host_sdk::Explanation explain_plan(const PersonPlan& about, bool applied) {
  return PersonText(about).explain(applied);
}

}  // namespace gup
