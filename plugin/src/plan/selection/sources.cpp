#include "plan/selection/sources.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <utility>

#include "plan/change_reasons.hpp"
#include "plan/people/clean_text.hpp"

namespace gup::plan {
namespace {

using Entries = std::vector<LinkSources::Entry>;

std::vector<std::string> all_ids(const SourceTable& sources) {
  std::vector<std::string> ids;
  for (SourceIndex source = 0; source < sources.size(); ++source) ids.emplace_back(sources.id(source));
  return ids;
}

LazyList<LinkSource> stored_form(Entries entries, const PersonIds& ids, const SourceTable& sources) {
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

struct Difference {
  Entries gained;
  Entries lost;
};

/// Eligible people have this run's sources, people who stay as they are keep theirs, everybody else has none.
Difference difference_of(const Classification& classification, const FinalMemberships& people) {
  const auto& before = classification.selection.before;
  Difference difference;
  auto next = before.begin();
  for (PersonIndex person = 0; person < people.size(); ++person) {
    const auto first = next;
    while (next != before.end() && next->person == person) ++next;
    const std::span<const SourceMatch> had(first, next);
    std::span<const SourceMatch> has;
    if (people.memberships(person) == MembershipRule::wanted)
      has = classification.selection.brought_to(person);
    if (people.memberships(person) == MembershipRule::all_present) has = had;
    const auto number = classification.person_table.number(person);
    for (const SourceMatch& bringing : has)
      if (!std::ranges::binary_search(had, bringing)) difference.gained.push_back({number, bringing.source});
    for (const SourceMatch& bringing : had)
      if (!std::ranges::binary_search(has, bringing)) difference.lost.push_back({number, bringing.source});
  }
  difference.lost.insert(difference.lost.end(), classification.selection.orphaned.begin(),
                         classification.selection.orphaned.end());
  return difference;
}

}  // namespace

void plan_sources(const PlanInput& input, const Classification& classification,
                  const FinalMemberships& people, Plan& plan) {
  auto [gained, lost] = difference_of(classification, people);
  const Selection& selection = classification.selection;
  plan.people.new_link_sources = stored_form(std::move(gained), input.ids, selection.sources);
  plan.people.lost_link_sources = stored_form(std::move(lost), input.ids, selection.sources);

  auto groups_before = input.stored.source_groups;
  std::ranges::sort(groups_before);
  const auto& groups_after = selection.source_groups;
  std::ranges::set_difference(groups_after, groups_before, std::back_inserter(plan.groups.new_source_groups));
  std::ranges::set_difference(groups_before, groups_after,
                              std::back_inserter(plan.groups.lost_source_groups));
}

void note_frozen_sources(const PlanInput& input, const Classification& classification, Plan& plan) {
  const Selection& selection = classification.selection;
  std::vector<std::int64_t> people(selection.sources.size(), 0);
  for (const SourceMatch& bringing : selection.now)
    if (classification.person_table[bringing.person].has_active_link()) ++people[bringing.source];

  const SourceLabels labels(input);
  const bool by_units = input.settings.source == SyncSource::organizational_units;
  std::vector<std::pair<std::string_view, std::int64_t>> frozen;
  for (SourceIndex source = 0; source < selection.sources.size(); ++source)
    if (selection.is_frozen(source)) frozen.emplace_back(selection.sources.id(source), people[source]);
  std::ranges::sort(frozen);
  for (const auto& [id, kept] : frozen) {
    const std::string label = labels.of(id);
    const std::string shown = printable(id);
    plan.report.frozen_sources.push_back(label == shown ? shown : label + " (" + shown + ")");
    plan.report.remarks.push_back(
        std::string(by_units ? "The organizational unit " : "The group ") +
        plan.report.frozen_sources.back() + " can no longer be seen in Google: the " +
        counted(static_cast<std::size_t>(kept), "person", "people") +
        " whom it brought stay as they are until it comes back or is taken out of the selection.");
  }
}

}  // namespace gup::plan
