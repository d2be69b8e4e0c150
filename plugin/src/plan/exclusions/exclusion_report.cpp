#include "plan/exclusions/exclusion_report.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/exclusions/exclusions.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {
namespace {

/// Includes selected people that an earlier run deactivated or released because of an exclusion: without the
/// rule they would come back. Does not include dismissed people, who are target users.
bool is_kept_out(const Classification& classification, PersonIndex person) {
  const PlanDecision& decision = classification.decisions[person];
  if (decision.status != PersonStatus::unaffected) return decision.reason == LeavingReason::excluded;
  const PersonEntry entry = classification.person_table[person];
  return entry.link && entry.link->state != LinkState::dismissed && !entry.unusable &&
         classification.selection.selected(person) &&
         (classification.exclusions.rule_of(person) || classification.exclusions.former_rule_of(person));
}

/// How many people each rule keeps out of the selection. A person counts for each rule that matches.
std::vector<std::int64_t> count_people(const Classification& classification, RuleIndex rules) {
  std::vector<std::int64_t> counts(rules, 0);
  for (PersonIndex person = 0; person < classification.person_table.size(); ++person)
    if (is_kept_out(classification, person))
      for (const RuleIndex rule : classification.exclusions.all_rules_of(person)) ++counts[rule];
  return counts;
}

struct ExcludedLeavers {
  std::int64_t people = 0;
  std::map<RuleIndex, std::int64_t> by_rule;
};

/// The people that this run removes or holds because of an exclusion.
ExcludedLeavers excluded_leavers(const Classification& classification, PersonStatus status) {
  ExcludedLeavers leavers;
  for (PersonIndex person = 0; person < classification.person_table.size(); ++person) {
    const PlanDecision& decision = classification.decisions[person];
    if (decision.reason != LeavingReason::excluded || decision.status != status) continue;
    ++leavers.people;
    ++leavers.by_rule[excluding_rule(classification, person)];
  }
  return leavers;
}

/// "3 users leave because of exclusions: 2 by svc-*@acme.com, 1 by guests."
void report_leavers(const ExcludedLeavers& leavers, const std::string& sentence, const ExclusionRules& rules,
                    PlanReport& report) {
  if (leavers.people == 0) return;
  ShortList list;
  for (const auto& [rule, people] : leavers.by_rule)
    list.add(host_sdk::with_commas(people) + " by " + exclusion_text(rules[rule]));
  report.remarks.push_back(sentence + ": " + list.text() + ".");
}

void report_leavers(const Classification& classification, const ExclusionRules& rules, PlanReport& report) {
  const auto leaving = excluded_leavers(classification, PersonStatus::leaving);
  report_leavers(leaving,
                 host_sdk::counted(leaving.people, "user leaves", "users leave") + " because of exclusions",
                 rules, report);
  const auto held = excluded_leavers(classification, PersonStatus::held);
  report_leavers(held,
                 host_sdk::counted(held.people, "removal", "removals") + " because of exclusions " +
                     (held.people == 1 ? "is" : "are") + " held",
                 rules, report);
}

void report_unread(const UnreadExclusion& unread, const Exclusion& rule, PlanReport& report) {
  const bool is_unit = rule.kind == ExclusionKind::unit;
  const std::string label = exclusion_text(rule) + " (" + printable(rule.value) + ")";
  if (is_unit && unread.gone) {
    report.remarks.push_back("The excluded " + label +
                             " was deleted in Google, so no one is in it. Remove the exclusion.");
    return;
  }
  report.doubts.frozen_sources.push_back("excluded " + label);
  report.remarks.push_back(
      "The excluded " + label + (unread.gone ? " was deleted in Google" : " could not be read") +
      ". Everyone it excluded stays excluded, and no one leaves because of it, until " +
      (unread.gone ? "you remove the exclusion." : "it can be read again or you remove the exclusion."));
}

}  // namespace

void plan_exclusions(const PlanInput& input, const Classification& classification, Plan& plan) {
  const ExclusionRules& rules = input.directory.exclusions;
  report_leavers(classification, rules, plan.report);
  for (const UnreadExclusion& unread : classification.exclusions.unread())
    if (!input.others) report_unread(unread, rules[unread.rule], plan.report);
  plan.report.excluded_people = count_people(classification, rules.size());
  // The members are known of one person only.
  if (input.others) return;
  const auto& after = classification.exclusions.members();
  auto before = input.stored.excluded_members;
  std::ranges::sort(before);
  std::ranges::set_difference(after, before, std::back_inserter(plan.groups.new_excluded_members));
  std::ranges::set_difference(before, after, std::back_inserter(plan.groups.lost_excluded_members));
}

}  // namespace gup::plan
