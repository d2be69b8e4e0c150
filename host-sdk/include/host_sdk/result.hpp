// What a hook answers: how it ended, and one sentence for the person who can act on it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace host_sdk {

/// How a call ended, told by who can act next. The values are part of the SDK's binary contract: only append.
enum class ResultCode : std::uint8_t {
  ok = 0,
  /// Done, but something waits for an administrator's decision (held removals, frozen members).
  review_needed = 1,
  /// The administrator has to change a setting or a choice; trying again alone does not help.
  administrator_action = 2,
  /// The administrator has to give access again (a revoked grant, a lost role).
  access_lost = 3,
  /// The platform's operator has to change settings, a database or a deployment.
  operator_action = 4,
  /// Nobody can act yet: the host tries again, after `retry_after` where it is known.
  try_again = 5,
  /// Somebody asked for the end; nothing was changed.
  cancelled = 6,
  /// The request contradicts the present state (busy, forbidden); nothing was done.
  refused = 7,
};

/// The code's name, as in the enumeration: "try_again"; "unknown" for a number that is none of them. [any]
[[nodiscard]] constexpr std::string_view name_of(ResultCode code) {
  switch (code) {
    case ResultCode::ok:
      return "ok";
    case ResultCode::review_needed:
      return "review_needed";
    case ResultCode::administrator_action:
      return "administrator_action";
    case ResultCode::access_lost:
      return "access_lost";
    case ResultCode::operator_action:
      return "operator_action";
    case ResultCode::try_again:
      return "try_again";
    case ResultCode::cancelled:
      return "cancelled";
    case ResultCode::refused:
      return "refused";
  }
  return "unknown";
}

/// The answer of a hook. A plain value; may be copied and kept by either side without limit. [any]
struct Result {
  ResultCode code = ResultCode::ok;
  /// One sentence in plain words for the person whom `code` names; no secrets. Empty only when `code` is
  /// `ok`.
  std::string sentence;
  /// The shortest time after which trying again makes sense; only with `ResultCode::try_again`.
  std::optional<std::chrono::seconds> retry_after;

  /// True when the work was done, even if something waits for a review.
  [[nodiscard]] bool done() const { return code == ResultCode::ok || code == ResultCode::review_needed; }

  static Result ok() { return {}; }
  static Result failed(ResultCode code, std::string sentence) { return {code, std::move(sentence), {}}; }
  static Result again(std::string sentence, std::optional<std::chrono::seconds> after = {}) {
    return {ResultCode::try_again, std::move(sentence), after};
  }
};

}  // namespace host_sdk
