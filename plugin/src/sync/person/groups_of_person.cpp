#include "sync/person/groups_of_person.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "failure.hpp"

namespace gup {
namespace {

using Ids = std::set<std::string, std::less<>>;

/// If more groups are selected, Google is only asked about groups that contain nearly everyone.
constexpr std::size_t kMostGroupsToAsk = 100;

/// The groups that list a person or a group directly, keyed by that person or group.
class Climb {
 public:
  /// Throws `Failure` if Google does not list the person's groups.
  Climb(google::DirectoryReader& reader, const std::string& person_id, bool include_nested,
        host_sdk::TaskMonitor& monitor) {
    std::vector<std::string> level{person_id};
    while (!level.empty()) {
      Ids next;
      for (GroupsOfPerson& answer : reader.groups_of(level, monitor)) {
        if (!answer.group_ids && answer.person_id == person_id)
          throw Failure(host_sdk::ResultCode::try_again,
                        "Google did not list this person's groups (groups.list). Nothing was changed.");
        if (answer.group_ids) next.insert(answer.group_ids->begin(), answer.group_ids->end());
        parents_.emplace(answer.person_id, std::move(answer.group_ids));
      }
      level.clear();
      if (include_nested)
        std::ranges::copy_if(next, std::back_inserter(level),
                             [&](const std::string& id) { return !parents_.contains(id); });
    }
  }

  [[nodiscard]] const auto& parents() const { return parents_; }

  /// The groups at or below one of `roots`.
  [[nodiscard]] Ids groups_below(const Ids& roots) const {
    Ids below;
    for (bool grew = true; grew;) {
      grew = false;
      for_each_edge([&](const std::string& child, const std::string& group) {
        if (roots.contains(group)) grew = below.insert(group).second || grew;
        if (below.contains(group) && is_group(child)) grew = below.insert(child).second || grew;
      });
    }
    return below;
  }

  /// Groups that Google lists for a person both directly and through another group: if it lists indirect
  /// groups, too, only their own lists tell who is in them.
  [[nodiscard]] Ids ambiguous() const {
    Ids found;
    for (const auto& [child, groups] : parents_) {
      if (!groups) continue;
      for (const std::string& group : *groups) {
        const auto above = parents_.find(group);
        if (above == parents_.end() || !above->second) continue;
        for (const std::string& upper : *above->second)
          if (std::ranges::find(*groups, upper) != groups->end()) found.insert(upper);
      }
    }
    return found;
  }

  /// The members of a group as far as the walk has seen them.
  [[nodiscard]] GroupAnswer members_of(const std::string& group_id) const {
    GroupAnswer answer{group_id, {}, std::nullopt};
    for_each_edge([&](const std::string& child, const std::string& group) {
      if (group == group_id)
        answer.members.push_back({child, "", is_group(child) ? MemberType::group : MemberType::user});
    });
    return answer;
  }

 private:
  [[nodiscard]] bool is_group(const std::string& id) const {
    return std::ranges::any_of(parents_, [&](const auto& entry) {
      return entry.second && std::ranges::find(*entry.second, id) != entry.second->end();
    });
  }

  template <typename Visit>
  void for_each_edge(Visit visit) const {
    for (const auto& [child, groups] : parents_)
      if (groups)
        for (const std::string& group : *groups) visit(child, group);
  }

