// The table of a plugin's page as CSV.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "host_sdk/page/blocks.hpp"

namespace sample_host {

/// Returns the columns' labels and all rows, without formatting. `user_name` names a target user whose cell
/// has no text.
[[nodiscard]] std::string table_csv(const host_sdk::page::Table& table,
                                    const std::function<std::string(std::int64_t)>& user_name);

}  // namespace sample_host
