#include "plan/removals/group_departures.hpp"

#include <algorithm>

namespace gup::plan {
namespace {

/// Combines two answers: *left* only if both are.
GroupDepartures::Answer both(GroupDepartures::Answer one, GroupDepartures::Answer other) {
  using Answer = GroupDepartures::Answer;
  if (one == Answer::open || other == Answer::open) return Answer::open;
  return one == Answer::unclear || other == Answer::unclear ? Answer::unclear : Answer::left;
}

/// `start` and what the edges lead to from there.
std::set<SourceIndex> reachable(SourceIndex start,
                                const std::unordered_map<SourceIndex, std::vector<SourceIndex>>& edges) {
  std::set<SourceIndex> visited;
  std::vector<SourceIndex> to_visit{start};
  while (!to_visit.empty()) {
    const SourceIndex group = to_visit.back();
    to_visit.pop_back();
    if (!visited.insert(group).second) continue;
    if (const auto next = edges.find(group); next != edges.end())
      to_visit.insert(to_visit.end(), next->second.begin(), next->second.end());
  }
  return visited;
}

}  // namespace

GroupDepartures::GroupDepartures(const PlanInput& input, const PersonTable& person_table,
                                 const Selection& selection)
    : input_(input),
      person_table_(person_table),
      selection_(selection),
      selected_(selection.selected_groups.begin(), selection.selected_groups.end()) {
  for (SourceIndex source = 0; source < selection.sources.size(); ++source) {
    if (!selection.is_fresh(source)) continue;
    fresh_.insert(source);
    if (!input.directory.evidence.listed_twice.contains(selection.sources.id(source)))
      listed_once_.insert(source);
  }
  if (!input.settings.include_nested_groups) return;
  children_ = edges_down(input.stored.source_groups);
  children_now_ = edges_down(selection.source_groups);
  for (const auto& [parent, groups] : children_)
    for (const SourceIndex group : groups) parents_[group].push_back(parent);
}

GroupDepartures::GroupEdges GroupDepartures::edges_down(const std::vector<SourceGroup>& tree) const {
  GroupEdges children;
  for (const SourceGroup& row : tree) {
    const auto group = selection_.sources.find(row.group_id);
    const auto parent = row.parent_id.empty() ? std::nullopt : selection_.sources.find(row.parent_id);
    if (group && parent) children[*parent].push_back(*group);
  }
  return children;
}

GroupDepartures::Answer GroupDepartures::answer_about(PersonIndex person, Questions& questions) const {
  std::set<SourceIndex> former_selected;
  std::set<SourceIndex> former_groups;
  for (const SourceMatch& match : matches_before(person)) {
    Paths paths = paths_to(match.source);
    former_selected.merge(paths.selected);
    former_groups.merge(paths.groups);
  }
  // Without a former selected group, the person leaves because an administrator changed the selection.
  if (former_selected.empty())
    return ask_for_all_second_lists(questions) ? Answer::open : ask_person(person, questions);
  if (ask_for_second_lists(former_groups, questions)) return Answer::open;
  const Answer in_groups = ask_groups(person, former_selected, questions);
  return in_groups == Answer::left ? ask_person(person, questions) : in_groups;
}

void GroupDepartures::ask_about_lost_sources(PersonIndex person, Questions& questions) const {
  const auto now = selection_.sources_of(person);
  const auto before = matches_before(person);
  for (const SourceMatch& match : before) {
    if (std::ranges::binary_search(now, match)) continue;
    const Paths paths = paths_to(match.source);
    if (ask_for_second_lists(paths.groups, questions)) continue;
    for (const SourceIndex group : paths.selected)
      if (!std::ranges::binary_search(selection_.matching, SourceMatch{person, group}))
        ask_about_all_below(group, questions);
  }
  ask_about_kept_memberships(person, questions);
}

/// Some memberships have no source that explains them:
/// - of a person who was away,
/// - of a group that was deselected while its removal was held,
/// - restored by an undo.
void GroupDepartures::ask_about_kept_memberships(PersonIndex person, Questions& questions) const {
  const StoredLink* link = person_table_[person].link;
  if (link == nullptr) return;
  const auto& kept = kept_memberships();
  for (auto at = std::ranges::lower_bound(kept, link->user_id, {}, &KeptMembership::user_id);
       at != kept.end() && at->user_id == link->user_id; ++at)
    if (!std::ranges::binary_search(selection_.matching, SourceMatch{person, at->group}) &&
        !was_brought_by(person, at->group) &&
        !ask_for_second_lists(reachable(at->group, children_), questions))
      ask_about_all_below(at->group, questions);
}

bool GroupDepartures::was_brought_by(PersonIndex person, SourceIndex selected) const {
  return std::ranges::any_of(matches_before(person), [&](const SourceMatch& match) {
    return paths_to(match.source).selected.contains(selected);
  });
}

void GroupDepartures::ask_about_all_below(SourceIndex selected, Questions& questions) const {
  if (asked_below_.insert(selected).second)
    (void)ask_for_second_lists(reachable(selected, children_now_), questions);
}

const std::vector<GroupDepartures::KeptMembership>& GroupDepartures::kept_memberships() const {
  if (kept_memberships_) return *kept_memberships_;
  std::unordered_map<std::int64_t, SourceIndex> sources;
  for (const GroupLink& link : input_.stored.group_links)
    if (const auto source = selection_.sources.find(link.source_id); source && selected_.contains(*source))
      sources.emplace(link.group_id, *source);
  kept_memberships_.emplace();
  for (const Membership& membership : input_.stored.memberships)
    if (const auto source = sources.find(membership.group_id); source != sources.end())
      kept_memberships_->push_back({membership.user_id, source->second});
  std::ranges::sort(*kept_memberships_);
  return *kept_memberships_;
}

void GroupDepartures::ask_about_lost_groups(Questions& questions) const {
  if (!input_.settings.include_nested_groups) return;
  auto now = selection_.source_groups;
  std::ranges::sort(now);
  for (const SourceGroup& row : input_.stored.source_groups) {
    const auto parent = row.parent_id.empty() ? std::nullopt : selection_.sources.find(row.parent_id);
    if (!parent || !fresh_.contains(*parent) || std::ranges::binary_search(now, row)) continue;
    if (listed_once_.contains(*parent)) {
      questions.member_lists.insert(row.parent_id);
      continue;
    }
    for (const SourceIndex group : paths_to(*parent).selected) ask_about_all_below(group, questions);
  }
}

std::span<const SourceMatch> GroupDepartures::matches_before(PersonIndex person) const {
  const auto& before = selection_.before;
  return {std::ranges::lower_bound(before, person, {}, &SourceMatch::person),
          std::ranges::upper_bound(before, person, {}, &SourceMatch::person)};
}

GroupDepartures::Paths GroupDepartures::paths_to(SourceIndex source) const {
  std::set<SourceIndex> above = reachable(source, parents_);
  Paths paths;
  for (const SourceIndex group : above)
    if (selected_.contains(group)) paths.selected.insert(group);
  if (!paths.selected.empty()) paths.groups = std::move(above);
  return paths;
}

bool GroupDepartures::ask_for_second_lists(const std::set<SourceIndex>& groups, Questions& questions) const {
  bool asked = false;
  for (const SourceIndex group : groups) {
    if (!listed_once_.contains(group)) continue;
    questions.member_lists.insert(selection_.sources.id(group));
    asked = true;
  }
  return asked;
}

bool GroupDepartures::ask_for_all_second_lists(Questions& questions) const {
  // Often thousands of people leave by the same change, and all lists are requested already.
  if (questions.member_lists.size() < listed_once_.size()) ask_for_second_lists(listed_once_, questions);
  return !listed_once_.empty();
}

std::optional<MembershipAnswer> GroupDepartures::membership(PersonIndex person, SourceIndex group,
                                                            Questions& questions) const {
  const MembershipQuestion question{selection_.sources.id(group), std::string(person_table_[person].id)};
  const auto& answers = input_.directory.evidence.memberships;
  if (const auto answer = answers.find(question); answer != answers.end()) return answer->second;
  questions.memberships.insert(question);
  return std::nullopt;
}

GroupDepartures::Answer GroupDepartures::ask_groups(PersonIndex person, const std::set<SourceIndex>& selected,
                                                    Questions& questions) const {
  Answer all = Answer::left;
  for (const SourceIndex group : selected) all = both(all, ask_group(person, group, questions));
  return all;
}

GroupDepartures::Answer GroupDepartures::ask_group(PersonIndex person, SourceIndex group,
                                                   Questions& questions) const {
  if (input_.directory.evidence.is_gone_group(selection_.sources.id(group))) return Answer::left;
  const auto answer = membership(person, group, questions);
  if (!answer) return Answer::open;
  switch (*answer) {
    case MembershipAnswer::not_member:
      return Answer::left;
    case MembershipAnswer::member:
      // Google looks into nested groups, too. If these do not count, they explain the answer.
      return !input_.settings.include_nested_groups && has_nested_group(group) ? Answer::left
                                                                               : Answer::unclear;
    case MembershipAnswer::unclear:
      break;
  }
  // Google does not answer about members of nested groups of another domain: ask the nested groups
  // themselves.
  return ask_nested_groups(person, questions);
}

bool GroupDepartures::has_nested_group(SourceIndex group) const {
  const auto [known, is_new] = has_nested_group_.try_emplace(group, false);
  if (is_new) {
    const auto answer = input_.directory.group_answers.find(selection_.sources.id(group));
    known->second = answer && std::ranges::any_of(answer->members, [](const Member& member) {
                      return member.type == MemberType::group;
                    });
  }
  return known->second;
}

GroupDepartures::Answer GroupDepartures::ask_nested_groups(PersonIndex person, Questions& questions) const {
  Answer all = Answer::left;
  for (const SourceMatch& match : matches_before(person)) {
    if (selected_.contains(match.source)) return Answer::unclear;
    const auto answer = membership(person, match.source, questions);
    if (!answer)
      all = both(all, Answer::open);
    else if (*answer != MembershipAnswer::not_member)
      all = both(all, Answer::unclear);
  }
  return all;
}

/// The person may have moved to a selected group whose list was read before, or be in a nested group that no
/// list shows. So Google is asked for the person's groups, and for the groups above those that this run did
/// not read.
GroupDepartures::Answer GroupDepartures::ask_person(PersonIndex person, Questions& questions) const {
  const std::string id(person_table_[person].id);
  const Above above = groups_above(id, questions);
  if (above.open) return Answer::open;
  if (above.person_unanswered) return Answer::unclear;
  if (!above.walked.empty())
    return ask_for_second_lists(above.walked, questions) ? Answer::open : Answer::unclear;
  // If all groups are selected, a group that no list shows counts, too.
  if (above.any_unknown && input_.settings.scope == SyncScope::all) return Answer::unclear;
  return above.group_unanswered ? ask_groups(person, selected_, questions) : Answer::left;
}

GroupDepartures::Above GroupDepartures::groups_above(const std::string& person_id,
                                                     Questions& questions) const {
  Above above;
  std::set<std::string_view> visited;
  std::vector<std::string_view> to_visit{person_id};
  while (!to_visit.empty()) {
    const std::string_view id = to_visit.back();
    to_visit.pop_back();
    const auto answer = input_.directory.evidence.groups_of.find(id);
    if (answer == input_.directory.evidence.groups_of.end()) {
      questions.groups_of.emplace(id);
      above.open = true;
      continue;
    }
    if (!answer->second) {
      (id == person_id ? above.person_unanswered : above.group_unanswered) = true;
      continue;
    }
    for (const std::string& group : *answer->second) {
      if (!visited.insert(group).second) continue;
      const auto source = selection_.sources.find(group);
      if (source && (fresh_.contains(*source) || selection_.is_frozen(*source))) above.walked.insert(*source);
      // Google does not show the members of the other groups of this run, so they never brought anyone.
      if (source && selection_.is_walked(*source)) continue;
      above.any_unknown = true;
      if (input_.settings.include_nested_groups) to_visit.push_back(group);
    }
  }
  return above;
}

}  // namespace gup::plan
