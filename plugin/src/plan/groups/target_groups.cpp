#include "plan/groups/target_groups.hpp"

#include <algorithm>
#include <utility>

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "plan/groups/group_names.hpp"
#include "plan/groups/kept_groups.hpp"
#include "plan/groups/wanted_groups.hpp"

namespace gup::plan {
namespace {

bool has_row(const GroupLink& link) {
  return link.row_updated_at_now.has_value();
}
bool is_edited(const GroupLink& link) {
  return link.row_updated_at_now != link.row_updated_at;
}

class GroupPlanner {
 public:
  GroupPlanner(const PlanInput& input, const Classification& classification, const FinalMemberships& people,
               const ValueGroups& values, const ReservedIds& ids, const HeldGroups& held, Plan& plan)
      : input_(input),
        classification_(classification),
        people_(people),
        attribute_(grouping_attribute(input.settings)),
        next_id_(ids.first_group),
        plan_(plan),
        matching_(attribute_ ? values.groups : matching_groups(input)),
        kept_(input, classification, people) {
    for (const GroupLink& link : input.stored.group_links) links_.emplace(link.source_id, &link);
    for (const auto& [group, reason] : held) final_.held.insert(group);
    final_.unchanged = values.too_many;
    someone_joins_ =
        std::ranges::find(people, MembershipRule::wanted, &FinalMembership::rule) != people.end();
  }

  FinalGroups run() && {
    if (final_.unchanged) {
      for (const GroupLink& link : input_.stored.group_links) leave_undecided(link);
      return std::move(final_);
    }
    if (input_.others) return std::move(*this).run_for_one();
    for (const ForeignGroup& group : input_.stored.foreign_groups) names_.take(group.name_key);
    if (input_.settings.method == SyncMethod::target_group) choose_target();
    if (input_.settings.method == SyncMethod::matching_groups) keep_frozen();
    if (attribute_) keep_values_of_others();
    keep_refused();
    for (const MatchingGroup& group : matching_) keep_if_unchanged(group);
    remove_unwanted();
    // Existing groups first, so that new ones get the suffix.
    for (const MatchingGroup& group : matching_) rename(group);
    for (const MatchingGroup& group : matching_) create(group);
    if (restored_target_) restore_target(*restored_target_);
    if (new_target_) create_target(*new_target_);
    return std::move(final_);
  }

 private:
  /// A plan about one person renames and removes nothing.
  FinalGroups run_for_one() && {
    for (const ForeignGroup& group : input_.stored.foreign_groups) names_.take(group.name_key);
    for (const GroupLink& link : input_.stored.group_links) {
      if (!has_row(link)) continue;
      names_.take(host_sdk::fold_key(link.name));
      if (is_selected(link.source_id)) final_.wanted.insert(link.group_id);
      if (link.dismissed_since) final_.held.insert(link.group_id);
    }
    for (const HeldRemoval& removal : input_.stored.held_removals)
      if (removal.group_id != 0) final_.held.insert(removal.group_id);
    if (input_.settings.method == SyncMethod::target_group) choose_target();
    if (input_.settings.method == SyncMethod::matching_groups) keep_frozen();
    keep_refused();
    const auto joined = sources_to_join();
    for (const MatchingGroup& group : matching_) {
      const GroupLink* link = link_of(group.source_id);
      if (link && has_row(*link))
        want(group, link->group_id);
      else if (joined.contains(group.source_id))
        create(group);
    }
    if (new_target_ && someone_joins_)
      create_target(*new_target_);
    else
      plan_.groups.made_target_group.reset();
    return std::move(final_);
  }

  [[nodiscard]] bool is_selected(std::string_view source_id) const {
    return asks_for_group_of(input_.settings, source_id);
  }

