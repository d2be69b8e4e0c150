// What the token endpoint's errors mean for a service account with domain-wide delegation, and which of the
// things that an administrator set up has to be put right. Pure functions.
#pragma once

#include <cstdint>

#include "failure.hpp"
#include "google/sign_in/credentials.hpp"
#include "google/transport/retry_policy.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup::google {

/// A service account was refused an access token; the sentence says what to change. What only the operator
/// can change has the code `operator_action`, everything else `access_lost`.
class DelegationRefused : public Failure {
 public:
  DelegationRefused(const Failure& failure, DelegationConcern concern)
      : Failure(failure), concern_(concern) {}
  [[nodiscard]] DelegationConcern concern() const { return concern_; }

 private:
  DelegationConcern concern_;
};

/// `now` is the host's clock, which the sentence about a wrong clock names. A decision that fails for good
/// carries its concern.
[[nodiscard]] RetryDecision classify_delegation_error(const DelegatedAccess& access, const TokenError& error,
                                                      host_sdk::Timestamp now);

}  // namespace gup::google
