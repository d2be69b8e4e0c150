#include "plan/removals/deletion_dates.hpp"

#include <algorithm>

namespace gup::plan {
namespace {

using std::chrono::days;

/// The limit of `delete_after_days`.
constexpr std::int64_t kMostStoredDays = UINT16_MAX;

std::uint16_t days_left(const StoredLink& link, const LeavingSteps& steps) {
  if (link.state != LinkState::inactive || link.delete_after_days == 0) return 0;
  switch (steps.of(link.cause)) {
    case OnLeaving::deactivate:
      return 0;
    case OnLeaving::deactivate_then_delete:
      return std::max(link.delete_after_days, static_cast<std::uint16_t>(steps.delete_after_days));
    case OnLeaving::delete_:
      break;
  }
  return link.delete_after_days;
}

}  // namespace

LeavingCause cause_of(LeavingReason reason) {
  switch (reason) {
    case LeavingReason::deleted:
      return LeavingCause::left;
    case LeavingReason::suspended:
    case LeavingReason::archived:
      return LeavingCause::suspended;
    case LeavingReason::not_selected:
    case LeavingReason::excluded:
      return LeavingCause::deselected;
    case LeavingReason::none:
      break;
  }
  return LeavingCause::unknown;
}

std::optional<host_sdk::Timestamp> deletion_date(const StoredLink& link, const LeavingSteps& steps) {
  const std::uint16_t left = days_left(link, steps);
  if (left == 0 || !link.missing_since) return std::nullopt;
  return host_sdk::Timestamp{std::chrono::floor<days>(*link.missing_since)} + days{left};
}

bool is_deletion_due(const StoredLink& link, const LeavingSteps& steps, host_sdk::Timestamp now) {
  const auto date = deletion_date(link, steps);
  return date && now >= *date && link.row_inactive && !link.is_recovered;
}

bool has_further_step(const StoredLink& link, const LeavingSteps& steps) {
  const bool is_waiting = link.state == LinkState::inactive && link.origin == Origin::created &&
                          link.missing_since && link.row_inactive && !link.is_recovered;
  return is_waiting && link.cause != LeavingCause::unknown && link.cause != LeavingCause::left &&
         steps.left != OnLeaving::deactivate;
}

void set_leaving(StoredLink& link, LeavingCause cause, const LeavingSteps& steps, host_sdk::Timestamp now) {
  link.cause = cause;
  link.delete_after_days = 0;
  if (steps.of(cause) != OnLeaving::deactivate_then_delete || link.origin != Origin::created) return;
  const auto gone =
      (std::chrono::floor<days>(now) - std::chrono::floor<days>(link.missing_since.value_or(now))).count();
  link.delete_after_days = static_cast<std::uint16_t>(
      std::min<std::int64_t>(std::max<std::int64_t>(0, gone) + steps.delete_after_days, kMostStoredDays));
}

void review_deletion(StoredLink& link, const LeavingSteps& steps) {
  link.delete_after_days = days_left(link, steps);
}

}  // namespace gup::plan
