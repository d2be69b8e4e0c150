#include "plan/selection/selection.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "erase_repeated.hpp"
#include "model/clean_text.hpp"
#include "plan/selection/group_selection.hpp"

namespace gup::plan {
namespace {

void sort_unique(std::vector<SourceMatch>& matches) {
  // One comparison instead of two: there can be millions of matches.
  std::ranges::sort(
      matches, {}, [](const SourceMatch& match) { return std::uint64_t{match.person} << 32 | match.source; });
  erase_repeated(matches);
}

void add_stored_sources(const StoredState& stored, const PersonTable& person_table, Selection& selection) {
  selection.sources = stored.link_sources.sources();
  selection.before.reserve(stored.link_sources.size());
  for (const auto& entry : stored.link_sources.entries()) {
    const auto person = person_table.find(entry.person);
    if (person && stored.links.find(entry.person))
      selection.before.push_back({*person, entry.source});
    else
      selection.orphaned.push_back(entry);
  }
  sort_unique(selection.before);
}

/// Selected units that Google no longer lists keep their people. If all units are selected, only their
/// matching groups need to stay: everyone's own record tells where the person is now.
void freeze_missing_units(const PlanInput& input, const UnitTree& units, Selection& selection) {
  for (const std::string& id : known_units(input)) {
    if (units.with_id(id)) continue;
    const auto answer = input.directory.evidence.missing_units.find(id);
    const bool is_gone =
        answer != input.directory.evidence.missing_units.end() && answer->second == LookupResult::gone;
    if (input.settings.scope == SyncScope::chosen || !is_gone) selection.freeze(selection.sources.number(id));
  }
  if (input.settings.scope == SyncScope::all) return;
  for (const SourceMatch& match : selection.before)
    if (selection.is_frozen(match.source)) selection.now.push_back(match);
}

/// Where a unit is in the selection.
struct UnitPlace {
  /// False if the path up to the root is not known: a parent is not listed, or the parents form a circle.
  bool known = false;
  /// The nearest selected unit at or above it.
  std::optional<std::uint32_t> selected;
};

/// The place of each unit. Without `include_sub_units`, only selected units have a selected one: themselves.
std::vector<UnitPlace> places_of(const UnitTree& units,
                                 const std::unordered_set<std::string_view>& selected_ids,
                                 bool include_sub_units) {
  std::vector<UnitPlace> places(units.size());
  std::vector<bool> visited(units.size(), false);
  for (std::uint32_t start = 0; start < units.size(); ++start) {
    // Climbs to a selected unit, a unit that was visited before, or the root. Then sets the place of all
    // units on this path. In a circle the climb ends at a unit of its own path, whose place is not known yet.
    std::vector<std::uint32_t> path;
    UnitPlace place;
    for (std::optional<std::uint32_t> unit = start; unit;) {
      if (visited[*unit]) {
        place = places[*unit];
        break;
      }
      visited[*unit] = true;
      path.push_back(*unit);
      const bool is_selected = selected_ids.contains(units[*unit].id);
      if (is_selected || !include_sub_units || units[*unit].path == "/") {
        place = {.known = true, .selected = is_selected ? unit : std::nullopt};
        break;
      }
      unit = units.with_id(units[*unit].parent_id);
    }
    for (const auto unit : path) places[unit] = place;
  }
  return places;
}

/// The keys of the paths below which people are selected.
std::vector<std::string> selected_paths(const PlanInput& input, const UnitTree& units) {
  std::vector<std::string> paths;
  const SyncSettings& settings = input.settings;
  if (settings.scope == SyncScope::all || !settings.include_sub_units) return paths;
  for (const std::string& id : settings.organizational_units)
    if (const auto unit = units.with_id(id)) paths.push_back(unit_path_key(units[*unit].path));
  return paths;
}

bool lies_below(std::string_view path, std::string_view above) {
  return above == "/" ||
         (path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '/'));
}

void select_by_units(const PlanInput& input, const PersonTable& person_table, const UnitTree& units,
                     Selection& selection) {
  const SyncSettings& settings = input.settings;
  std::unordered_set<std::string_view> selected;
  if (settings.scope == SyncScope::all)
    for (std::uint32_t unit = 0; unit < units.size(); ++unit) selected.insert(units[unit].id);
  else
    selected.insert(settings.organizational_units.begin(), settings.organizational_units.end());
  const auto unit_places = places_of(units, selected, settings.include_sub_units);

  /// What a path stands for: perhaps an unknown unit, perhaps one outside the selection.
  struct Place {
    bool known = false;
    std::optional<SourceIndex> source;
  };
  std::vector<Place> places;
  const auto paths = selected_paths(input, units);
  for (const std::string& path : input.directory.people.unit_paths()) {
    const auto unit = units.at_path(path);
    Place& place = places.emplace_back(Place{.known = unit && unit_places[*unit].known, .source = {}});
    if (!place.known) continue;
    if (const auto found = unit_places[*unit].selected) {
      // Otherwise the parents that Google listed contradict the path.
      const std::string found_path = unit_path_key(units[*found].path);
      place.known = lies_below(path, found_path) && std::ranges::none_of(paths, [&](const auto& above) {
                      return above.size() > found_path.size() && lies_below(path, above);
                    });
      if (place.known) place.source = selection.sources.number(units[*found].id);
    } else if (std::ranges::any_of(paths, [&](const auto& above) { return lies_below(path, above); })) {
      place.known = false;
    }
  }

  selection.unit_unknown.resize(person_table.size(), false);
  selection.now.reserve(person_table.size());
  for (PersonIndex i = 0; i < person_table.size(); ++i) {
    if (person_table[i].absent()) continue;
    const Place& place = places[person_table.unit_path(i)];
    if (!place.known)
      selection.unit_unknown[i] = true;
    else if (place.source)
      selection.now.push_back({i, *place.source});
  }
  freeze_missing_units(input, units, selection);
}

}  // namespace

std::set<std::string> known_units(const PlanInput& input) {
  if (input.settings.scope == SyncScope::chosen)
    return {input.settings.organizational_units.begin(), input.settings.organizational_units.end()};
  std::set<std::string> known;
  for (const std::string& id : input.stored.link_sources.sources().ids())
    if (is_unit_id(id)) known.insert(id);
  for (const GroupLink& link : input.stored.group_links)
    if (is_unit_id(link.source_id)) known.insert(link.source_id);
  return known;
}

void Selection::finish(PersonIndex people) {
  sort_unique(now);
  sort_unique(matching);
  first_.assign(people + 1, 0);
  for (const SourceMatch& match : now) ++first_[match.person + 1];
  for (PersonIndex i = 0; i < people; ++i) first_[i + 1] += first_[i];
}

Selection select_people(const PlanInput& input, const PersonTable& person_table, const UnitTree& units) {
  Selection selection;
  add_stored_sources(input.stored, person_table, selection);
  if (input.settings.source == SyncSource::organizational_units) {
    select_by_units(input, person_table, units, selection);
  } else {
    select_by_groups(input, person_table, selection);
  }
  selection.finish(person_table.size());
  return selection;
}

}  // namespace gup::plan
