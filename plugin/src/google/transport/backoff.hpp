// How long to wait before a retry.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "host_sdk/services/clock.hpp"

namespace gup::google {

/// The directory's back-off, as Google recommends: 2^n seconds (at most 32) plus up to one random second.
/// A longer `retry_after` takes its place, up to one minute. `retry` counts from 0; `random` is in [0, 1).
[[nodiscard]] std::chrono::milliseconds backoff(int retry, double random,
                                                std::optional<std::chrono::seconds> retry_after);

/// The token endpoint's back-off: one second, doubled each time, plus or minus 10%.
[[nodiscard]] std::chrono::milliseconds token_backoff(int retry, double random,
                                                      std::optional<std::chrono::seconds> retry_after);

/// Parses the header `Retry-After`: seconds or an HTTP date (RFC 9110, section 10.2.3), limited to 0 to 6
/// hours. Returns nullopt for any other text.
[[nodiscard]] std::optional<std::chrono::seconds> read_retry_after(std::string_view header,
                                                                   host_sdk::Timestamp now);

}  // namespace gup::google
