// The results and reports of runs, for people and programs.
#pragma once

#include <string>

#include "host_sdk/hooks/user_provider.hpp"

namespace sample_host {

/// Returns one line of JSON: the fields of SyncReport by name, `result` (`code` and `sentence`), `preview`
/// and `duration_seconds`.
[[nodiscard]] std::string report_json_text(const host_sdk::SyncReport& report, const host_sdk::Result& result,
                                           bool preview);

/// Returns lines for a terminal that name at most 20 people of each kind; "" if no run took place.
[[nodiscard]] std::string report_text(const host_sdk::SyncReport& report, bool preview);

/// Returns the result's own sentence, or "done". A failure has one, see `CallGuard`.
[[nodiscard]] std::string sentence_of(const host_sdk::Result& result);

}  // namespace sample_host
