// Who is selected and who is in which matching group, straight from what Google really has: an independent
// reading of the rules, without any code of the plan.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "world.hpp"

namespace gup::plan::test {

/// What the last good run knew of selected units and groups that were deleted in Google since: their people
/// stay until an administrator removes them from the selection.
struct Kept {
  /// Also of their nested groups that were deleted, too.
  std::map<std::string, std::set<std::string>> people;
  /// Nested groups.
  std::map<std::string, std::set<std::string>> groups;
};

class Truth {
 public:
  /// Borrows both.
  Truth(const WrittenDirectory& google, const SyncSettings& settings, Kept kept)
      : google_(google), settings_(settings), kept_(std::move(kept)) {}

  /// Everyone who stays or comes; also people of deleted sources who are gone themselves.
  [[nodiscard]] const std::set<std::string>& selected_people() const;
  /// The people of each matching group, by the id of its unit, group or value; empty with the other methods.
  [[nodiscard]] std::map<std::string, std::set<std::string>> matching_groups() const;
  [[nodiscard]] std::string name_of_source(const std::string& id) const;
  [[nodiscard]] bool is_deleted_source(const std::string& id) const { return kept_.people.contains(id); }
  [[nodiscard]] const WrittenDirectory& google() const { return google_; }
  /// The same with settings by which suspended people count.
  [[nodiscard]] bool would_be_selected_if_suspended_counted(const std::string& id) const;

 private:
  using Ids = std::set<std::string>;

  [[nodiscard]] bool counts(const Person& person) const {
    const bool is_left_out =
        settings_.suspended_users == SuspendedUsers::leave_out && (person.suspended || person.archived);
    return !is_left_out && !is_excluded(person);
  }
  /// Also true for people who are gone.
  [[nodiscard]] bool is_kept(const std::string& id) const;
  [[nodiscard]] std::set<std::string> find_selected_people() const;
  [[nodiscard]] bool is_excluded(const Person& person) const;
  /// At or above the person's unit.
  [[nodiscard]] bool is_in_unit(const Person& person, const std::string& id) const;
  [[nodiscard]] bool is_chosen(const std::string& id) const;
  [[nodiscard]] Ids chosen_groups() const;
  /// The chosen unit that a person of this unit belongs to; empty if there is none.
  [[nodiscard]] std::string chosen_unit_of(const Person& person) const;
  [[nodiscard]] std::map<std::string, Ids> value_groups() const;
  [[nodiscard]] std::string value_of(const Person& person) const;
  [[nodiscard]] std::set<std::string> people_of_group(const std::string& id) const;
  void visit(const std::string& group, Ids& visited, Ids& people) const;

  const WrittenDirectory& google_;
  SyncSettings settings_;
  Kept kept_;
  mutable std::optional<Ids> selected_;
};

}  // namespace gup::plan::test
