// Everyone in a run: the people of the directory and the linked people.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plan/state/directory_people.hpp"
#include "plan/state/links.hpp"
#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// A person's place in the table, which is sorted by external id. So a plan does not depend on the order in
/// which Google lists people.
using PersonIndex = std::uint32_t;

/// One person; at least one of the three pointers is set. Borrows from the plan's input.
struct PersonEntry {
  std::string_view id;
  /// Set if the person is in the directory with a usable record.
  const PersonDigest* person = nullptr;
  const UnusablePerson* unusable = nullptr;
  const StoredLink* link = nullptr;

  [[nodiscard]] bool absent() const { return person == nullptr && unusable == nullptr; }
  [[nodiscard]] bool has_active_link() const { return link != nullptr && link->state == LinkState::active; }
  [[nodiscard]] bool is_recovered() const { return link != nullptr && link->is_recovered; }
  /// The linked row exists and is ours; if released: exists.
  [[nodiscard]] bool has_row() const { return link != nullptr && link->row != LinkedRow::gone; }
  /// The row is as the plugin wrote it, from the same record.
  [[nodiscard]] bool is_up_to_date() const {
    return link != nullptr && person != nullptr && link->is_as_written(person->content_hash);
  }
};

class PersonTable {
 public:
  PersonTable(const PersonIds& ids, const DirectoryPeople& directory, const Links& links);

  [[nodiscard]] PersonIndex size() const { return static_cast<PersonIndex>(order_.size()); }
  [[nodiscard]] PersonEntry operator[](PersonIndex person) const;

  [[nodiscard]] std::optional<PersonIndex> find(std::string_view external_id) const;
  [[nodiscard]] std::optional<PersonIndex> find(PersonNumber number) const;

  [[nodiscard]] PersonNumber number(PersonIndex person) const { return order_[person]; }
  /// The person's index into `DirectoryPeople::unit_paths`.
  [[nodiscard]] std::uint32_t unit_path(PersonIndex person) const {
    return directory_[order_[person]].unit_path;
  }
  /// See `DirectoryPeople::group_value`.
  [[nodiscard]] DirectoryPeople::GroupValue group_value(PersonIndex person) const {
    return directory_.group_value(order_[person]);
  }
  [[nodiscard]] bool has_fields(PersonIndex person) const { return directory_.has_fields(order_[person]); }
  /// Requires `has_fields`.
  [[nodiscard]] PersonRecord record(PersonIndex person) const { return directory_.record(order_[person]); }
  [[nodiscard]] const FieldProblems& problems(PersonIndex person) const {
    return directory_.problems(order_[person]);
  }
  /// The address in Google; empty if the fields were dropped.
  [[nodiscard]] std::string_view email(PersonIndex person) const { return directory_.email(order_[person]); }
  /// Requires a link.
  [[nodiscard]] Link link(PersonIndex person) const;

 private:
  static constexpr PersonIndex kNowhere = UINT32_MAX;

  const PersonIds& ids_;
  const DirectoryPeople& directory_;
  const Links& links_;
  /// Numbers by place, and places by number.
  std::vector<PersonNumber> order_;
  std::vector<PersonIndex> places_;
};

}  // namespace gup::plan