  /// The units, groups or values whose target groups the people of the plan join.
  [[nodiscard]] std::unordered_set<std::string_view> sources_to_join() const {
    std::unordered_set<std::string_view> sources;
    if (attribute_)
      for (const MatchingGroup& group : matching_) sources.insert(group.source_id);
    if (attribute_) return sources;
    const Selection& selection = classification_.selection;
    const bool by_units = input_.settings.source == SyncSource::organizational_units;
    for (const SourceMatch& match : by_units ? selection.now : selection.matching)
      if (classification_.decisions[match.person].status == PersonStatus::eligible)
        sources.insert(selection.sources.id(match.source));
    return sources;
  }

  [[nodiscard]] const GroupLink* link_of(std::string_view source_id) const {
    const auto found = links_.find(source_id);
    return found == links_.end() ? nullptr : found->second;
  }

  // Method target_group

  void choose_target() {
    const TargetGroupChoice choice = valid_target_group(input_.settings.target_group);
    for (const GroupLink& link : input_.stored.group_links) {
      const bool is_chosen = choice.id != 0
                                 ? link.group_id == choice.id
                                 : is_created_target(link.source_id) && link.source_name == choice.new_name;
      if (!is_chosen || !has_row(link)) continue;
      keep(link);
      final_.target = link.group_id;
      // An earlier run created it, but the setting still names it: report it as a new one.
      if (choice.id == 0) plan_.groups.made_target_group = link.group_id;
      if (is_created_target(link.source_id) && (is_edited(link) || choice.id == 0))
        restored_target_ = &link;
      else
        recover(link, link.source_name);
      return;
    }
    if (choice.id == 0) {
      new_target_ = choice.new_name;
      return;
    }
    if (std::ranges::find(input_.stored.foreign_groups, choice.id, &ForeignGroup::id) ==
        input_.stored.foreign_groups.end())
      throw Failure(host_sdk::ResultCode::administrator_action,
                    "The selected target group was deleted in the host. Select another one.");
    final_.target = choice.id;
    final_.wanted.insert(choice.id);
  }

  void restore_target(const GroupLink& link) {
    if (is_refused(link.source_id)) return;
    const auto key = host_sdk::fold_key(link.source_name);
    const bool is_free = key == host_sdk::fold_key(link.name) || !names_.is_taken(key);
    const std::string name = is_free ? link.source_name : link.name;
    if (name != link.name) remark_restored(link, name);
    write(link.group_id, link.source_id, link.source_name, name, false);
  }

  void create_target(const std::string& name) {
    const auto key = host_sdk::fold_key(name);
    if (names_.is_taken(key))
      throw Failure(host_sdk::ResultCode::administrator_action,
                    "A target group named " + quoted(name) +
                        " already exists. Select it, or enter another name for the new one.");
    std::string source_id = kNewTargetGroup;
    for (int number = 2; links_.contains(source_id); ++number)
      source_id = std::string(kNewTargetGroup) + ":" + std::to_string(number);
    if (is_refused(source_id)) return;
    final_.target = next_id_;
    plan_.groups.made_target_group = next_id_;
    final_.wanted.insert(next_id_);
    write(next_id_++, source_id, name, name, true);
  }

  // Method matching_groups

  void keep(const GroupLink& link) {
    done_.insert(link.source_id);
    final_.wanted.insert(link.group_id);
    final_.of_source.emplace(link.source_id, link.group_id);
    names_.take(host_sdk::fold_key(link.name));
  }

  /// Groups of frozen sources do not change.
  void keep_frozen() {
    const auto& settings = input_.settings;
    const auto& chosen =
        settings.source == SyncSource::organizational_units ? settings.organizational_units : settings.groups;
    std::unordered_set<std::string_view> selected(chosen.begin(), chosen.end());
    for (SourceIndex source = 0; source < classification_.selection.sources.size(); ++source) {
      const auto id = classification_.selection.sources.id(source);
      const GroupLink* link = classification_.selection.is_frozen(source) ? link_of(id) : nullptr;
      if (!link || (settings.scope == SyncScope::chosen && !selected.contains(id))) continue;
      leave_undecided(*link);
      if (has_row(*link))
        keep(*link);
      else
        done_.insert(link->source_id);
    }
  }

