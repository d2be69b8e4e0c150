// The plugin's secrets in memory, and how they are read from the host's store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "failure.hpp"
#include "host_sdk/secret_text.hpp"
#include "host_sdk/services/secret_store.hpp"

namespace gup {

/// Refresh and access tokens, the client secret, PKCE verifiers and service account keys are kept in this
/// type throughout the plugin.
using host_sdk::SecretText;

/// Reads a secret from the host's store; nullopt if there is none. Errors: throws `Failure`. [any]
[[nodiscard]] inline std::optional<SecretText> read_secret(host_sdk::SecretStore& store,
                                                           std::string_view company_id,
                                                           std::string_view name) {
  std::optional<std::string> text;
  throw_unless_done(store.get(company_id, name, text));
  if (!text) return std::nullopt;
  return SecretText(std::move(*text));
}

/// A secret, or that it is there and the host's key does not decrypt it.
struct FoundSecret {
  std::optional<SecretText> text;
  bool unreadable = false;
};

/// Like `read_secret`, for secrets that can be replaced when the key that encrypted them was lost.
[[nodiscard]] inline FoundSecret find_secret(host_sdk::SecretStore& store, std::string_view company_id,
                                             std::string_view name) {
  std::optional<std::string> text;
  const host_sdk::Result result = store.get(company_id, name, text);
  if (result.code == host_sdk::ResultCode::operator_action) return {std::nullopt, true};
  throw_unless_done(result);
  if (!text) return {};
  return {SecretText(std::move(*text)), false};
}

}  // namespace gup
