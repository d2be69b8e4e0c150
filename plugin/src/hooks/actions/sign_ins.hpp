// What has to be remembered between sending a browser to Google and its return.
#pragma once

#include <optional>
#include <string>

#include "hooks/context.hpp"
#include "secret_text.hpp"

namespace gup {

/// Keeps the code verifier (RFC 7636) of each sign-in sealed in the host's secret store, under a name that
/// only whoever knows the sign-in's `state` can tell. Shared by all processes: the one that sent the browser
/// away need not be the one to which it returns. Errors: throws `Failure`. [page]
class SignIns {
 public:
  explicit SignIns(const HookContext& context) : context_(context) {}

  /// Makes a verifier of 43 random characters for the sign-in, keeps it, and forgets those of more than an
  /// hour ago that nobody returned from.
  [[nodiscard]] SecretText begin(const std::string& company_id, const std::string& state);

  /// The verifier, once: it is erased. Nothing for a sign-in that is unknown or was finished.
  [[nodiscard]] std::optional<SecretText> finish(const std::string& company_id, const std::string& state);

 private:
  /// Forgets old sign-ins, lists the one begun and takes the finished one off the list. Two at the same
  /// moment may lose one of the two from the list, which leaves no more than a verifier that is of no use to
  /// anybody.
  void tidy(const std::string& company_id, const std::optional<std::string>& begun,
            const std::optional<std::string>& finished);

  const HookContext& context_;
};

}  // namespace gup
