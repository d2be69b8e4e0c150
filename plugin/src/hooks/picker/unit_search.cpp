#include "hooks/picker/unit_search.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "hooks/format.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

std::vector<const OrganizationalUnit*> units_of(
    const std::vector<std::pair<std::string, const OrganizationalUnit*>>& sorted) {
  std::vector<const OrganizationalUnit*> units;
  units.reserve(sorted.size());
  for (const auto& [key, unit] : sorted) units.push_back(unit);
  return units;
}

}  // namespace

std::vector<const OrganizationalUnit*> units_below(const UnitTree& tree, const std::string& parent_id) {
  std::vector<std::pair<std::string, const OrganizationalUnit*>> sorted;
  for (const std::uint32_t unit : parent_id.empty() ? tree.roots() : tree.children(parent_id))
    sorted.emplace_back(folded(tree[unit].name), &tree[unit]);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->id < b.second->id;
  });
  return units_of(sorted);
}

std::vector<const OrganizationalUnit*> search_units(const UnitTree& tree, const std::string& query) {
  const std::string wanted = folded(query);
  std::vector<std::pair<std::string, const OrganizationalUnit*>> hits;
  for (std::uint32_t number = 0; number < tree.size(); ++number) {
    const OrganizationalUnit& unit = tree[number];
    std::string path = folded(unit.path);
    if (path.find(wanted) != std::string::npos || folded(unit.name).find(wanted) != std::string::npos ||
        folded(unit_label(unit)).find(wanted) != std::string::npos)
      hits.emplace_back(std::move(path), &unit);
  }
  std::sort(hits.begin(), hits.end());
  return units_of(hits);
}

namespace {

using UnitIds = std::unordered_set<std::string>;

bool leaves_out_suspended(const SyncSettings& settings) {
  return settings.suspended_users == SuspendedUsers::leave_out;
}

UnitIds with_units_below(const UnitTree& tree, const std::vector<std::string>& ids, bool with_sub_units) {
  UnitIds units;
  std::vector<std::string> waiting = ids;
  while (!waiting.empty()) {
    const std::string id = std::move(waiting.back());
    waiting.pop_back();
    if (!units.insert(id).second || !with_sub_units) continue;
    for (const std::uint32_t unit : tree.children(id)) waiting.push_back(tree[unit].id);
  }
  return units;
}

UnitIds selected_units(const UnitTree& tree, const SyncSettings& settings) {
  if (settings.scope == SyncScope::chosen)
    return with_units_below(tree, settings.organizational_units, settings.include_sub_units);
  UnitIds all;
  for (std::uint32_t unit = 0; unit < tree.size(); ++unit) all.insert(tree[unit].id);
  return all;
}

/// The people directly in those of `units` that are not in `but`, as far as these settings sync them.
std::int64_t people_in(const PickerDirectory& directory, const SyncSettings& settings, const UnitIds& units,
                       const UnitIds& but = {}) {
  std::int64_t people = 0;
  const auto add = [&](const auto& per_unit, std::int64_t sign) {
    for (const auto& [id, number] : per_unit)
      if (units.contains(id) && !but.contains(id)) people += sign * number;
  };
  add(directory.users_per_unit, 1);
  if (leaves_out_suspended(settings)) add(directory.suspended_per_unit, -1);
  return people;
}

}  // namespace

std::int64_t count_people(const PickerDirectory& directory, const UnitTree& tree,
                          const std::vector<std::string>& ids, const SyncSettings& settings) {
  return people_in(directory, settings, with_units_below(tree, ids, settings.include_sub_units));
}

std::int64_t count_people(const PickerDirectory& directory, const SyncSettings& settings) {
  return directory.users - (leaves_out_suspended(settings) ? directory.suspended : 0);
}

std::string selection_text(const PickerDirectory& directory, const SyncSettings& settings,
                           const SavedSettings& saved) {
  if (!directory.people_counted || settings.source != SyncSource::organizational_units) return {};
  const UnitTree tree(directory.units);
  const UnitIds now = selected_units(tree, settings);
  const std::int64_t selected = people_in(directory, settings, now);
  const std::int64_t all = count_people(directory, settings);
  if (saved.revision == 0 || saved.settings.source != SyncSource::organizational_units)
    return host_sdk::tr_count("{selected} of {count} user", "{selected} of {count} users", all,
                              {{"selected", selected}});
  const UnitIds before = selected_units(tree, saved.settings);
  return host_sdk::tr_count("{selected} of {count} user, +{more} −{fewer} compared with the saved selection",
                            "{selected} of {count} users, +{more} −{fewer} compared with the saved selection",
                            all,
                            {{"selected", selected},
                             {"more", people_in(directory, settings, now, before)},
                             {"fewer", people_in(directory, settings, before, now)}});
}

std::string unit_label(const OrganizationalUnit& unit) {
  if (unit.path == "/" || unit.path.empty()) return unit.name;
  std::string label;
  for (const char c : unit.path) {
    if (c == '/') {
      label += label.empty() ? "/ " : " / ";
    } else {
      label += c;
    }
  }
  return label;
}

GroupLabels::GroupLabels(const std::vector<DirectoryGroup>& groups) {
  std::unordered_set<std::string_view> names;
  for (const DirectoryGroup& group : groups)
    if (!names.insert(group.name).second) repeated_.insert(group.name);
}

std::string GroupLabels::of(const DirectoryGroup& group) const {
  const std::string& label = name_or_email(group);
  return repeated_.contains(group.name) && label != group.email ? name_and_address(label, group.email)
                                                                : label;
}

std::string folded(const std::string& text) {
  return host_sdk::is_clean_utf8(text) ? host_sdk::fold_key(text) : text;
}

}  // namespace gup
