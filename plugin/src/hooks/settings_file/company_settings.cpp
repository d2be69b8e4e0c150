#include "hooks/settings_file/company_settings.hpp"

#include <algorithm>
#include <map>

#include "hooks/actions/fields/field_form.hpp"
#include "host_sdk/language.hpp"
#include "model/clean_text.hpp"
#include "model/settings/target_group_choice.hpp"
#include "plan/selection/selection_reasons.hpp"
#include "plan/short_list.hpp"

namespace gup {
namespace {

constexpr std::size_t kRulesShown = 20;

bool has_source(const Exclusion& rule) {
  return rule.kind == ExclusionKind::unit || rule.kind == ExclusionKind::group;
}

std::string rule_text(Exclusion rule, const NameOfId& name_of) {
  if (rule.name.empty() && has_source(rule)) rule.name = name_of(rule.value);
  return exclusion_text(rule) + (rule.reason.empty() ? "" : " (" + rule.reason + ")");
}

const Exclusion* find_rule(const std::vector<Exclusion>& rules, const Exclusion& wanted) {
  const auto found = std::ranges::find_if(
      rules, [&](const Exclusion& rule) { return rule.kind == wanted.kind && rule.value == wanted.value; });
  return found == rules.end() ? nullptr : &*found;
}

void add_sentence(std::string& text, const char* what, const plan::ShortList& rules) {
  if (rules.size() > 0) text += (text.empty() ? "" : " ") + host_sdk::tr(what) + ": " + rules.text() + ".";
}

using Names = std::map<std::string, std::string, std::less<>>;

void add_target_group(Names& names, const HookContext& context, const std::string& company_id,
                      const std::string& target) {
  const std::int64_t id = target_group_choice(target).id;
  if (id == 0) return;
  if (const auto group = context.store.target_group(company_id, id))
    names.insert_or_assign(target_group_key(target), group->name);
}

/// The names that rules got when they were added. Versions do not have them.
void add_rule_names(Names& names, const HookContext& context, const std::string& company_id) {
  for (const Exclusion& rule : context.store.exclusions(company_id))
    if (has_source(rule) && !rule.name.empty()) names.emplace(rule.value, rule.name);
  for (const RemovedExclusion& removed : context.store.removed_exclusions(company_id))
    if (has_source(removed.rule) && !removed.rule.name.empty())
      names.emplace(removed.rule.value, removed.rule.name);
}

Names read_names(const HookContext& context, const std::string& company_id,
                 const std::vector<const SyncSettings*>& settings) {
  std::vector<std::string> ids;
  for (const SyncSettings* one : settings) {
    ids.insert(ids.end(), one->organizational_units.begin(), one->organizational_units.end());
    ids.insert(ids.end(), one->groups.begin(), one->groups.end());
  }
  Names names;
  // The stored names first: a file does not change with what a picker happens to have listed.
  if (!ids.empty())
    for (const auto& known : context.store.source_names(company_id, ids))
      names.emplace(known.source_id, known.name);
  if (const auto listed = context.directories.peek(company_id)) {
    for (const OrganizationalUnit& unit : listed->units) names.emplace(unit.id, plan::spaced_path(unit.path));
    for (const DirectoryGroup& group : listed->groups) names.emplace(group.id, name_or_email(group));
  }
  add_rule_names(names, context, company_id);
  for (const SyncSettings* one : settings) add_target_group(names, context, company_id, one->target_group);
  return names;
}

}  // namespace

std::string company_changes(const CompanySettings& before, const CompanySettings& after,
                            const NameOfId& name_of) {
  std::string text = settings_changes(before.sync, after.sync, name_of);
  plan::ShortList added(kRulesShown);
  plan::ShortList removed(kRulesShown);
  plan::ShortList changed(kRulesShown);
  for (const Exclusion& rule : after.exclusions) {
    const Exclusion* known = find_rule(before.exclusions, rule);
    if (known == nullptr)
      added.add(rule_text(rule, name_of));
    else if (known->reason != rule.reason)
      changed.add(rule_text(rule, name_of));
  }
  for (const Exclusion& rule : before.exclusions)
    if (find_rule(after.exclusions, rule) == nullptr) removed.add(rule_text(rule, name_of));
  add_sentence(text, host_sdk::tr_later("Exclusions added"), added);
  add_sentence(text, host_sdk::tr_later("Exclusions removed"), removed);
  add_sentence(text, host_sdk::tr_later("Exclusions with another reason"), changed);
  if (before.fields && after.fields)
    for (const std::string& change : mapping_changes(*before.fields, *after.fields))
      text += (text.empty() ? "" : " ") + change + ".";
  return text;
}

std::optional<CompanySettings> settings_of(const SettingsVersion& version, const SyncSettings& defaults) {
  auto reading = read_settings_file(version.text, "", defaults);
  if (!reading.errors.empty()) return std::nullopt;
  return std::move(reading.settings);
}

std::string latest_changes(const HookContext& context, const std::string& company_id, std::int64_t saves) {
  constexpr int kVersionsLookedAt = 20;
  const auto versions = context.store.settings_versions(company_id, INT64_MAX, kVersionsLookedAt);
  if (saves <= 0 || versions.empty()) return {};
  // Each save makes a revision, also a save of exclusions or fields.
  const auto former =
      std::ranges::find(versions, versions.front().revision - saves, &SettingsVersion::revision);
  if (former == versions.end()) return {};
  const auto& defaults = context.deployment.defaults;
  const auto now = settings_of(versions.front(), defaults);
  const auto earlier = settings_of(*former, defaults);
  if (!now || !earlier) return {};
  return company_changes(*earlier, *now, names_for(context, company_id, {&*earlier, &*now}));
}

NameOfId names_for(const HookContext& context, const std::string& company_id,
                   std::initializer_list<const CompanySettings*> settings) {
  std::vector<const SyncSettings*> syncs;
  for (const CompanySettings* one : settings) syncs.push_back(&one->sync);
  return names_for(context, company_id, syncs);
}

NameOfId names_for(const HookContext& context, const std::string& company_id,
                   const std::vector<const SyncSettings*>& settings) {
  return [names = read_names(context, company_id, settings)](const std::string& id) {
    const auto found = names.find(id);
    return found == names.end() || found->second.empty() ? id : found->second;
  };
}

NameInComment comments_for(const HookContext& context, const std::string& company_id,
                           const CompanySettings& settings) {
  return [names = read_names(context, company_id, {&settings.sync}),
          target = settings.sync.target_group](const std::string& value) {
    const auto found = names.find(value == target ? target_group_key(value) : value);
    return found == names.end() ? "" : found->second;
  };
}

}  // namespace gup
