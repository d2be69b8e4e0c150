// Everybody whom a run is about, in order: people of the directory, and people who are linked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/state/directory_people.hpp"
#include "plan/state/links.hpp"
#include "plan/state/person_ids.hpp"

namespace gup::plan {

/// A person's place in the roster. Ascending places are ascending external ids, so that whatever is done in
/// this order is done the same way every time.
using PersonIndex = std::uint32_t;

/// One person, as far as every run looks. At least one of the three is set. All are borrowed from the plan's
/// input.
struct PersonEntry {
  std::string_view id;
  /// The person in the directory, if the record can be used.
  const PersonDigest* person = nullptr;
  const UnusablePerson* unusable = nullptr;
  const LinkDigest* link = nullptr;

  [[nodiscard]] bool absent() const { return person == nullptr && unusable == nullptr; }
  [[nodiscard]] bool has_active_link() const { return link != nullptr && link->state == LinkState::active; }
  /// The target user is there and still ours (or, released, still there).
  [[nodiscard]] bool has_row() const { return link != nullptr && link->row != LinkDigest::Row::gone; }
  /// The row needs no look: linked, there, untouched, and the record is the one that was written.
  [[nodiscard]] bool is_settled() const {
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
  /// The number of the unit path among `DirectoryPeople::unit_paths`; of somebody who is not absent.
  [[nodiscard]] std::uint32_t unit_path(PersonIndex person) const {
    return directory_[order_[person]].unit_path;
  }
  /// The fields of a person whose record can be used and differs from the link's.
  [[nodiscard]] PackedFields packed_fields(PersonIndex person) const {
    return directory_.fields(directory_[order_[person]]);
  }
  [[nodiscard]] TargetFields fields(PersonIndex person) const {
    return unpacked_fields(packed_fields(person));
  }
  /// The address in Google; empty where it was not kept.
  [[nodiscard]] std::string_view email(PersonIndex person) const;
  /// The whole link of somebody who is linked.
  [[nodiscard]] Link link(PersonIndex person) const {
    return links_.link(order_[person], ids_[order_[person]]);
  }

 private:
  static constexpr PersonIndex kNowhere = UINT32_MAX;

  const PersonIds& ids_;
  const DirectoryPeople& directory_;
  const Links& links_;
  /// By place: the number. And the other way round.
  std::vector<PersonNumber> order_;
  std::vector<PersonIndex> places_;
};

}  // namespace gup::plan
