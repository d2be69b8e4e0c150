// The state of a sign-in until the browser returns from Google.
#pragma once

#include <optional>
#include <string>

#include "hooks/context.hpp"
#include "secret_text.hpp"

namespace gup {

/// Stores the code verifier (RFC 7636) of each sign-in in the host's secret store, under a name derived from
/// the sign-in's `state`. All processes share it, so the browser may return to another process. Errors:
/// throws `Failure`. [page]
class SignIns {
 public:
  explicit SignIns(const HookContext& context) : context_(context) {}

  /// Creates and stores a verifier of 43 random characters, and erases those of sign-ins that
  /// began more than 15 minutes ago.
  [[nodiscard]] SecretText begin(const std::string& company_id, const std::string& state);

  /// Returns the verifier and erases it. nullopt for an unknown or finished sign-in.
  [[nodiscard]] std::optional<SecretText> finish(const std::string& company_id, const std::string& state);

  /// Erases the verifiers of sign-ins that began more than 15 minutes ago and never came back. [any]
  void forget_old(const std::string& company_id);

 private:
  /// Erases old sign-ins, and updates the list of open ones. Two simultaneous calls may lose an entry of the
  /// list: then an unusable verifier stays in the store.
  void tidy(const std::string& company_id, const std::optional<std::string>& begun,
            const std::optional<std::string>& finished);

  const HookContext& context_;
};

}  // namespace gup
