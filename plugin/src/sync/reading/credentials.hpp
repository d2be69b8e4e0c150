// A company's credentials for Google in the host's secret store.
#pragma once

#include <optional>
#include <string>

#include "database/records.hpp"
#include "google/directory/directory_reader.hpp"
#include "google/sign_in/credentials.hpp"
#include "host_sdk/services/host_services.hpp"
#include "secret_text.hpp"

namespace gup {

/// The credentials of `connection`. Errors: throws `Failure` (`access_lost` if they are missing or unusable).
/// [any]
[[nodiscard]] google::Credentials credentials_of(host_sdk::HostServices& host, const Connection& connection);

/// Stores the credentials of a new connection durably. Credentials of the other kind stay until
/// `forget_other_credentials`. Errors: throws `Failure`. [any]
void keep_credentials(host_sdk::HostServices& host, const std::string& company_id,
                      const google::Credentials& credentials);

/// The stored credentials of the same kind as `replacement`; nullopt if there are none or the host's key does
/// not decrypt them. Errors: throws `Failure`. [any]
[[nodiscard]] std::optional<SecretText> former_credentials(host_sdk::HostServices& host,
                                                           const std::string& company_id,
                                                           const google::Credentials& replacement);

/// Stores `former` again in place of `replacement`, unless that was replaced meanwhile; erases `replacement`
/// if there were no former ones. The caller already has something to report, so a failure is logged and not
/// thrown. [any]
void restore_credentials(host_sdk::HostServices& host, const std::string& company_id,
                         const google::Credentials& replacement,
                         const std::optional<SecretText>& former) noexcept;

/// Erases `former`, which `restore_credentials` put back in place of `replacement`, unless it was replaced
/// meanwhile. A failure is logged and not thrown. [any]
void erase_restored(host_sdk::HostServices& host, const std::string& company_id,
                    const google::Credentials& replacement, const SecretText& former) noexcept;

/// Erases the credentials of every kind other than `kept`'s. Errors: throws `Failure`. [any]
void forget_other_credentials(host_sdk::HostServices& host, const std::string& company_id,
                              const google::Credentials& kept);

/// Erases all credentials of the company. Errors: throws `Failure`. [any]
void forget_credentials(host_sdk::HostServices& host, const std::string& company_id);

/// Stores the refresh token with which Google replaced the `used` one, if it did. Errors: throws `Failure`.
/// [any]
void keep_replaced_token(host_sdk::HostServices& host, const std::string& company_id,
                         const google::Credentials& used, const google::DirectoryReader& reader);

/// The same while another error is being handled: a failure is logged and not thrown, so that it does not
/// replace that error. [any]
void keep_replaced_token_after_error(host_sdk::HostServices& host, const std::string& company_id,
                                     const google::Credentials& used,
                                     const google::DirectoryReader& reader) noexcept;

}  // namespace gup
