// Which faults a run meets, made from a seed.
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
  /// Each row as before or as after: what could not be read of some people or groups stays as it was (design,
  /// section 6), while the rest goes on.
  row_by_row,
};

struct FaultPlan {
  /// For the emulator's `POST /emulator/faults` and `PUT /emulator/switches`.
  boost::json::array rules;
  boost::json::object switches;
  /// The task is asked to stop at its how-manieth question.
  std::optional<std::size_t> cancel_at;
  Allowed allowed = Allowed::before_or_after;

  /// In one line, for whoever has to repeat it.
  [[nodiscard]] std::string describe() const;
};

/// The same plan for the same seed on every machine. `by_groups`: groups are read, too.
[[nodiscard]] FaultPlan make_fault_plan(std::uint64_t seed, bool by_groups);

}  // namespace gup::testing
