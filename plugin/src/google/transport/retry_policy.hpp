// The one file that decides what an error of Google means: try again, sign in anew, skip the object, or give
// up and tell whom. Pure functions. (What a service account may be told besides stands in delegation.hpp.)
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "failure.hpp"
#include "google/transport/error_body.hpp"
#include "google/transport/http_client.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"
#include "model/directory.hpp"

namespace gup::google {

/// What a refusal costs depends on what was asked for.
enum class CallKind : std::uint8_t {
  /// All users, groups or units: being refused means that the access is lost.
  list,
  /// The members of one group: being refused is an answer about that group.
  members,
  /// One person by id: the same about the person.
  user,
  /// One of the calls right after signing in, where a refusal is what is asked about.
  probe,
};

struct CallName {
  /// Google's name of the method: "users.list".
  std::string_view method;
  CallKind kind = CallKind::list;
  /// The request carried a page token.
  bool continued = false;
};

/// What has to be put right before Google gives a service account access.
enum class DelegationConcern : std::uint8_t {
  /// The key or its service account.
  key,
  /// The administrator in whose name it reads.
  administrator,
  /// What a super administrator delegated to it.
  delegation,
  /// The clock of this machine.
  clock,
};

struct RetryDecision {
  enum class Action : std::uint8_t { retry, refresh_token, skip, fail };
  Action action = Action::fail;
  /// With `retry`: how often, before the rest of this decision applies.
  int retries = 0;
  /// Google asked us to be slower.
  bool throttled = false;
  /// With `fail`: it was the request that Google did not like.
  bool invalid_request = false;
  /// With `skip`.
  Unreadable unreadable = Unreadable::forbidden;
  /// With `fail`, and when retries have run out.
  host_sdk::ResultCode code = host_sdk::ResultCode::try_again;
  std::string sentence;
  /// With `fail`, for a service account.
  std::optional<DelegationConcern> concern;
  /// With `try_again`: not before.
  std::optional<std::chrono::seconds> retry_after;
};

[[nodiscard]] RetryDecision classify(const CallName& call, const DirectoryError& error);
[[nodiscard]] RetryDecision classify(const CallName& call, const NoAnswer& missing);
/// A 200 whose body is not JSON.
[[nodiscard]] RetryDecision classify_damaged(const CallName& call);
/// A 401 that came back with a fresh token as well.
[[nodiscard]] RetryDecision classify_refused_token(const CallName& call);

/// Which token the endpoint was asked for.
enum class TokenStep : std::uint8_t { exchange, refresh };

[[nodiscard]] RetryDecision classify(TokenStep step, const TokenError& error);
/// No answer of the token endpoint, whatever it was asked for.
[[nodiscard]] RetryDecision classify_no_token(const NoAnswer& missing);

/// How a decision ends a call, with what the answer's `Retry-After` adds where it counts.
[[nodiscard]] Failure to_failure(const RetryDecision& decision,
                                 std::optional<std::chrono::seconds> retry_after);

/// Google's rule: 2^n seconds (at most 32) and a random part of up to one second, new each time; or the
/// `Retry-After` of the answer, if longer, but never more than a minute for its sake. `retry` counts from 0,
/// `random` is from [0, 1).
[[nodiscard]] std::chrono::milliseconds backoff(int retry, double random,
                                                std::optional<std::chrono::seconds> retry_after);

/// The token endpoint's: 1 s, doubled each time, give or take a tenth.
[[nodiscard]] std::chrono::milliseconds token_backoff(int retry, double random,
                                                      std::optional<std::chrono::seconds> retry_after);

/// Reads the header `Retry-After`: seconds or an HTTP date (RFC 9110, section 10.2.3), from 0 to 6 hours.
/// Nothing for what is neither.
[[nodiscard]] std::optional<std::chrono::seconds> read_retry_after(std::string_view header,
                                                                   host_sdk::Timestamp now);

}  // namespace gup::google
