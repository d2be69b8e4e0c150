// A company's credentials for Google in the host's secret store.
#pragma once

#include <optional>
#include <string>

#include "database/records.hpp"
#include "database/store.hpp"
#include "google/sign_in/credentials.hpp"
#include "host_sdk/services/host_services.hpp"
#include "secret_text.hpp"

namespace gup {

/// The credentials of `connection`. If another token replaced its token since it was loaded, updates
/// `connection.secret_name`. Errors: throws `Failure` (`access_lost` if they are missing or unusable,
/// `try_again` if the company was connected again meanwhile). [any]
[[nodiscard]] google::Credentials credentials_of(host_sdk::HostServices& host, ConnectionStore& store,
                                                 Connection& connection);

/// Stores credentials durably under that name. Errors: throws `Failure`. [any]
void put_credentials(host_sdk::HostServices& host, const std::string& company_id, const std::string& name,
                     const google::Credentials& credentials);

}  // namespace gup
