#include "plan/selection/selection_reasons.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {

SourceLabels::SourceLabels(const PlanInput& input) {
  for (const auto& unit : input.directory.units) names_.emplace(unit.id, spaced_path(unit.path));
  for (const auto& group : input.directory.groups) names_.emplace(group.id, name_or_email(group));
  for (const auto& known : input.stored.source_names) names_.emplace(known.source_id, known.name);
  for (const auto& link : input.stored.group_links) names_.emplace(link.source_id, link.source_name);
}

std::string SourceLabels::of(std::string_view id) const {
  const auto name = names_.find(id);
  return name == names_.end() || name->second.empty() ? printable(id) : quoted(name_of(id));
}

std::string SourceLabels::name_of(std::string_view id) const {
  const auto name = names_.find(id);
  return printable(name == names_.end() || name->second.empty() ? id : std::string_view(name->second));
}

std::string spaced_path(std::string_view path) {
  std::string spaced;
  std::string_view rest = path;
  while (!rest.empty()) {
    const auto slash = rest.find('/');
    const auto part = rest.substr(0, slash);
    if (!part.empty()) spaced.append(spaced.empty() ? "/ " : " / ").append(part);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  return spaced.empty() ? "/" : spaced;
}

std::string reason_for_leaving(const PlanInput& input, const Classification& classification,
                               PersonIndex person) {
  switch (classification.decisions[person].reason) {
    case LeavingReason::none:
      return "";
    case LeavingReason::deleted:
      return "Deleted in Google";
    case LeavingReason::suspended:
      return "Suspended in Google";
    case LeavingReason::archived:
      return "Archived in Google";
    case LeavingReason::excluded:
      return exclusion_reason(input.directory.exclusions[excluding_rule(classification, person)]);
    case LeavingReason::not_selected:
      break;
  }
  const SyncSettings& settings = input.settings;
  if (settings.source == SyncSource::organizational_units)
    return "No longer in a selected organizational unit";
  return settings.scope == SyncScope::all ? "No longer a member of any group"
                                          : "No longer a member of a selected group";
}

std::string full_reason_for_leaving(const PlanInput& input, const Classification& classification,
                                    PersonIndex person, const SourceLabels& labels) {
  std::string reason = reason_for_leaving(input, classification, person);
  const PersonEntry entry = classification.person_table[person];
  if (classification.decisions[person].reason != LeavingReason::not_selected || entry.person == nullptr)
    return reason;
  const Selection& selection = classification.selection;
  if (input.settings.source == SyncSource::organizational_units) {
    const auto unit = classification.units.at_path(
        classification.unit_paths[classification.person_table.unit_path(person)]);
    return unit ? reason + "; now in " + printable(spaced_path(classification.units[*unit].path)) : reason;
  }
  ShortList groups;
  const auto& before = selection.before;
  for (auto match = std::ranges::lower_bound(before, person, {}, &SourceMatch::person);
       match != before.end() && match->person == person; ++match)
    if (const std::string& id = selection.sources.id(match->source); !is_unit_id(id))
      groups.add(labels.of(id));
  const std::string names = groups.text();
  return names.empty() ? reason : reason + "; was in " + names;
}

std::string reason_for_selection(const Classification& classification, PersonIndex person,
                                 const SyncSettings& settings, const SourceLabels& labels) {
  if (settings.source == SyncSource::organizational_units) {
    const auto unit = classification.units.at_path(
        classification.unit_paths[classification.person_table.unit_path(person)]);
    return unit ? "In " + spaced_path(classification.units[*unit].path) : "";
  }
  const auto sources = classification.selection.sources_of(person);
  if (sources.empty()) return "";
  std::string reason = "Member of " + labels.of(classification.selection.sources.id(sources.front().source));
  if (sources.size() > 1)
    reason += " and " +
              host_sdk::counted(static_cast<std::int64_t>(sources.size()) - 1, "more group", "more groups");
  return reason;
}

}  // namespace gup::plan
