// Numbers and durations in words, the same on every card of the page.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "database/records.hpp"
#include "model/sync_settings.hpp"

namespace gup {

/// "1,284". [any]
[[nodiscard]] std::string grouped(std::int64_t number);

/// "1 user", "1,284 users". [any]
[[nodiscard]] std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// "4 s", "2 min 41 s", "3 h 5 min". [any]
[[nodiscard]] std::string lasting(std::chrono::microseconds duration);

/// "24 hours", "7 days", "15 minutes". [any]
[[nodiscard]] std::string period(std::chrono::seconds duration);

/// "14 added, 31 updated, 2 removed". [any]
[[nodiscard]] std::string counts_in_words(const host_sdk::SyncReport& report);

/// "5% and at least 20 users within 7 days". [any]
[[nodiscard]] std::string limit_in_words(const RemovalLimit& limit);

/// `part` of `whole` in percent, rounded, but never to nothing while there is something. [any]
[[nodiscard]] std::int64_t percent_of(std::int64_t part, std::int64_t whole);

}  // namespace gup
