// Formats numbers, durations and phrases for the page, in the current language.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "database/records.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/settings/limit_text.hpp"

namespace gup {

using host_sdk::counted;
using host_sdk::number_text;
using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::tr_later;
using host_sdk::with_commas;

/// "under 1 s", "4 s", "2 min 41 s", "3 h 5 min". [any]
[[nodiscard]] std::string lasting(std::chrono::microseconds duration);

/// "14 added, 31 updated, 2 removed". [any]
[[nodiscard]] std::string counts_text(const host_sdk::SyncReport& report);

/// "3 added, 1 removed". [any]
[[nodiscard]] std::string memberships_text(const host_sdk::SyncReport& report);

/// `part` of `whole` in percent, rounded, but at least 1 if `part` is above 0. [any]
[[nodiscard]] std::int64_t percent_of(std::int64_t part, std::int64_t whole);

/// `text` with a capital at its start: reasons are stored as parts of sentences. [any]
[[nodiscard]] std::string with_capital(std::string text);

/// A label as it stands in the middle of a sentence: in English with a small letter at its start. [any]
[[nodiscard]] std::string in_sentence(std::string label);

}  // namespace gup
