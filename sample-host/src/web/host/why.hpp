// A target user's provider: why the person is a target user, what changed, and what can be done.
#pragma once

#include <cstdint>

#include "database/target_rows/target_users.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "http/site.hpp"
#include "web/host/visit.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// The address of a target user's page.
[[nodiscard]] std::string target_user_address(std::int64_t id);

/// Draws the provider's stored explanation, and what its runs did to the person. Administrators also get the
/// buttons to sync and to exclude. Takes at most two seconds.
void draw_why(Html& html, Services& services, const Visit& visit, const TargetUser& user);

/// Syncs the person alone, or says what a sync would do. Waits some seconds for the end, which may come
/// later.
[[nodiscard]] Response sync_user(Services& services, const Visit& visit, std::int64_t id,
                                 host_sdk::SyncMode mode);
/// Keeps the person out of further syncs.
[[nodiscard]] Response exclude_user(Services& services, const Visit& visit, std::int64_t id);

}  // namespace sample_host::web
