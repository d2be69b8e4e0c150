// Domain-wide delegation: how a service account signs in, and what Google's refusals mean. Pure functions.
#pragma once

#include <string>

#include "failure.hpp"
#include "google/sign_in/credentials.hpp"
#include "google/transport/retry_policy.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup::google {

/// Google refused a service account an access token; the sentence says what to change. The code is
/// `operator_action` for a wrong clock and `access_lost` otherwise.
class DelegationRefused : public Failure {
 public:
  DelegationRefused(const Failure& failure, DelegationProblem problem)
      : Failure(failure), problem_(problem) {}
  [[nodiscard]] DelegationProblem problem() const { return problem_; }

 private:
  DelegationProblem problem_;
};

/// The signed JWT (RFC 7523) that a service account exchanges for an access token: it asks to act as the
/// administrator with the needed read-only scopes, for an hour from `now`. `audience` is the configured token
/// endpoint, never an address from a key file. Throws `Failure` (`access_lost`) if the key cannot be used.
/// [any]
[[nodiscard]] SecretText make_assertion(const DelegatedAccess& access, const std::string& audience,
                                        host_sdk::Timestamp now);

/// The form of the token endpoint.
[[nodiscard]] SecretText assertion_form(const SecretText& assertion);

/// What an error of the token endpoint means for a service account. A permanent failure has its `problem`
/// set. `now` is the host's clock, for the sentence about a wrong clock.
[[nodiscard]] RetryDecision classify_delegation_error(const DelegatedAccess& access, const TokenError& error,
                                                      host_sdk::Timestamp now);

}  // namespace gup::google
