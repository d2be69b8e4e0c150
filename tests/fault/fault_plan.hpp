// The faults of a run, generated from a seed.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace gup::testing {

/// What a faulty run may leave behind.
enum class Allowed : std::uint8_t {
  /// The state before or the state after, as a whole.
  before_or_after,
  /// Each row as before or as after: people, fields and groups that could not be read stay as they were
  /// (design, section 6), and all others are synced.
  row_by_row,
};

struct FaultPlan {
  /// For the emulator's `POST /emulator/faults` and `PUT /emulator/switches`.
  boost::json::array rules;
  boost::json::object switches;
  /// Cancels the task at its nth check for a cancel.
  std::optional<std::size_t> cancel_at;
  Allowed allowed = Allowed::before_or_after;

  /// One line that allows repeating the plan.
  [[nodiscard]] std::string describe() const;
};

/// The same plan for the same seed on every machine. `by_groups`: groups are read as well.
[[nodiscard]] FaultPlan make_fault_plan(std::uint64_t seed, bool by_groups);

}  // namespace gup::testing
