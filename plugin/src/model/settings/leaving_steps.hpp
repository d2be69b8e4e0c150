// What happens to people who leave.
#pragma once

#include <cstdint>
#include <string>

namespace gup {

enum class OnLeaving : std::uint8_t { delete_, deactivate, deactivate_then_delete };

/// Why a person left, as far as the settings tell it apart. The numbers are stored.
enum class LeavingCause : std::uint8_t {
  /// People who left before the cause was stored.
  unknown = 0,
  /// Deleted in Google.
  left = 1,
  /// Suspended or archived.
  suspended = 2,
  /// No longer selected, or excluded.
  deselected = 3,
};

/// The step for each cause.
struct LeavingSteps {
  OnLeaving left = OnLeaving::delete_;
  OnLeaving suspended = OnLeaving::delete_;
  OnLeaving deselected = OnLeaving::delete_;
  /// For `deactivate_then_delete`: the days from the deactivation to the deletion.
  int delete_after_days = 30;

  LeavingSteps() = default;
  /// The same step for all causes.
  LeavingSteps(OnLeaving all)  // NOLINT(google-explicit-constructor): one word for the usual settings
      : left(all), suspended(all), deselected(all) {}

  /// Returns the step for a cause; an unknown cause counts as having left Google.
  [[nodiscard]] OnLeaving of(LeavingCause cause) const {
    return cause == LeavingCause::suspended    ? suspended
           : cause == LeavingCause::deselected ? deselected
                                               : left;
  }
  [[nodiscard]] bool same_for_all() const { return left == suspended && left == deselected; }

  bool operator==(const LeavingSteps&) const = default;
};

inline constexpr int kFewestDaysToDeletion = 1;
inline constexpr int kMostDaysToDeletion = 365;

/// "deleted", "deactivated, and deleted after 30 days"; for different steps "left Google: deleted; suspended:
/// deactivated; no longer selected: deactivated". [any]
[[nodiscard]] std::string leaving_text(const LeavingSteps& steps);

}  // namespace gup
