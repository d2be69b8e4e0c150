// Proves that listed people are no longer in a selected group.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/selection/person_table.hpp"
#include "plan/selection/selection.hpp"
#include "plan/state/evidence.hpp"

namespace gup::plan {

/// A group's list of members does not prove that a person left: Google's lists can be short, and people move
/// between two pages or two lists. So the lists that lost the person are read once more. Then Google is asked
/// about the person: `hasMember` for the groups that brought the person, and the person's groups.
class GroupDepartures {
 public:
  enum class Answer : std::uint8_t {
    /// Google confirms that the person is in none of the groups.
    left,
    /// Google contradicts itself or does not answer.
    unclear,
    /// Google has to be asked first.
    open,
  };

  /// Borrows all arguments.
  GroupDepartures(const PlanInput& input, const PersonTable& person_table, const Selection& selection);

  /// About a listed person who is linked and in no selected group. Adds to `questions` what is open.
  [[nodiscard]] Answer answer_about(PersonIndex person, Questions& questions) const;

  /// The lists to read once more because a person would lose the membership of a matching group: those that
  /// lost the person and, if these still do, all below the matching group. The person stays in the company,
  /// so absence from both readings is proof enough.
  void ask_about_lost_sources(PersonIndex person, Questions& questions) const;
  /// The same for nested groups: their members would lose the memberships of the groups above, although they
  /// stay in the company through another group.
  void ask_about_lost_groups(Questions& questions) const;

 private:
  /// The paths from selected groups down to a group that brought people.
  struct Paths {
    /// Selected groups at or above it, by the tree of the last good run.
    std::set<SourceIndex> selected;
    /// All groups on the paths, including both ends.
    std::set<SourceIndex> groups;
  };

  using GroupEdges = std::unordered_map<SourceIndex, std::vector<SourceIndex>>;

  /// A membership that the plugin created, in the target group of a selected group.
  struct KeptMembership {
    std::int64_t user_id = 0;
    SourceIndex group = 0;
    auto operator<=>(const KeptMembership&) const = default;
  };

  [[nodiscard]] GroupEdges edges_down(const std::vector<SourceGroup>& tree) const;
  [[nodiscard]] Paths paths_to(SourceIndex source) const;
  void ask_about_kept_memberships(PersonIndex person, Questions& questions) const;
  /// Whether a source of the last sync led to the selected group.
  [[nodiscard]] bool was_brought_by(PersonIndex person, SourceIndex selected) const;
  /// A member that one list lost may have moved to another list below the same selected group.
  void ask_about_all_below(SourceIndex selected, Questions& questions) const;
  /// Sorted.
  [[nodiscard]] const std::vector<KeptMembership>& kept_memberships() const;
  /// Asks for the lists among `groups` that were read only once; true if there are any.
  bool ask_for_second_lists(const std::set<SourceIndex>& groups, Questions& questions) const;
  /// The same for every group of this run.
  bool ask_for_all_second_lists(Questions& questions) const;
  /// Google's answer. If it was not asked yet, returns nullopt and adds the question.
  [[nodiscard]] std::optional<MembershipAnswer> membership(PersonIndex person, SourceIndex group,
                                                           Questions& questions) const;
  [[nodiscard]] Answer ask_groups(PersonIndex person, const std::set<SourceIndex>& selected,
                                  Questions& questions) const;
  [[nodiscard]] Answer ask_group(PersonIndex person, SourceIndex group, Questions& questions) const;
  /// Whether a list of the group's members shows a nested group.
  [[nodiscard]] bool has_nested_group(SourceIndex group) const;
  [[nodiscard]] Answer ask_nested_groups(PersonIndex person, Questions& questions) const;
  [[nodiscard]] Answer ask_person(PersonIndex person, Questions& questions) const;

  /// The groups that contain a person, directly or through groups that this run did not read.
  struct Above {
    /// Groups that this run read or froze.
    std::set<SourceIndex> walked;
    bool any_unknown = false;
    /// Google has to be asked first.
    bool open = false;
    /// Google did not answer about the person, or about a group.
    bool person_unanswered = false;
    bool group_unanswered = false;
  };
  [[nodiscard]] Above groups_above(const std::string& person_id, Questions& questions) const;
  [[nodiscard]] std::span<const SourceMatch> matches_before(PersonIndex person) const;

  const PlanInput& input_;
  const PersonTable& person_table_;
  const Selection& selection_;
  std::set<SourceIndex> selected_;
  /// Groups whose members this run listed, and those that it listed only once.
  std::set<SourceIndex> fresh_;
  std::set<SourceIndex> listed_once_;
  /// The tree of the last good run, upwards and downwards, and that of this run.
  GroupEdges parents_;
  GroupEdges children_;
  GroupEdges children_now_;
  mutable std::set<SourceIndex> asked_below_;
  mutable std::optional<std::vector<KeptMembership>> kept_memberships_;
  /// The answers of `has_nested_group`, which unpacks a list.
  mutable std::unordered_map<SourceIndex, bool> has_nested_group_;
};

}  // namespace gup::plan
