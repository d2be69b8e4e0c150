#include "plan/groups/wanted_groups.hpp"

#include <algorithm>
#include <unordered_set>

#include "erase_repeated.hpp"
#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "plan/groups/group_names.hpp"

namespace gup::plan {
namespace {

constexpr std::size_t kLongestName = 256;

std::string parent_path(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

std::vector<MatchingGroup> matching_groups(const PlanInput& input) {
  const SyncSettings& settings = input.settings;
  if (settings.method != SyncMethod::matching_groups) return {};
  const bool by_units = settings.source == SyncSource::organizational_units;
  const auto& selected_ids = by_units ? settings.organizational_units : settings.groups;
  const std::unordered_set<std::string_view> selected(selected_ids.begin(), selected_ids.end());
  const auto wanted = [&](const std::string& id) {
    return settings.scope == SyncScope::all || selected.contains(id);
  };

  std::vector<MatchingGroup> matching;
  if (by_units) {
    for (const auto& unit : input.directory.units)
      if (wanted(unit.id))
        matching.push_back({.source_id = unit.id,
                            .source_name = usable_name(unit.name, unit.path),
                            .suffix = printable(parent_path(unit.path)),
                            .order = unit.path});
  } else {
    for (const auto& group : input.directory.groups)
      if (wanted(group.id) && input.directory.group_answers.is_readable(group.id))
        matching.push_back({.source_id = group.id,
                            .source_name = usable_name(group.name, group.email),
                            .suffix = printable(group.email),
                            .order = group.email});
  }
  std::ranges::sort(matching, [](const MatchingGroup& a, const MatchingGroup& b) {
    return std::tie(a.order, a.source_id) < std::tie(b.order, b.source_id);
  });
  // Google may list an entry twice.
  erase_repeated(matching, &MatchingGroup::source_id);
  return matching;
}

bool asks_for_group_of(const SyncSettings& settings, std::string_view source_id) {
  if (const auto attribute = grouping_attribute(settings)) return is_value_group_id(source_id, *attribute);
  if (settings.method != SyncMethod::matching_groups) return false;
  const bool by_units = settings.source == SyncSource::organizational_units;
  if (is_value_group_id(source_id) || source_id == kNewTargetGroup || is_unit_id(source_id) != by_units)
    return false;
  const auto& chosen = by_units ? settings.organizational_units : settings.groups;
  return settings.scope == SyncScope::all || std::ranges::find(chosen, source_id) != chosen.end();
}

std::vector<std::string> groups_deleted_by(const SyncSettings& before, const SyncSettings& after,
                                           const std::vector<GroupLink>& links) {
  const auto keeps = [](const SyncSettings& settings, const GroupLink& link) {
    return asks_for_group_of(settings, link.source_id) ||
           (settings.method == SyncMethod::target_group &&
            settings.target_group == std::to_string(link.group_id));
  };
  std::vector<std::string> names;
  for (const GroupLink& link : links)
    if (link.row_updated_at_now && !link.has_hand_made_members && !link.dismissed_since &&
        keeps(before, link) && !keeps(after, link))
      names.push_back(link.name);
  return names;
}

TargetGroupChoice valid_target_group(const std::string& setting) {
  const auto refuse = [](const std::string& sentence) {
    throw Failure(host_sdk::ResultCode::administrator_action, sentence);
  };
  TargetGroupChoice choice = target_group_choice(setting);
  if (auto& name = choice.new_name) {
    if (!host_sdk::is_clean_utf8(*name))
      refuse("The name of the new target group is not valid text (UTF-8).");
    *name = clean(*name);
    if (name->empty()) refuse("The new target group needs a name.");
    if (host_sdk::count_code_points(*name) > kLongestName)
      refuse("The name of the new target group is longer than 256 characters.");
  } else if (choice.id == 0) {
    refuse("No target group is selected. Select one, or enter the name of a new one.");
  }
  return choice;
}

}  // namespace gup::plan
