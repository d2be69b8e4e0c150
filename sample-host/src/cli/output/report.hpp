// The report of a sync run, for people and programs.
#pragma once

#include <string>

#include "host_sdk/hooks/user_provider.hpp"

namespace sample_host {

/// One line: the fields of SyncReport by their names, `result` (`code` and `sentence`), `preview`, and
/// `duration_seconds`.
[[nodiscard]] std::string report_json_text(const host_sdk::SyncReport& report, const host_sdk::Result& result,
                                           bool preview);

/// Lines for a terminal; at most 20 people of each kind are named. Empty when no run took place.
[[nodiscard]] std::string report_text(const host_sdk::SyncReport& report, bool preview);

/// The word for a code: `review_needed`.
[[nodiscard]] std::string_view code_name(host_sdk::ResultCode code);

}  // namespace sample_host
