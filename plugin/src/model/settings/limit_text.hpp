// The removal limit in words.
#pragma once

#include <chrono>
#include <string>

#include "model/settings/sync_settings.hpp"

namespace gup {

/// "24 hours", "7 days", "15 minutes".
[[nodiscard]] std::string period(std::chrono::seconds duration);

/// "5% and at least 20 users within 7 days", or "off".
[[nodiscard]] std::string limit_text(const RemovalLimit& limit);

}  // namespace gup
