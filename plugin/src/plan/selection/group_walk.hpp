// Which groups are read, and what each of them says: its answer of this run, or its last good one.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "plan/plan.hpp"
#include "plan/selection/selection.hpp"

namespace gup::plan {

/// The groups to start reading from: the chosen ones, or all. A chosen group that is no longer listed is
/// asked for too: its refusal is what leads to the nested groups last seen in it.
[[nodiscard]] std::vector<std::string> groups_to_walk(const std::vector<DirectoryGroup>& groups,
                                                      const SyncSettings& settings);

/// The ids of groups by their addresses, folded.
using GroupIds = std::unordered_map<std::string, std::string>;
[[nodiscard]] GroupIds ids_by_address(const std::vector<DirectoryGroup>& groups);

/// Google may leave the ids of members out. A group is known by its address, too: gives each nested group
/// that is among the known ones its id.
void name_nested_groups(GroupAnswer& answer, const GroupIds& known);

/// The nested groups to read after this answer; those last seen in the group, too, when it can no longer be
/// read or does not say of every nested group which it is.
[[nodiscard]] std::vector<std::string> next_groups_to_walk(const GroupAnswer& answer,
                                                           const StoredState& stored,
                                                           const SyncSettings& settings);

/// One group as the plan takes it.
struct WalkedGroup {
  enum class Content : std::uint8_t {
    /// This run's answer.
    fresh,
    /// It can no longer be read: the last good answer.
    frozen,
    /// It never could be read.
    unreadable,
  };
  std::string_view id;
  Content content = Content::fresh;
  /// Known people who are direct members; not filled when `everyone`.
  std::vector<PersonIndex> people;
  /// A member of type CUSTOMER.
  bool everyone = false;
  /// Numbers of nested groups, as far as they are followed.
  std::vector<std::uint32_t> children;
  std::vector<ExternalMember> external_members;
};

/// Walks from the chosen groups through the nested ones, each group once however it is nested. Throws
/// `Failure`
/// (`try_again`) when the reading lacks the answer of a group that had to be read.
class GroupWalk {
 public:
  GroupWalk(const PlanInput& input, const PersonTable& person_table, Selection& selection);

  [[nodiscard]] const std::deque<WalkedGroup>& groups() const { return groups_; }
  /// The chosen ones (or all), which the walk started from.
  [[nodiscard]] std::span<const std::uint32_t> roots() const { return roots_; }
  /// The people whom a root brings through itself and its nested groups: calls `visit` for each group of
  /// them.
  template <typename Visit>
  void visit_below(std::uint32_t root, Visit visit);

 private:
  using OldPeople = std::unordered_map<std::string_view, std::vector<PersonIndex>>;

  std::uint32_t enter(std::string_view id);
  void start(const PlanInput& input);
  void read(std::uint32_t group, bool must_have_answer);
  void read_members(std::uint32_t group, const KeptAnswer& answer);
  void recall(std::uint32_t group);
  void keep_old_children(std::uint32_t group);
  std::optional<PersonIndex> person_of(const KeptMember& member) const;

  const PlanInput& input_;
  const PersonTable& person_table_;
  const Selection& selection_;
  std::unordered_set<std::string_view> listed_;
  std::unordered_set<std::string_view> chosen_;
  /// Groups that the last good run read, with the nested groups it found in each.
  std::unordered_map<std::string_view, std::vector<std::string_view>> old_children_;
  std::optional<OldPeople> old_people_;

  /// A deque, because nested groups come to be known while an outer one is being filled.
  std::deque<WalkedGroup> groups_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::uint32_t> roots_;
  std::vector<std::uint32_t> visited_at_;
  std::uint32_t visit_ = 0;
};

template <typename Visit>
void GroupWalk::visit_below(std::uint32_t root, Visit visit) {
  // Each visit has a number of its own, so that nothing has to be cleared between the roots.
  visited_at_.resize(groups_.size(), 0);
  ++visit_;
  std::vector<std::uint32_t> waiting{root};
  visited_at_[root] = visit_;
  while (!waiting.empty()) {
    const auto group = waiting.back();
    waiting.pop_back();
    visit(groups_[group]);
    for (const auto child : groups_[group].children) {
      if (visited_at_[child] == visit_) continue;
      visited_at_[child] = visit_;
      waiting.push_back(child);
    }
  }
}

}  // namespace gup::plan
