// Who is selected and who is in which matching group, straight from what Google really has: an independent
// reading of the rules, without any code of the plan.
#pragma once

#include <map>
#include <set>
#include <string>

#include "world.hpp"

namespace gup::plan::test {

class Truth {
 public:
  /// Borrows both.
  Truth(const WrittenDirectory& google, const SyncSettings& settings)
      : google_(google), settings_(settings) {}

  [[nodiscard]] std::set<std::string> selected_people() const;
  /// The people of each matching group, by the id of its unit, group or value; empty with the other methods.
  [[nodiscard]] std::map<std::string, std::set<std::string>> matching_groups() const;
  [[nodiscard]] std::string name_of_source(const std::string& id) const;

 private:
  using Ids = std::set<std::string>;

  [[nodiscard]] bool counts(const Person& person) const {
    const bool is_left_out =
        settings_.suspended_users == SuspendedUsers::leave_out && (person.suspended || person.archived);
    return !is_left_out && !is_excluded(person);
  }
  [[nodiscard]] bool is_excluded(const Person& person) const;
  /// At or above the person's unit.
  [[nodiscard]] bool is_in_unit(const Person& person, const std::string& id) const;
  [[nodiscard]] bool is_chosen(const std::string& id) const;
  /// The chosen unit that a person of this unit belongs to; empty if there is none.
  [[nodiscard]] std::string chosen_unit_of(const Person& person) const;
  [[nodiscard]] std::map<std::string, Ids> value_groups() const;
  [[nodiscard]] std::string value_of(const Person& person) const;
  [[nodiscard]] std::set<std::string> people_of_group(const std::string& id) const;
  void visit(const std::string& group, Ids& visited, Ids& people) const;

  const WrittenDirectory& google_;
  const SyncSettings& settings_;
};

}  // namespace gup::plan::test
