// The result of a hook: how the call ended, and one sentence for the person who can act on it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace host_sdk {

/// How a call ended, by who can act next. Part of the binary contract: never changes in a major version.
enum class ResultCode : std::uint8_t {
  ok = 0,
  /// Done, but some changes need an administrator's decision (held removals, frozen members).
  review_needed = 1,
  /// The administrator has to change a setting or a choice; a retry does not help.
  administrator_action = 2,
  /// The administrator has to grant access again (a revoked grant, a lost role).
  access_lost = 3,
  /// The platform's operator has to change settings, the database or the deployment.
  operator_action = 4,
  /// A temporary failure: the host retries, after `retry_after` if that is set.
  try_again = 5,
  /// The call was cancelled and changed nothing.
  cancelled = 6,
  /// The request conflicts with the current state (busy, forbidden) and changed nothing.
  refused = 7,
};

/// The enumerator's name: "try_again"; "unknown" for any other number. [any]
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

/// The result of a call. A plain value: either side may copy and keep it. [any]
struct Result {
  ResultCode code = ResultCode::ok;
  /// One plain sentence for the person who can act on `code`, without secrets. Empty only if `code` is `ok`.
  std::string sentence;
  /// The earliest useful time for a retry; only with `ResultCode::try_again`.
  std::optional<std::chrono::seconds> retry_after;

  /// True if the work was done, even if parts of it need a review.
  [[nodiscard]] bool done() const { return code == ResultCode::ok || code == ResultCode::review_needed; }

  static Result ok() { return {}; }
  static Result failed(ResultCode code, std::string sentence) { return {code, std::move(sentence), {}}; }
  static Result again(std::string sentence, std::optional<std::chrono::seconds> after = {}) {
    return {ResultCode::try_again, std::move(sentence), after};
  }
};

}  // namespace host_sdk
