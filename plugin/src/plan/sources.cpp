#include "plan/sources.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "plan/clean_text.hpp"
#include "plan/words.hpp"

namespace gup::plan {
namespace {

using Entries = std::vector<LinkSources::Entry>;

Entries by_number(const std::vector<Bringing>& bringings, const Roster& roster) {
  Entries entries;
  entries.reserve(bringings.size());
  for (const Bringing& bringing : bringings)
    entries.push_back({roster.number(bringing.person), bringing.source});
  return entries;
}

std::vector<std::string> all_ids(const SourceTable& sources) {
  std::vector<std::string> ids;
  for (SourceIndex source = 0; source < sources.size(); ++source) ids.emplace_back(sources.id(source));
  return ids;
}

OnDemand<LinkSource> stored_form(Entries entries, const PersonIds& ids, const SourceTable& sources) {
  struct Kept {
    Entries entries;
    std::vector<std::string> sources;
  };
  const auto kept = std::make_shared<const Kept>(Kept{std::move(entries), all_ids(sources)});
  return {kept->entries.size(), [kept, &ids](std::size_t at) {
            const auto& entry = kept->entries[at];
            return LinkSource{std::string(ids[entry.person]), kept->sources[entry.source]};
          }};
}

/// Eligible people have this run's sources, people who stay as they are keep theirs, everybody else has none.
std::vector<Bringing> sources_after(const Findings& findings, const std::vector<PersonAfter>& people) {
  std::vector<Bringing> after;
  after.reserve(findings.selection.now.size());
  for (const Bringing& bringing : findings.selection.now)
    if (people[bringing.person].memberships == MembershipRule::wanted) after.push_back(bringing);
  for (const Bringing& bringing : findings.selection.before)
    if (people[bringing.person].memberships == MembershipRule::all_present) after.push_back(bringing);
  std::ranges::sort(after);
  return after;
}

}  // namespace

void plan_sources(const PlanInput& input, const Findings& findings, const std::vector<PersonAfter>& people,
                  Plan& plan) {
  const auto& before = findings.selection.before;
  const auto after = sources_after(findings, people);
  std::vector<Bringing> difference;
  std::ranges::set_difference(after, before, std::back_inserter(difference));
  const Selection& selection = findings.selection;
  plan.new_link_sources = stored_form(by_number(difference, findings.roster), input.ids, selection.sources);
  difference.clear();
  std::ranges::set_difference(before, after, std::back_inserter(difference));
  Entries lost = by_number(difference, findings.roster);
  lost.insert(lost.end(), selection.stray.begin(), selection.stray.end());
  plan.lost_link_sources = stored_form(std::move(lost), input.ids, selection.sources);

  auto groups_before = input.stored.source_groups;
  std::ranges::sort(groups_before);
  const auto& groups_after = selection.source_groups;
  std::ranges::set_difference(groups_after, groups_before, std::back_inserter(plan.new_source_groups));
  std::ranges::set_difference(groups_before, groups_after, std::back_inserter(plan.lost_source_groups));
}

void note_frozen_sources(const PlanInput& input, const Findings& findings, Plan& plan) {
  const Selection& selection = findings.selection;
  std::vector<std::int64_t> people(selection.sources.size(), 0);
  for (const Bringing& bringing : selection.now)
    if (findings.roster[bringing.person].has_active_link()) ++people[bringing.source];

  const SourceLabels labels(input);
  const bool by_units = input.settings.source == SyncSource::organizational_units;
  std::vector<std::pair<std::string_view, std::int64_t>> frozen;
  for (SourceIndex source = 0; source < selection.sources.size(); ++source)
    if (selection.is_frozen(source)) frozen.emplace_back(selection.sources.id(source), people[source]);
  std::ranges::sort(frozen);
  for (const auto& [id, kept] : frozen) {
    const std::string label = labels.of(id);
    const std::string shown = printable(id);
    plan.frozen_sources.push_back(label == shown ? shown : label + " (" + shown + ")");
    plan.remarks.push_back(
        std::string(by_units ? "The organizational unit " : "The group ") + plan.frozen_sources.back() +
        " can no longer be seen in Google: the " +
        counted(static_cast<std::size_t>(kept), "person", "people") +
        " whom it brought stay as they are until it comes back or is taken out of the selection.");
  }
}

}  // namespace gup::plan
