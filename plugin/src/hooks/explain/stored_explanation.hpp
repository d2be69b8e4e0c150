// Why a person is a target user or not, from what the last syncs stored.
#pragma once

#include <string>

#include "hooks/context.hpp"
#include "host_sdk/hooks/user_provider.hpp"

namespace gup {

/// Reads only the database: single rows of the person, and the company's group tree. So it takes well below a
/// second in a large company. `email`: a current or former address. Throws `Failure` (`refused`) if
/// the company is not connected. [page]
[[nodiscard]] host_sdk::Explanation explain_stored(const HookContext& context, const std::string& company_id,
                                                   const std::string& email);

/// Asks Google about one person, or syncs this person; see `Runs::synchronize_person`. Records a sync in the
/// audit trail. The explanation has the history and the target groups after it. Throws `Failure`.
[[nodiscard]] host_sdk::PersonOutcome sync_person(const HookContext& context,
                                                  const host_sdk::Company& company, const RunRequest& request,
                                                  const std::string& email, host_sdk::TaskMonitor& monitor);

/// True for text that can be a person's address: one line of valid UTF-8, 1 to 320 characters. [any]
[[nodiscard]] bool can_be_address(std::string_view email);

/// "ada@acme.com is synced from Google", "ada@acme.com is still a target user". [any]
[[nodiscard]] std::string inclusion_text(const host_sdk::Explanation& explanation);

}  // namespace gup
