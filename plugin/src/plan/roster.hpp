// Everybody whom a run is about, under small numbers: people of the directory, and people who are linked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plan/directory_view.hpp"
#include "plan/stored_state.hpp"

namespace gup::plan {

/// A person's place in the roster. Ascending numbers are ascending external ids, so that whatever is done in
/// this order is done the same way every time.
using PersonIndex = std::uint32_t;

/// At least one of the three is set. All are borrowed from the plan's input.
struct RosterEntry {
  std::string_view id;
  const Person* person = nullptr;
  const UnusablePerson* unusable = nullptr;
  const Link* link = nullptr;

  [[nodiscard]] bool absent() const { return person == nullptr && unusable == nullptr; }
  [[nodiscard]] bool has_active_link() const { return link != nullptr && link->state == LinkState::active; }
  /// The target user is there and still ours (or, released, still there).
  [[nodiscard]] bool has_row() const { return link != nullptr && link->row_updated_at_now.has_value(); }
};

/// Finding a person must cost about one look into memory, since a large directory asks for millions: hence a
/// flat table of its own in place of a map of nodes.
class Roster {
 public:
  Roster(const DirectoryView& directory, const StoredState& stored);

  [[nodiscard]] std::optional<PersonIndex> find(std::string_view external_id) const;
  [[nodiscard]] const RosterEntry& operator[](PersonIndex person) const { return entries_[person]; }
  [[nodiscard]] PersonIndex size() const { return static_cast<PersonIndex>(entries_.size()); }

 private:
  struct Slot {
    PersonIndex person = kEmpty;
    /// Some bits of the id's hash: other ids are nearly always told apart by it alone.
    std::uint32_t tag = 0;
  };
  static constexpr PersonIndex kEmpty = UINT32_MAX;

  /// The slot of that id, or the empty one where it would be. `entries` is what the slots number.
  [[nodiscard]] std::size_t slot_of(std::string_view id, const std::vector<RosterEntry>& entries) const;

  std::vector<RosterEntry> entries_;
  /// A power of two, never full.
  std::vector<Slot> slots_;
};

}  // namespace gup::plan