  void leave_undecided(const GroupLink& link) {
    if (has_row(link)) plan_.report.group_decisions.undecided.push_back(link.group_id);
  }

  [[nodiscard]] bool is_refused(std::string_view source_id) const {
    return input_.refusals != nullptr && input_.refusals->groups.contains(source_id);
  }

  /// Groups whose rows the database refuses stay as they are, with their members.
  void keep_refused() {
    if (input_.refusals == nullptr) return;
    std::unordered_set<std::string_view> matching;
    for (const MatchingGroup& group : matching_)
      if (is_refused(group.source_id)) matching.insert(group.source_id);
    for (const std::string_view source_id : matching) done_.insert(source_id);
    for (const GroupLink& link : input_.stored.group_links) {
      if (!has_row(link) || !is_refused(link.source_id)) continue;
      leave_undecided(link);
      names_.take(host_sdk::fold_key(link.name));
      if (matching.contains(link.source_id))
        keep(link);
      else if (final_.target != link.group_id)
        final_.held.insert(link.group_id);
      done_.insert(link.source_id);
    }
  }

  /// A group keeps its name and suffix until Google's name changes.
  void keep_if_unchanged(const MatchingGroup& group) {
    const GroupLink* link = link_of(group.source_id);
    if (!link || !has_row(*link)) return;
    if (link->is_recovered) return keep_recovered(*link, group);
    if (link->source_name != group.source_name) return;
    if (!is_edited(*link)) return keep(*link);
    if (!GroupNames::could_be_given(link->name, group.source_name, group.suffix)) return;
    keep(*link);
    write(link->group_id, link->source_id, link->source_name, link->name, false);
  }

  /// The name that Google had when the target group was named is lost.
  void keep_recovered(const GroupLink& link, const MatchingGroup& group) {
    if (!GroupNames::could_be_given(link.name, group.source_name, group.suffix)) return;
    keep(link);
    recover(link, group.source_name);
  }

  void recover(GroupLink link, const std::string& source_name) {
    if (!link.is_recovered) return;
    link.source_name = source_name;
    plan_.groups.recovered_links.push_back(std::move(link));
  }

  void rename(const MatchingGroup& group) {
    const GroupLink* link = link_of(group.source_id);
    if (!link || !has_row(*link) || done_.contains(group.source_id)) return;
    const bool same_source_name = link->source_name == group.source_name;
    const auto name = give_name(group);
    if (same_source_name) remark_restored(*link, name);
    want(group, link->group_id);
    write(link->group_id, link->source_id, group.source_name, name, false);
  }

  void create(const MatchingGroup& group) {
    const GroupLink* link = link_of(group.source_id);
    if (done_.contains(group.source_id) || (link && has_row(*link))) return;
    const auto name = give_name(group);
    if (link)
      plan_.report.remarks.push_back("The target group " + quoted(name) +
                                     " was deleted in the host and created again.");
    want(group, next_id_);
    write(next_id_++, group.source_id, group.source_name, name, true);
  }

  std::string give_name(const MatchingGroup& group) {
    auto given = names_.give(group.source_name, group.suffix);
    if (given.clashed)
      plan_.report.remarks.push_back("The name " + quoted(group.source_name) +
                                     " is already in use; the target group of " + printable(group.order) +
                                     " is named " + quoted(given.name) + ".");
    return std::move(given.name);
  }

  void want(const MatchingGroup& group, std::int64_t id) {
    final_.wanted.insert(id);
    final_.of_source.emplace(group.source_id, id);
  }

  // Method value_groups

  void keep_values_of_others() {
    const auto groups = kept_.add_groups_of_values(people_, *attribute_);
    if (groups.empty()) return;
    std::unordered_set<std::string_view> matching;
    for (const MatchingGroup& group : matching_) matching.insert(group.source_id);
    for (const GroupLink& link : input_.stored.group_links) {
      const bool is_kept =
          has_row(link) && groups.contains(link.group_id) && !matching.contains(link.source_id);
      if (!is_kept) continue;
      keep(link);
      recover(link, link.source_name);
      report_kept(link);
    }
  }

