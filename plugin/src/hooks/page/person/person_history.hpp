// What runs did to one person.
#pragma once

#include <string>

#include "database/read_stores.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

[[nodiscard]] host_sdk::page::Block find_person_form(const View& view);
/// What runs did to the person of the view.
[[nodiscard]] host_sdk::page::Block history_of_person(const std::string& company_id, HistoryStore& store,
                                                      const View& view);
/// The search for a person, and what runs did to the chosen one.
[[nodiscard]] host_sdk::page::Block person_history(const std::string& company_id, HistoryStore& store,
                                                   const View& view);

}  // namespace gup
