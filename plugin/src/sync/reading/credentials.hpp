// With what a company reads Google, as it lies in the host's secret store.
#pragma once

#include <string>

#include "database/records.hpp"
#include "google/directory/directory_reader.hpp"
#include "google/sign_in/credentials.hpp"
#include "host_sdk/services/host_services.hpp"

namespace gup {

/// What belongs to `connection`. Errors: throws `Failure` (`access_lost` when it is missing or cannot be
/// used). [any]
[[nodiscard]] google::Credentials credentials_of(host_sdk::HostServices& host, const Connection& connection);

/// Keeps what a new connection has. Durable when it returns; the former one's are kept until
/// `forget_other_credentials`, so that there is no moment without any. Errors: throws `Failure`. [any]
void keep_credentials(host_sdk::HostServices& host, const std::string& company_id,
                      const google::Credentials& credentials);

/// Forgets those of the other kind, once the connection is saved. Errors: throws `Failure`. [any]
void forget_other_credentials(host_sdk::HostServices& host, const std::string& company_id,
                              const google::Credentials& kept);

/// Forgets all of them. Errors: throws `Failure`. [any]
void forget_credentials(host_sdk::HostServices& host, const std::string& company_id);

/// Keeps the refresh token that Google gave in place of the `used` one, if it gave one. Errors: throws
/// `Failure`. [any]
void keep_replaced_token(host_sdk::HostServices& host, const std::string& company_id,
                         const google::Credentials& used, const google::DirectoryReader& reader);

}  // namespace gup
