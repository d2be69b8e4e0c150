// Decides what an error of Google means: retry, refresh the token, skip the object, or fail with a sentence
// for the person who can act. Pure functions. The errors of the token endpoint are in
// sign_in/token_errors.hpp, those of service accounts in sign_in/delegation.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "failure.hpp"
#include "google/wire/error_body.hpp"
#include "google/wire/http.hpp"
#include "host_sdk/result.hpp"
#include "model/directory.hpp"

namespace gup::google {

/// What a refusal means depends on the call.
enum class CallKind : std::uint8_t {
  /// All users, groups or units: a refusal means, after a few retries, that the access is lost.
  list,
  /// All units in one answer. A refusal means the same as for `list`, but a request that keeps failing is
  /// skipped: the units can be read in parts.
  whole_tree,
  /// One user, group or unit, or the members of one group: an error that Google does not attribute to
  /// something else concerns that object only.
  object,
  /// One of several objects, of which any one that can be read is enough: an error that may concern that
  /// object
  /// only is not retried.
  sample,
  /// A call right after signing in, which tests whether Google refuses.
  probe,
};

struct CallName {
  /// Google's name for the method: "users.list".
  std::string_view method;
  CallKind kind = CallKind::list;
  /// The request carried a page token.
  bool continued = false;
};

/// An error that Google does not attribute to something else concerns one object only.
[[nodiscard]] bool concerns_one_object(const CallName& call);

/// What must be fixed before Google gives a service account access.
enum class DelegationProblem : std::uint8_t {
  /// The key or its service account.
  key,
  /// The administrator that the service account impersonates.
  administrator,
  /// The domain-wide delegation to the service account.
  delegation,
  /// The clock of this machine.
  clock,
};

struct RetryDecision {
  enum class Action : std::uint8_t { retry, refresh_token, skip, fail };
  Action action = Action::fail;
  /// For `retry`: the number of retries, after which the rest of this decision applies.
  int retries = 0;
  /// Google sent no whole answer.
  bool unanswered = false;
  /// Google rate-limited the request.
  bool throttled = false;
  /// For `fail`: Google rejected the request itself as invalid.
  bool invalid_request = false;
  /// Set for `skip`. If set for `retry`, the object is skipped after the last retry; otherwise the call
  /// fails.
  std::optional<Unreadable> unreadable;
  /// Used for `fail` and after the last retry.
  host_sdk::ResultCode code = host_sdk::ResultCode::try_again;
  std::string sentence;
  /// Only used for `access_lost`.
  AccessLoss loss = AccessLoss::reconnect;
  /// Set for `fail` with a service account.
  std::optional<DelegationProblem> problem;
  /// For `try_again`: the earliest time for the next attempt.
  std::optional<std::chrono::seconds> retry_after;
};

/// `after`: the earliest time for the next attempt.
[[nodiscard]] RetryDecision fail(host_sdk::ResultCode code, std::string sentence,
                                 std::optional<std::chrono::seconds> after = std::nullopt);
/// Fails with `access_lost`, or with `code` if that is given.
[[nodiscard]] RetryDecision lose_access(std::string sentence, AccessLoss loss,
                                        host_sdk::ResultCode code = host_sdk::ResultCode::access_lost);
/// Fails with `try_again` after the last retry. `what` went wrong each time; `code` ends the sentence.
[[nodiscard]] RetryDecision retry(int retries, const std::string& what, const std::string& code);

[[nodiscard]] RetryDecision classify(const CallName& call, const DirectoryError& error);
[[nodiscard]] RetryDecision classify(const CallName& call, const NoAnswer& missing);
/// A 200 whose body Google did not write, or not to its end: "Google's answer to users.list was not JSON".
[[nodiscard]] RetryDecision classify_damaged(const CallName& call, const std::string& sentence);
/// A 200 about an object whose JSON has the wrong format.
[[nodiscard]] RetryDecision skip_failing();
/// A 401 that a fresh token did not resolve.
[[nodiscard]] RetryDecision classify_refused_token(const CallName& call);

/// How often a token request is repeated.
inline constexpr int kTokenRetries = 3;
/// No answer of the token or revocation endpoint.
[[nodiscard]] RetryDecision classify_no_token(const NoAnswer& missing);

/// The failure that a decision ends a call with. `retry_after` is the answer's `Retry-After`.
[[nodiscard]] Failure to_failure(const RetryDecision& decision,
                                 std::optional<std::chrono::seconds> retry_after);

}  // namespace gup::google
