#include "plan/make_plan.hpp"

#include <algorithm>
#include <unordered_set>

#include "erase_repeated.hpp"
#include "host_sdk/text.hpp"
#include "plan/change_reasons.hpp"
#include "plan/exclusions/exclusion_report.hpp"
#include "plan/groups/group_report.hpp"
#include "plan/groups/memberships.hpp"
#include "plan/groups/refused_changes.hpp"
#include "plan/groups/target_groups.hpp"
#include "plan/groups/value_groups.hpp"
#include "plan/people/people.hpp"
#include "plan/removals/group_guard.hpp"
#include "plan/removals/removal_guard.hpp"
#include "plan/selection/classify.hpp"
#include "plan/selection/source_names.hpp"
#include "plan/selection/sources.hpp"

namespace gup::plan {
namespace {

/// The report names everyone who is kept by a frozen source.
bool has_unknown_address(const Classification& classification, PersonIndex person) {
  return is_kept_by_frozen_sources(classification, person) &&
         classification.person_table.email(person).empty();
}

/// The value of the target user decides about the group.
bool has_unknown_group(const Classification& classification, PersonIndex person) {
  return classification.person_table.group_value(person) == DirectoryPeople::kUnknownValue;
}

/// True if a person who is not eligible still needs a row.
bool needs_row(const Classification& classification, PersonIndex person,
               const std::unordered_set<std::string_view>& held_before) {
  const PersonEntry entry = classification.person_table[person];
  if (!entry.has_row()) return false;
  if (has_unknown_address(classification, person)) return true;
  switch (classification.decisions[person].status) {
    case PersonStatus::leaving:
    case PersonStatus::unconfirmed:
      return true;
    case PersonStatus::unusable:
      // If the fields were dropped, only the row has the address.
      return entry.person != nullptr && !classification.person_table.has_fields(person);
    case PersonStatus::held:
      // A removal that was held before is stored with the address.
      return !held_before.contains(entry.id);
    default:
      // The report names everyone whose lost link is written again.
      return entry.is_recovered();
  }
}

}  // namespace

const Questions& open_questions(const Classification& classification) {
  return classification.questions;
}

RowQuery rows_to_query(const PlanInput& input, const Classification& classification) {
  std::unordered_set<std::string_view> held_before;
  for (const HeldRemoval& held : input.stored.held_removals) held_before.insert(held.external_id);

  RowQuery query;
  for (PersonIndex i = 0; i < classification.person_table.size(); ++i) {
    const PersonEntry entry = classification.person_table[i];
    if (classification.decisions[i].status != PersonStatus::eligible) {
      if (needs_row(classification, i, held_before)) query.user_ids.push_back(entry.link->user_id);
      continue;
    }
    if (entry.is_up_to_date()) {
      if (has_unknown_address(classification, i) || has_unknown_group(classification, i))
        query.user_ids.push_back(entry.link->user_id);
      continue;
    }
    if (entry.has_row()) query.user_ids.push_back(entry.link->user_id);
    query.email_keys.push_back(host_sdk::fold_key(classification.person_table.email(i)));
    // Another provider may have taken a released row.
    if (!entry.has_row() || entry.link->state == LinkState::released) ++query.new_users_at_most;
  }
  std::ranges::sort(query.email_keys);
  erase_repeated(query.email_keys);
  query.new_groups_at_most = new_groups_at_most(input, classification);
  return query;
}

namespace {

void report_missing_attributes(const PlanInput& input, PlanReport& report) {
  const DirectoryView& directory = input.directory;
  for (const CustomAttribute& attribute : directory.missing_attributes) {
    const bool had_values = !is_among(attribute, directory.valueless_attributes);
    const bool about_one = input.others != nullptr;
    report.remarks.push_back(
        std::string(had_values  ? "Google no longer has values"
                    : about_one ? "No sync has found a value"
                                : "No one in Google has a value") +
        " of the custom attribute " + attribute_text(attribute) + ", so " +
        labels_of(fields_from(directory.fields.mapping, {attribute})) + " stays as it is for " +
        (about_one ? "this person. " : "everyone. ") +
        (had_values
             ? "Remove the attribute from the mapping under Fields if it was deleted, or if its values "
               "were removed on purpose."
             : "Check the spelling under Fields, or remove the attribute from the mapping until it has "
               "values."));
  }
  // A run of one person reviews nothing.
  if (!input.others) report.doubts.missing_attributes = directory.missing_attributes;
}

Plan plan_once(const PlanInput& input, const Classification& classification, const TargetUserRows& rows,
               const ReservedIds& ids, const HeldGroups& held_groups) {
  Plan plan;
  plan.report.remarks = classification.selection.remarks;
  const auto people = plan_people(input, classification, rows, ids, plan);
  const auto values = value_groups(input, classification, people, rows);
  report_values(input, values, plan.report);
  const auto groups = plan_groups(input, classification, people, values, ids, held_groups, plan);
  plan.memberships = plan_memberships(input, classification, people, values, groups);
  leave_out_refused(input, classification, people, plan);
  plan_sources(input, classification, people, plan);
  plan_source_names(input, classification, plan);
  report_frozen_sources(input, classification, plan.report);
  plan_exclusions(input, classification, plan);
  report_missing_attributes(input, plan.report);
  return plan;
}

}  // namespace

bool held_changed(const StoredState& stored, const std::vector<HeldRemoval>& held) {
  auto before = stored.held_removals;
  std::ranges::sort(before, {}, &HeldRemoval::external_id);
  return before != held;
}

Plan make_plan(const PlanInput& input, const Classification& classification, const TargetUserRows& rows,
               const ReservedIds& ids) {
  Plan plan = plan_once(input, classification, rows, ids, {});
  HeldGroups lost = lost_groups(input, plan);
  HeldGroups dismissed = take_dismissed(input, lost);
  HeldGroups held;
  const auto plan_with = [&](const Classification& decided) {
    HeldGroups kept = held;
    kept.insert(dismissed.begin(), dismissed.end());
    if (!kept.empty()) plan = plan_once(input, decided, rows, ids, kept);
  };
  const auto broken_with_groups = broken_limit_with_groups(input, classification, lost);
  if (broken_with_groups || (!lost.empty() && classification.broken_limit)) {
    const Classification all_held = with_removals_held(classification);
    plan = plan_once(input, all_held, rows, ids, {});
    // Groups that only held people leave are not lost.
    held = lost_groups(input, plan);
    dismissed = take_dismissed(input, held);
    lost.clear();
    plan_with(all_held);
  } else {
    held = take_waiting(input, plan, lost);
    held.merge(take_recovered(input, lost));
    plan_with(classification);
  }
  add_groups_of_kept_people(input, plan, held, dismissed);
  keep_undecided(input, plan, held, dismissed);
  report_held_groups(input, held, plan);
  plan.report.broken_limit = classification.broken_limit ? classification.broken_limit : broken_with_groups;
  plan.report.counts.counted_removals += static_cast<std::int64_t>(lost.size());
  end_dismissals(input, dismissed, plan);
  plan.report.counts.dismissed += static_cast<std::int64_t>(dismissed.size());
  plan.people.held_changed = held_changed(input.stored, plan.people.held);
  report_groups(input, plan);
  report_memberships(input, classification, ids, plan);
  return plan;
}

}  // namespace gup::plan
