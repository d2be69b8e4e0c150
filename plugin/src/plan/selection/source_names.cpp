#include "plan/selection/source_names.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/clean_text.hpp"
#include "plan/selection/selection_reasons.hpp"

namespace gup::plan {
namespace {

bool is_selected(const SyncSettings& settings, std::string_view id) {
  const auto& selected =
      settings.source == SyncSource::organizational_units ? settings.organizational_units : settings.groups;
  return settings.scope == SyncScope::chosen && std::ranges::find(selected, id) != selected.end();
}

/// The stored name; null if there is none.
const SourceName* known_name(const PlanInput& input, std::string_view id) {
  const auto& known = input.stored.source_names;
  const auto found = std::ranges::lower_bound(
      known, id, {}, [](const SourceName& name) { return std::string_view(name.source_id); });
  return found == known.end() || found->source_id != id ? nullptr : &*found;
}

/// What the directory says now, by id.
std::unordered_map<std::string_view, SourceName> names_in(const DirectoryView& directory) {
  std::unordered_map<std::string_view, SourceName> names;
  for (const auto& unit : directory.units)
    names.emplace(unit.id, SourceName{unit.id, printable(spaced_path(unit.path)), "", ""});
  for (const auto& group : directory.groups)
    names.emplace(group.id, SourceName{group.id, printable(name_or_email(group)), group.email, ""});
  return names;
}

std::set<std::string_view> needed_sources(const SyncSettings& settings, const Selection& selection) {
  std::set<std::string_view> needed(settings.organizational_units.begin(),
                                    settings.organizational_units.end());
  needed.insert(settings.groups.begin(), settings.groups.end());
  for (const SourceGroup& group : selection.source_groups) needed.insert(group.group_id);
  std::vector<bool> used(selection.sources.size(), false);
  for (const SourceMatch& match : selection.now) used[match.source] = true;
  for (SourceIndex source = 0; source < used.size(); ++source)
    if (used[source] || selection.is_walked(source)) needed.insert(selection.sources.id(source));
  return needed;
}

}  // namespace

const DirectoryGroup* successor_of(const PlanInput& input, std::string_view id) {
  if (input.settings.source != SyncSource::groups || !is_selected(input.settings, id)) return nullptr;
  const SourceName* known = known_name(input, id);
  if (known == nullptr || known->address.empty() || !input.directory.evidence.is_gone_group(id))
    return nullptr;
  const std::string key = address_key(known->address);
  const auto& groups = input.directory.groups;
  const auto found = std::ranges::find_if(
      groups, [&](const DirectoryGroup& group) { return group.id != id && address_key(group.email) == key; });
  return found == groups.end() ? nullptr : &*found;
}

void plan_source_names(const PlanInput& input, const Classification& classification, Plan& plan) {
  const auto needed = needed_sources(input.settings, classification.selection);
  const auto present = names_in(input.directory);
  for (const std::string_view id : needed) {
    const auto now = present.find(id);
    const SourceName* known = known_name(input, id);
    if (now != present.end()) {
      if (known == nullptr || *known != now->second) plan.groups.source_names.push_back(now->second);
      continue;
    }
    // For one person, only the groups around this person were read.
    if (known == nullptr || input.others) continue;
    SourceName name = *known;
    const DirectoryGroup* successor = successor_of(input, id);
    name.successor_id = successor == nullptr ? "" : successor->id;
    if (*known != name) plan.groups.source_names.push_back(std::move(name));
  }
  if (input.others) return;
  for (const SourceName& known : input.stored.source_names)
    if (!needed.contains(known.source_id)) plan.groups.lost_source_names.push_back(known.source_id);
}

}  // namespace gup::plan
