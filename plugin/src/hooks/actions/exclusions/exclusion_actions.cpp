#include "hooks/actions/exclusions/exclusion_actions.hpp"

#include <algorithm>
#include <utility>

#include "hooks/action_names.hpp"
#include "hooks/actions/exclusions/exclusion_check.hpp"
#include "hooks/actions/google_question.hpp"
#include "hooks/format.hpp"
#include "hooks/in_english.hpp"
#include "model/clean_text.hpp"
#include "plan/short_list.hpp"
#include "settings/exclusion_csv.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::tr_later;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

constexpr const char* kNextSync = tr_later("It takes effect in the next sync; preview it to see who leaves.");

/// Returns the field with the value of a kind: a picker, or the text field, which a command line may always
/// use.
const char* value_field(const ActionRequest& request, ExclusionKind kind) {
  if (kind == ExclusionKind::unit && !value_of(request, kExclusionUnitField).empty())
    return kExclusionUnitField;
  if (kind == ExclusionKind::group && !value_of(request, kExclusionGroupField).empty())
    return kExclusionGroupField;
  return kExclusionValueField;
}

/// The kind and the value of the form; false, with the errors in `answer`, if they cannot be used.
bool read_rule(const ActionRequest& request, Exclusion& rule, ActionAnswer& answer) {
  const auto kind = exclusion_kind_named(value_of(request, kExclusionKindField));
  if (!kind) {
    answer = invalid_field(kExclusionKindField, tr("Choose what to exclude."));
    return false;
  }
  rule.kind = *kind;
  const char* field = value_field(request, *kind);
  rule.value = value_of(request, field);
  if (const auto problem = clean_exclusion(rule.kind, rule.value); !problem.empty())
    answer = invalid_field(field, problem);
  return answer.outcome != Outcome::invalid;
}

std::string key_in(const ActionRequest& request, ActionAnswer& answer) {
  if (std::string key = value_of(request, "value"); !key.empty()) return key;
  Exclusion rule;
  return read_rule(request, rule, answer) ? exclusion_key(rule.kind, rule.value) : "";
}

ActionAnswer too_many() {
  return refused(Refusal::limit, tr("A company has at most {count} exclusions. Nothing was saved. Use a "
                                    "pattern, a unit or a group.",
                                    {{"count", std::to_string(kMostExclusions)}}));
}

void sign(const HookContext& context, const ActionRequest& request, std::vector<Exclusion>& rules) {
  for (Exclusion& rule : rules) {
    rule.added_by = request.actor.name;
    rule.added_at = context.host.clock().now();
  }
}

template <typename MakeText>
ActionAnswer done(const HookContext& context, const ActionRequest& request, const char* event,
                  const MakeText& audit_text, std::string toast) {
  context.host.audit_trail().record(request.company.id, request.actor, event, in_english(audit_text));
  context.host.page_events().page_changed(request.company.id, kPageSlug);
  ActionAnswer answer = rendered(Tone::success, std::move(toast));
  answer.parameters = request.parameters;
  return answer;
}

std::string with_reason(const Exclusion& rule) {
  return exclusion_text(rule) + (rule.reason.empty() ? "" : " (" + rule.reason + ")");
}

ActionAnswer add(const HookContext& context, const ActionRequest& request, Exclusion rule) {
  std::vector<Exclusion> rules{std::move(rule)};
  sign(context, request, rules);
  const auto saved = context.store.add_exclusions(request.company.id, rules);
  if (saved.too_many) return too_many();
  if (saved.added + saved.changed == 0)
    return refused(
        Refusal::not_possible,
        tr("This exclusion already exists: {exclusion}.", {{"exclusion", with_reason(rules.front())}}),
        Tone::info);
  return done(
      context, request, "exclusion_added", [&] { return "Excluded " + with_reason(rules.front()) + "."; },
      tr("Excluded: {exclusion}.", {{"exclusion", exclusion_text(rules.front())}}) + " " + tr(kNextSync));
}

/// Excludes the value next to a button.
ActionAnswer exclude_one(const HookContext& context, const ActionRequest& request, ExclusionKind kind,
                         const char* reason) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  Exclusion rule;
  rule.kind = kind;
  rule.value = value_of(request, "value");
  if (const auto problem = clean_exclusion(rule.kind, rule.value); !problem.empty())
    return refused(Refusal::not_possible, problem + " " + tr("Nothing was saved."));
  rule.reason = reason;
  return add(context, request, std::move(rule));
}

}  // namespace