  // Groups that are no longer wanted

  void report_kept(const GroupLink& link) {
    plan_.report.group_decisions.kept.push_back(link.group_id);
    if (!kept_.stays_for_held_people(link)) return;
    plan_.report.group_decisions.kept_for_held_people.push_back(link.group_id);
    final_.held.insert(link.group_id);
  }

  void remove_unwanted() {
    std::unordered_set<std::string_view> still_matching;
    for (const MatchingGroup& group : matching_) still_matching.insert(group.source_id);
    for (const GroupLink& link : input_.stored.group_links) {
      if (done_.contains(link.source_id) || still_matching.contains(link.source_id)) continue;
      if (!has_row(link)) {
        plan_.groups.removals.push_back({.group_id = link.group_id, .source_id = link.source_id});
      } else if (kept_.contains(link.group_id) || final_.held.contains(link.group_id)) {
        names_.take(host_sdk::fold_key(link.name));
        report_kept(link);
      } else {
        (link.has_hand_made_members ? final_.released : final_.deleted).insert(link.group_id);
        if (link.has_hand_made_members) names_.take(host_sdk::fold_key(link.name));
        plan_.groups.removals.push_back(
            {.group_id = link.group_id, .source_id = link.source_id, .release = link.has_hand_made_members});
      }
    }
    std::ranges::sort(plan_.groups.removals, {}, &GroupRemoval::group_id);
  }

  void remark_restored(const GroupLink& link, const std::string& name) {
    plan_.report.remarks.push_back("The target group " + quoted(link.name) +
                                   " was renamed in the host and is named " + quoted(name) + " again.");
  }

  void write(std::int64_t id, std::string_view source_id, const std::string& source_name,
             const std::string& name, bool is_new) {
    plan_.groups.writes.push_back({.group_id = id,
                                   .source_id = std::string(source_id),
                                   .source_name = source_name,
                                   .name = name,
                                   .name_key = host_sdk::fold_key(name),
                                   .is_new = is_new});
  }

  const PlanInput& input_;
  const Classification& classification_;
  const FinalMemberships& people_;
  const std::optional<GroupAttribute> attribute_;
  std::int64_t next_id_;
  Plan& plan_;
  const std::vector<MatchingGroup> matching_;
  std::unordered_map<std::string_view, const GroupLink*> links_;
  KeptGroups kept_;
  /// Sources whose links need no further decision.
  std::unordered_set<std::string_view> done_;
  GroupNames names_;
  bool someone_joins_ = false;
  const GroupLink* restored_target_ = nullptr;
  std::optional<std::string> new_target_;
  FinalGroups final_;
};

}  // namespace

FinalGroups plan_groups(const PlanInput& input, const Classification& classification,
                        const FinalMemberships& people, const ValueGroups& values, const ReservedIds& ids,
                        const HeldGroups& held, Plan& plan) {
  return GroupPlanner(input, classification, people, values, ids, held, plan).run();
}

std::int64_t new_groups_at_most(const PlanInput& input, const Classification& classification) {
  if (grouping_attribute(input.settings)) return new_value_groups_at_most(input, classification);
  if (input.settings.method == SyncMethod::target_group)
    return target_group_choice(input.settings.target_group).new_name.has_value();
  std::unordered_set<std::string_view> there;
  for (const GroupLink& link : input.stored.group_links)
    if (has_row(link)) there.insert(link.source_id);
  const auto missing = std::ranges::count_if(
      matching_groups(input), [&](const MatchingGroup& group) { return !there.contains(group.source_id); });
  if (!input.others) return missing;
  // One person is in one unit, or in groups that were read.
  const bool by_units = input.settings.source == SyncSource::organizational_units;
  const std::int64_t most = by_units ? 1 : static_cast<std::int64_t>(input.others->groups_read.size());
  return std::min(static_cast<std::int64_t>(missing), most);
}

}  // namespace gup::plan
