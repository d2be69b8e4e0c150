// The page of all settings; the long lists among them have sub-pages of their own.
#pragma once

#include <vector>

#include "hooks/page/form/sync_form.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/schedule/schedule_card.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

[[nodiscard]] std::vector<host_sdk::page::Block> settings_page(Store& store, const PageFacts& facts,
                                                               const ScheduleFacts& schedule,
                                                               const SyncFormFacts& form, PageState state);

}  // namespace gup
