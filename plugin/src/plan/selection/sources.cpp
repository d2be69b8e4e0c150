#include "plan/selection/sources.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/selection/selection_reasons.hpp"
#include "plan/selection/source_names.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {
namespace {

using Entries = std::vector<LinkSources::Entry>;

LazyList<LinkSource> stored_form(Entries entries, const PersonIds& ids, const SourceTable& sources) {
  const std::size_t size = entries.size();
  return {size, [entries = std::make_shared<const Entries>(std::move(entries)),
                 source_ids = std::make_shared<const std::vector<std::string>>(sources.ids()),
                 &ids](std::size_t at) {
            const auto& entry = (*entries)[at];
            return LinkSource{std::string(ids[entry.person]), (*source_ids)[entry.source]};
          }};
}

struct Difference {
  Entries gained;
  Entries lost;
};

/// Eligible people have the sources of this run, people who stay as they are keep theirs, all others lose
/// theirs.
Difference difference_of(const Classification& classification, const FinalMemberships& people) {
  const auto& before = classification.selection.before;
  Difference difference;
  auto next = before.begin();
  for (PersonIndex person = 0; person < people.size(); ++person) {
    const auto first = next;
    while (next != before.end() && next->person == person) ++next;
    const std::span<const SourceMatch> had(first, next);
    std::span<const SourceMatch> has;
    if (people[person].rule == MembershipRule::wanted) has = classification.selection.sources_of(person);
    if (people[person].rule == MembershipRule::all_present) has = had;
    const auto number = classification.person_table.number(person);
    for (const SourceMatch& match : has)
      if (!std::ranges::binary_search(had, match)) difference.gained.push_back({number, match.source});
    for (const SourceMatch& match : had)
      if (!std::ranges::binary_search(has, match)) difference.lost.push_back({number, match.source});
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

  const auto& groups_after = selection.source_groups;
  if (input.others) {
    // The tree is known around one person only, so nothing of the stored tree is lost.
    std::ranges::set_difference(groups_after, input.others->source_groups,
                                std::back_inserter(plan.groups.new_source_groups));
    return;
  }
  auto groups_before = input.stored.source_groups;
  std::ranges::sort(groups_before);
  std::ranges::set_difference(groups_after, groups_before, std::back_inserter(plan.groups.new_source_groups));
  std::ranges::set_difference(groups_before, groups_after,
                              std::back_inserter(plan.groups.lost_source_groups));
}

namespace {

/// Why a source is frozen, and until when.
struct Freeze {
  std::string cause;
  const char* end;
  /// It may not come back on its own.
  bool is_lost = false;
  /// What to do if it keeps no one; null for a source that may add people again.
  const char* advice = nullptr;
};

Freeze freeze_of(const PlanInput& input, std::string_view id) {
  const Evidence& evidence = input.directory.evidence;
  const bool by_units = input.settings.source == SyncSource::organizational_units;
  const auto& missing = by_units ? evidence.missing_units : evidence.missing_groups;
  const auto answer = missing.find(id);
  if (const DirectoryGroup* successor = successor_of(input, id))
    return {"was deleted in Google and recreated with the address " + printable(successor->email),
            "until you use the new group or remove the old one from the selection", true,
            "Use the new group, or remove the old one from the selection."};
  if (answer != missing.end() && answer->second == LookupResult::gone)
    return {"was deleted in Google", "until you remove it from the selection", true,
            "Remove it from the selection."};
  const bool chosen = input.settings.scope == SyncScope::chosen;
  if (answer != missing.end() && answer->second == LookupResult::present)
    return {"is missing from Google's list, although Google still knows it", "until it is listed again"};
  const auto members = by_units ? std::nullopt : input.directory.group_answers.find(id);
  if (members && members->unreadable == Unreadable::failing)
    return {"could not be read, because Google kept failing",
            chosen ? "until it can be read again or you remove it from the selection"
                   : "until it can be read again"};
  return {
      "is no longer visible in Google",
      chosen ? "until it is visible again or you remove it from the selection" : "until it is visible again",
      true};
}

/// What a frozen source means. A plan about one person does not know how many others it keeps.
std::string effect_of(const Freeze& freeze, std::int64_t people, bool about_one_person) {
  if (people == 0) return freeze.advice ? freeze.advice : std::string("It adds no users ") + freeze.end + ".";
  return "Its " +
         (about_one_person ? "people stay" : host_sdk::counted(people, "person stays", "people stay")) +
         " unchanged " + freeze.end + ".";
}

const char* noun_of(const PlanInput& input) {
  return input.settings.source == SyncSource::organizational_units ? "The organizational unit "
                                                                   : "The group ";
}

}  // namespace

std::string frozen_reason(const PlanInput& input, const SourceLabels& labels, std::string_view source_id) {
  return noun_of(input) + labels.of(source_id) + " " + freeze_of(input, source_id).cause;
}

void report_frozen_sources(const PlanInput& input, const Classification& classification, PlanReport& report) {
  const Selection& selection = classification.selection;
  std::vector<std::int64_t> people(selection.sources.size(), 0);
  for (const SourceMatch& match : selection.now)
    if (classification.person_table[match.person].has_active_link()) ++people[match.source];

  const SourceLabels labels(input);
  const bool by_units = input.settings.source == SyncSource::organizational_units;
  std::vector<std::pair<std::string_view, std::int64_t>> frozen;
  for (SourceIndex source = 0; source < selection.sources.size(); ++source)
    if (selection.is_frozen(source) && (people[source] > 0 || !input.others))
      frozen.emplace_back(selection.sources.id(source), people[source]);
  std::ranges::sort(frozen);
  for (const auto& [id, kept] : frozen) {
    const std::string label = labels.of(id);
    const std::string shown = printable(id);
    report.doubts.frozen_sources.push_back(label == shown ? shown : label + " (" + shown + ")");
    const Freeze freeze = freeze_of(input, id);
    report.doubts.frozen.push_back(
        {std::string(id), noun_of(input) + label, labels.name_of(id), freeze.cause, kept, freeze.is_lost});
    report.remarks.push_back(noun_of(input) + report.doubts.frozen_sources.back() + " " + freeze.cause +
                             ". " + effect_of(freeze, kept, input.others != nullptr));
  }
  if (!by_units && !input.others && !selection.selected_groups.empty() &&
      std::ranges::none_of(selection.fresh, std::identity{})) {
    report.doubts.no_group_was_read = true;
    report.remarks.push_back("Google did not show the members of any of the selected groups.");
  }
}

}  // namespace gup::plan
