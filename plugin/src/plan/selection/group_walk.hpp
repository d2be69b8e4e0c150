// Walks the selected groups and their nested groups, each with this run's answer or its last good one.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "plan/make_plan.hpp"
#include "plan/selection/selection.hpp"

namespace gup::plan {

/// The ids of the groups to read first: the selected ones, or all. Includes selected groups that are no
/// longer listed: their answer leads to the nested groups that were last found in them.
[[nodiscard]] std::vector<std::string> groups_to_walk(const std::vector<DirectoryGroup>& groups,
                                                      const SyncSettings& settings);

/// Ids of groups by their folded addresses.
using GroupIds = std::unordered_map<std::string, std::string>;
[[nodiscard]] GroupIds ids_by_address(const std::vector<DirectoryGroup>& groups);

/// Google may omit the ids of members. Sets the ids of nested groups whose addresses are known.
void set_nested_group_ids(GroupAnswer& answer, const GroupIds& known);

/// Whether the member stands for everyone of the connection's own customer. Google may omit the type.
[[nodiscard]] bool is_everyone(const PlanInput& input, const Member& member);
/// The known person who is this member.
[[nodiscard]] std::optional<PersonIndex> person_of(const PlanInput& input, const PersonTable& person_table,
                                                   const Member& member);

/// The nested groups to read after this answer. If the group cannot be read, or a nested group has no id,
/// includes the nested groups that the last good run found.
[[nodiscard]] std::vector<std::string> next_groups_to_walk(const GroupAnswer& answer,
                                                           const StoredState& stored,
                                                           const SyncSettings& settings);

struct WalkedGroup {
  enum class Content : std::uint8_t {
    /// This run's answer.
    fresh,
    /// Not readable now, or missing from the list of groups: the last good answer is used.
    frozen,
    /// Never readable, because Google does not allow it.
    unreadable,
  };
  std::string_view id;
  Content content = Content::fresh;
  /// Direct members who are known; empty if `everyone`.
  std::vector<PersonIndex> people;
  /// The group has a member of type CUSTOMER.
  bool everyone = false;
  /// Indexes of the nested groups that are followed.
  std::vector<std::uint32_t> children;
  std::vector<ExternalMember> external_members;
};

/// Visits each group once, however it is nested.
class GroupWalk {
 public:
  GroupWalk(const PlanInput& input, const PersonTable& person_table, Selection& selection);

  [[nodiscard]] const std::deque<WalkedGroup>& groups() const { return groups_; }
  /// Indexes of the selected groups (or all), where the walk started.
  [[nodiscard]] std::span<const std::uint32_t> roots() const { return roots_; }
  /// Groups that were found and not read.
  [[nodiscard]] const std::set<std::string>& unread() const { return unread_; }
  /// Calls `visit` for the root and each group nested in it.
  template <typename Visit>
  void visit_below(std::uint32_t root, Visit visit);

 private:
  using OldPeople = std::unordered_map<std::string_view, std::vector<PersonIndex>>;

  std::uint32_t enter(std::string_view id);
  [[nodiscard]] bool is_matching_group(const GroupLink& link) const;
  void enter_roots();
  void read(std::uint32_t group, bool is_root);
  void read_members(std::uint32_t group, const GroupAnswer& answer);
  void use_last_answer(std::uint32_t group);
  void add_external(WalkedGroup& walked, ExternalMember member) const;
  void add_old_children(std::uint32_t group);

  const PlanInput& input_;
  const PersonTable& person_table_;
  const Selection& selection_;
  std::unordered_set<std::string_view> listed_;
  std::unordered_set<std::string_view> selected_;
  /// Groups that the last good run read, with the nested groups found in each.
  std::unordered_map<std::string_view, std::vector<std::string_view>> old_children_;
  std::optional<OldPeople> old_people_;

  /// A deque keeps ids valid while nested groups are added.
  std::deque<WalkedGroup> groups_;
  std::unordered_map<std::string_view, std::uint32_t> indexes_;
  std::vector<std::uint32_t> roots_;
  std::set<std::string> unread_;
  std::vector<std::uint32_t> visited_at_;
  std::uint32_t visit_ = 0;
};

template <typename Visit>
void GroupWalk::visit_below(std::uint32_t root, Visit visit) {
  // Each call has its own number, so that nothing has to be cleared.
  visited_at_.resize(groups_.size(), 0);
  ++visit_;
  std::vector<std::uint32_t> to_visit{root};
  visited_at_[root] = visit_;
  while (!to_visit.empty()) {
    const auto group = to_visit.back();
    to_visit.pop_back();
    visit(groups_[group]);
    for (const auto child : groups_[group].children) {
      if (visited_at_[child] == visit_) continue;
      visited_at_[child] = visit_;
      to_visit.push_back(child);
    }
  }
}

}  // namespace gup::plan
