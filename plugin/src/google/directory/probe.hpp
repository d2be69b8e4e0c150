// Whether somebody who has just signed in may read what a sync needs.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "google/directory/directory_requests.hpp"
#include "google/google_service.hpp"
#include "google/transport/api_caller.hpp"

namespace gup::google {

/// Asks for one user, one group and the top units, all three even if one is refused, then for the account's
/// own record: anybody can consent, only an administrator may read. Throws `access_lost` with a sentence that
/// names what was refused. The references must live until the end.
[[nodiscard]] boost::asio::awaitable<Administrator> probe(ApiCaller& api, const DirectoryRequests& requests,
                                                          std::string account_id, std::string account_email);

}  // namespace gup::google
