#include "plan/selection.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "plan/clean_text.hpp"

namespace gup::plan {
namespace {

void sort_each_once(std::vector<Bringing>& bringings) {
  // One comparison of one number instead of two of two: there can be millions.
  std::ranges::sort(bringings, {}, [](const Bringing& bringing) {
    return std::uint64_t{bringing.person} << 32 | bringing.source;
  });
  const auto repeated = std::ranges::unique(bringings);
  bringings.erase(repeated.begin(), repeated.end());
}

void recall_stored_sources(const StoredState& stored, const Roster& roster, Selection& selection) {
  selection.before.reserve(stored.link_sources.size());
  // The store reads them in the order of the ids, as the roster is; then the next person is near the last
  // one.
  PersonIndex near = 0;
  const auto find = [&](std::string_view id) -> std::optional<PersonIndex> {
    while (near < roster.size() && roster[near].id < id) ++near;
    return near < roster.size() && roster[near].id == id ? near : roster.find(id);
  };
  for (const LinkSource& stored_source : stored.link_sources) {
    const auto person = find(stored_source.external_id);
    if (person && roster[*person].link)
      selection.before.push_back({*person, selection.sources.number(stored_source.source_id)});
    else
      selection.stray.push_back(stored_source);
  }
  sort_each_once(selection.before);
}

/// Chosen units that are no longer listed keep whom they brought.
void freeze_missing_units(const SyncSettings& settings, const UnitTree& units, Selection& selection) {
  if (settings.scope == SyncScope::all) return;
  for (const std::string& id : settings.organizational_units)
    if (!units.with_id(id)) selection.freeze(selection.sources.number(id));
  for (const Bringing& bringing : selection.before)
    if (selection.is_frozen(bringing.source)) selection.now.push_back(bringing);
}

void select_by_units(const PlanInput& input, const Roster& roster, const UnitTree& units,
                     Selection& selection) {
  const SyncSettings& settings = input.settings;
  std::unordered_set<std::string_view> chosen;
  if (settings.scope == SyncScope::all)
    for (std::uint32_t unit = 0; unit < units.size(); ++unit) chosen.insert(units[unit].id);
  else
    chosen.insert(settings.organizational_units.begin(), settings.organizational_units.end());
  const auto nearest = units.nearest_chosen(chosen, settings.include_sub_units);

  selection.unit_unknown.resize(roster.size(), false);
  for (PersonIndex i = 0; i < roster.size(); ++i) {
    const RosterEntry& entry = roster[i];
    if (entry.absent()) continue;
    const auto unit =
        units.at_path(entry.unusable ? entry.unusable->unit_path_key : entry.person->unit_path_key);
    if (!unit)
      selection.unit_unknown[i] = true;
    else if (nearest[*unit])
      selection.now.push_back({i, selection.sources.number(units[*nearest[*unit]].id)});
  }
  freeze_missing_units(settings, units, selection);
}

}  // namespace

SourceIndex SourceTable::number(std::string_view id) {
  const auto [at, is_new] = numbers_.emplace(id, static_cast<SourceIndex>(ids_.size()));
  if (is_new) ids_.push_back(id);
  return at->second;
}

void Selection::freeze(SourceIndex source) {
  if (frozen.size() <= source) frozen.resize(source + 1, false);
  frozen[source] = true;
}

void Selection::settle(PersonIndex people) {
  sort_each_once(now);
  sort_each_once(matching);
  first_.assign(people + 1, 0);
  for (const Bringing& bringing : now) ++first_[bringing.person + 1];
  for (PersonIndex i = 0; i < people; ++i) first_[i + 1] += first_[i];
}

Selection select_people(const PlanInput& input, const Roster& roster, const UnitTree& units) {
  Selection selection;
  recall_stored_sources(input.stored, roster, selection);
  if (input.settings.source == SyncSource::organizational_units) {
    select_by_units(input, roster, units, selection);
    if (input.settings.method == SyncMethod::matching_groups) selection.matching = selection.now;
  } else {
    select_by_groups(input, roster, selection);
  }
  selection.settle(roster.size());
  return selection;
}

}  // namespace gup::plan
