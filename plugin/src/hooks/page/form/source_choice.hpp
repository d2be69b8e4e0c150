// Select sync source: organizational units or groups, all or selected ones.
#pragma once

#include "host_sdk/page/blocks.hpp"
#include "model/settings/sync_settings.hpp"
#include "sync/reading/directory_cache.hpp"

namespace gup {

/// The first half of the form. `directory`: null until it has been read.
[[nodiscard]] host_sdk::page::Block source_choice(const SyncSettings& settings,
                                                  const PickerDirectory* directory);

}  // namespace gup