ActionAnswer exclude(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  std::vector<Exclusion> rules(1);
  if (!read_rule(request, rules.front(), answer)) return answer;
  rules.front().reason = value_of(request, kExclusionReasonField);
  if (const auto problem = clean_reason(rules.front().reason); !problem.empty())
    return invalid_field(kExclusionReasonField, problem);
  auto monitor = time_for_google(context);
  if (const auto problems = check_exclusions(context, request.company.id, rules, monitor); !problems.empty())
    return invalid_field(value_field(request, rules.front().kind), problems.begin()->second);
  return add(context, request, std::move(rules.front()));
}

ActionAnswer exclude_person(const HookContext& context, const ActionRequest& request) {
  return exclude_one(context, request, ExclusionKind::address, "Excluded by hand");
}

ActionAnswer exclude_domain(const HookContext& context, const ActionRequest& request) {
  return exclude_one(context, request, ExclusionKind::domain, "The domain does not take part");
}

ActionAnswer remove_exclusion(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  const std::string key = key_in(request, answer);
  if (key.empty()) return answer;
  const auto rule =
      context.store.remove_exclusion(request.company.id, key, request.actor.name, context.host.clock().now());
  if (!rule)
    return refused(Refusal::not_possible, tr("There is no exclusion “{exclusion}”. Nothing was changed.",
                                             {{"exclusion", printable(key)}}));
  const char* const text =
      rule->kind == ExclusionKind::address
          ? tr_later(
                "The exclusion of {exclusion} is removed. The next sync adds this person, if they are "
                "selected and match no other exclusion. You can add it again under Removed exclusions.")
          : tr_later(
                "The exclusion of {exclusion} is removed. The next sync adds the people it left out, if "
                "they are selected and match no other exclusion. You can add it again under Removed "
                "exclusions.");
  return done(
      context, request, "exclusion_removed",
      [&] { return "Removed the exclusion of " + with_reason(*rule) + "."; },
      tr(text, {{"exclusion", exclusion_text(*rule)}}));
}

ActionAnswer restore_exclusion(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  const std::string key = key_in(request, answer);
  if (key.empty()) return answer;
  for (RemovedExclusion& removed : context.store.removed_exclusions(request.company.id)) {
    if (exclusion_key(removed.rule.kind, removed.rule.value) != key) continue;
    return add(context, request, std::move(removed.rule));
  }
  return refused(Refusal::not_possible,
                 tr("There is no removed exclusion “{exclusion}”. Nothing was changed.",
                    {{"exclusion", printable(key)}}));
}

ActionAnswer import_exclusions(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  const auto text = request.values.find(kExclusionsCsvField);
  CsvReading reading = read_exclusions_csv(text == request.values.end() ? "" : text->second);
  std::vector<Exclusion> rules;
  for (ImportedExclusion& imported : reading.rules) rules.push_back(std::move(imported.rule));
  if (reading.errors.empty() && rules.empty()) reading.errors = {tr("The text contains no exclusions.")};
  auto monitor = time_for_google(context);
  if (reading.errors.empty())
    for (const auto& [place, problem] : check_exclusions(context, request.company.id, rules, monitor))
      reading.errors.push_back(csv_error(reading.rules[place].line, "value", problem));
  if (!reading.errors.empty()) {
    reading.errors.push_back(tr("Nothing was imported."));
    answer.outcome = Outcome::invalid;
    answer.errors[kExclusionsCsvField] = std::move(reading.errors);
    return answer;
  }
  sign(context, request, rules);
  const auto saved = context.store.add_exclusions(request.company.id, rules);
  if (saved.too_many) return too_many();
  const auto counts = [&] {
    return tr_count("{count} exclusion added, {changed} changed",
                    "{count} exclusions added, {changed} changed", static_cast<std::int64_t>(saved.added),
                    {{"changed", std::to_string(saved.changed)}});
  };
  const auto audit_text = [&] {
    std::vector<std::string> names;
    for (const Exclusion& rule : rules) names.push_back(with_reason(rule));
    return "Imported exclusions: " + counts() + ". " + plan::listed(names) + ".";
  };
  return done(context, request, "exclusions_imported", audit_text,
              tr("Imported: {changes}.", {{"changes", counts()}}) + " " + tr(kNextSync));
}

}  // namespace gup
