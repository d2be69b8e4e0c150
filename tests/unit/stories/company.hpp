// A company in which a random story happens, and what must hold after each of its events.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "dice.hpp"
#include "directory/reader.hpp"
#include "directory/shown.hpp"
#include "rules/decisions.hpp"
#include "rules/truth.hpp"
#include "world.hpp"

namespace gup::plan::test {

/// What happens next in a story. Each event has dice of its own, so that leaving one out changes no other.
struct Event {
  enum class Kind : std::uint8_t {
    directory,
    settings,
    edit,
    lie_once,
    lie_always,
    honest_sync,
    approval,
    approval_of_some,
    dismissal,
    limit,
    undo,
    two_undos
  };
  Kind kind;
  std::uint32_t seed;

  [[nodiscard]] std::string text() const;
};

class Company {
 public:
  /// Counts what happens in `tally`, which it borrows.
  Company(std::uint32_t seed, Tally& tally);
  virtual ~Company() = default;
  Company(const Company&) = delete;
  Company& operator=(const Company&) = delete;

  /// Returns who lost a target user, or what else went wrong; empty if all is well.
  std::string happen(const Event& event);

 protected:
  struct RunOutcome {
    /// Empty if the run wrote nothing.
    std::string writes;
    bool needs_review = false;
    bool no_group_was_read = false;
    /// What the run did against an administrator's decision; empty if nothing.
    std::string ignored_decisions;
  };

  /// Called after every change of the settings, to fit those that an administrator cannot change.
  virtual void settle_settings() {}
  /// Reads what Google shows, as the product does, and applies the plan. Returns why the run failed.
  virtual std::string carry_out(const Shown& shown, RunOutcome& outcome);
  /// Keeps these people and groups, whose removals are held.
  virtual void keep_held(const std::set<std::string>& ids);
  /// Undoes the last run that was not undone yet. Returns what it did not restore.
  virtual std::string undo_last() { return {}; }

  Tally& tally_;
  World world_;

 private:
  /// What a sync must not take away.
  struct Before {
    /// People with an active target user.
    std::set<std::string> people;
    /// The target group of each unit or group.
    std::map<std::string, std::int64_t> groups;
    /// The active members of each of these target groups.
    std::map<std::string, std::set<std::string>> members;
    /// Source and person.
    std::set<std::pair<std::string, std::string>> memberships;
  };

  void change_settings(Dice& dice);
  void change_limit(Dice& dice);
  void change_steps(Dice& dice);
  void change_exclusions(Dice& dice);

  /// Carries a run out and notes which decisions it ignored. Returns why the run failed.
  std::string run(const Shown& shown, RunOutcome& outcome);
  std::string sync_with_lies(Dice& dice, bool always);
  std::string sync_honestly(Dice& dice);
  std::string approve(Dice& dice);
  std::string approve_some(Dice& dice);
  void dismiss(Dice& dice);

  [[nodiscard]] Before before() const;
  [[nodiscard]] Kept kept() const;
  /// Adds a deleted source, with its nested groups that were deleted, too.
  void keep(const std::string& source, Kept& kept) const;
  [[nodiscard]] std::string lost(const Before& before, const Truth& truth, const Truth& earlier) const;
  [[nodiscard]] std::string unsaid(const Before& before, const Shown& shown, const RunOutcome& outcome) const;
  [[nodiscard]] std::string differences(const Truth& truth) const;
  [[nodiscard]] std::string differences_of_people(const Truth& truth) const;
  [[nodiscard]] std::string differences_of_groups(const Truth& truth) const;
  [[nodiscard]] std::string differences_of_team(const Truth& truth) const;

  [[nodiscard]] bool waits_for_address(const std::string& id) const;
  [[nodiscard]] bool is_active(const std::string& person) const;
  [[nodiscard]] bool is_held(const std::string& id) const;
  /// Held or dismissed, or with a member whose removal is held or dismissed.
  [[nodiscard]] bool keeps_its_members(const std::string& source) const;
  [[nodiscard]] bool has_former_members(const std::string& source) const;
  [[nodiscard]] bool is_member(std::int64_t group, const std::string& person) const;
  /// Google says too little about a group of the person, or only a deleted source keeps the person.
  [[nodiscard]] bool stays_as_it_is(const std::string& person) const;
  /// Active, and neither held nor kept by a dismissal.
  [[nodiscard]] bool is_settled(const std::string& person) const;

  /// Google before its last change.
  WrittenDirectory earlier_;
  /// People who are gone from Google, like the source that keeps them.
  std::set<std::string> kept_although_gone_;
  /// Since the last honest sync, both readings of a list lied or a group could not be read.
  bool memberships_are_uncertain_ = false;
  /// Of the last run that was applied.
  std::optional<RemovalLimit> last_limit_;
};

}  // namespace gup::plan::test