  std::map<std::string, std::optional<std::vector<std::string>>> parents_;
};

/// The selected groups; if all are selected, the groups that the last run or `also` names as such.
Ids selected_groups(const SyncSettings& settings, const plan::StoredState& all, const Ids& also) {
  if (settings.scope == SyncScope::chosen) return {settings.groups.begin(), settings.groups.end()};
  Ids selected = also;
  for (const plan::SourceGroup& row : all.source_groups)
    if (row.parent_id.empty()) selected.insert(row.group_id);
  return selected;
}

/// Groups that all managed people come from: they may have a member of type CUSTOMER.
Ids groups_of_everyone(const plan::StoredState& all, std::int64_t managed) {
  const auto& sources = all.link_sources;
  std::vector<std::int64_t> people(sources.sources().size(), 0);
  for (const auto& entry : sources.entries()) ++people[entry.source];
  Ids found;
  for (plan::SourceIndex source = 0; source < people.size(); ++source)
    if (managed > 0 && people[source] >= managed) found.insert(sources.sources().id(source));
  return found;
}

Ids former_groups(const plan::StoredState& all, const plan::OnePersonState& one) {
  const auto& ids = one.stored.link_sources.sources().ids();
  return plan::with_groups_above(all.source_groups, Ids(ids.begin(), ids.end()));
}

/// The last known addresses of selected groups that are gone.
std::vector<std::string> addresses_of_gone(const SyncSettings& settings, const plan::StoredState& all,
                                           const plan::Evidence& evidence) {
  std::vector<std::string> addresses;
  if (settings.scope != SyncScope::chosen) return addresses;
  for (const plan::SourceName& known : all.source_names)
    if (!known.address.empty() && evidence.is_gone_group(known.source_id) &&
        std::ranges::find(settings.groups, known.source_id) != settings.groups.end())
      addresses.push_back(known.address);
  return addresses;
}

/// Groups that were deleted and recreated: the new ones are listed, but not read, since they are not
/// selected.
void look_up_successors(google::DirectoryReader& reader, const std::vector<std::string>& addresses,
                        plan::DirectoryView& view, host_sdk::TaskMonitor& monitor) {
  if (addresses.empty()) return;
  for (GroupLookup& answer : reader.look_up_groups(addresses, monitor))
    if (answer.group &&
        std::ranges::find(view.groups, answer.group->id, &DirectoryGroup::id) == view.groups.end())
      view.groups.push_back(*std::move(answer.group));
}

/// Looks up the groups, so that the view lists the existing ones.
void look_up(google::DirectoryReader& reader, const SyncSettings& settings, const plan::StoredState& all,
             Ids group_ids, plan::DirectoryView& view, plan::OnePersonState& one,
             host_sdk::TaskMonitor& monitor) {
  if (!group_ids.empty())
    for (GroupLookup& answer : reader.look_up_groups({group_ids.begin(), group_ids.end()}, monitor)) {
      if (answer.result == LookupResult::present)
        view.groups.push_back(std::move(*answer.group));
      else
        view.evidence.missing_groups.emplace(answer.id, answer.result);
    }
  look_up_successors(reader, addresses_of_gone(settings, all, view.evidence), view, monitor);
  one.stored.source_groups = plan::tree_around(all.source_groups, group_ids);
  one.others.groups_read = std::move(group_ids);
}

std::map<std::string, MembershipAnswer> ask_memberships(google::DirectoryReader& reader, const Ids& group_ids,
                                                        const std::string& person_id,
                                                        host_sdk::TaskMonitor& monitor) {
  std::vector<MembershipQuestion> questions;
  for (const std::string& id : group_ids) questions.push_back({id, person_id});
  std::map<std::string, MembershipAnswer> answers;
  if (questions.empty()) return answers;
  const auto said = reader.ask_memberships(questions, monitor);
  for (std::size_t i = 0; i < questions.size(); ++i) answers.emplace(questions[i].group_id, said[i]);
  return answers;
}

}  // namespace

void read_groups_of_person(google::DirectoryReader& reader, const SyncSettings& settings,
                           const plan::StoredState& all, const std::string& person_id,
                           plan::DirectoryView& view, plan::OnePersonState& one,
                           host_sdk::TaskMonitor& monitor) {
  const Climb climb(reader, person_id, settings.include_nested_groups, monitor);
  Ids found;
  for (const auto& [child, groups] : climb.parents()) {
    view.evidence.groups_of.emplace(child, groups);
    if (groups) found.insert(groups->begin(), groups->end());
  }
  const Ids selected = selected_groups(settings, all, found);
  const Ids below = climb.groups_below(selected);

  Ids to_ask = below;
  const Ids more =
      selected.size() <= kMostGroupsToAsk ? selected : groups_of_everyone(all, one.others.managed);
  std::ranges::set_intersection(more, selected, std::inserter(to_ask, to_ask.end()));
  const auto answers = ask_memberships(reader, to_ask, person_id, monitor);

  Ids relevant = former_groups(all, one);
  relevant.insert(below.begin(), below.end());
  const Ids ambiguous = climb.ambiguous();
  for (const auto& [id, answer] : answers) {
    view.evidence.memberships.emplace(MembershipQuestion{id, person_id}, answer);
    if (answer == MembershipAnswer::member) relevant.insert(id);
    if (answer == MembershipAnswer::member && below.contains(id) && !ambiguous.contains(id))
      view.group_answers.put(climb.members_of(id));
  }
  look_up(reader, settings, all, std::move(relevant), view, one, monitor);
}

void read_former_groups(google::DirectoryReader& reader, const SyncSettings& settings,
                        const plan::StoredState& all, plan::DirectoryView& view, plan::OnePersonState& one,
                        host_sdk::TaskMonitor& monitor) {
  if (settings.source != SyncSource::groups) return;
  Ids groups = former_groups(all, one);
  for (const std::string& id : groups) view.group_answers.put({id, {}, std::nullopt});
  look_up(reader, settings, all, std::move(groups), view, one, monitor);
}

}  // namespace gup
