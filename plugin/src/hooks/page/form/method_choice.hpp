// Select sync method: which target users and target groups the sync writes.
#pragma once

#include <optional>
#include <string>

#include "database/store.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The target group that the settings choose, if one of that id exists. Throws `Failure`. [page]
[[nodiscard]] std::optional<Store::TargetGroupOption> chosen_target_group(TargetGroupStore& store,
                                                                          const std::string& company_id,
                                                                          const SyncSettings& settings);

/// The second half of the form. `target_group`: the chosen one, if it exists.
[[nodiscard]] host_sdk::page::Block method_choice(
    const SyncSettings& settings, const std::optional<Store::TargetGroupOption>& target_group);

}  // namespace gup
