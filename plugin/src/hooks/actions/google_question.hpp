// The time that an action may spend on questions to Google.
#pragma once

#include <chrono>

#include "failure.hpp"
#include "hooks/context.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "host_sdk/language.hpp"
#include "sync/reading/ask_directory.hpp"

namespace gup {

/// How long an action may ask Google: 8 of its 10 seconds. An action uses one monitor for all its requests.
inline constexpr std::chrono::seconds kGoogleTime{8};

[[nodiscard]] inline host_sdk::DeadlineMonitor time_for_google(const HookContext& context) {
  return {context.host.clock(), kGoogleTime};
}

/// Calls `ask`, and throws `Failure` (`try_again`) when it was cancelled because the time is over. Only
/// before anything is saved.
template <typename Ask>
auto ask_in_time(const Ask& ask) {
  try {
    return ask();
  } catch (const Cancelled&) {
    throw Failure(host_sdk::ResultCode::try_again,
                  host_sdk::tr("Google did not respond in time. Nothing was saved. Try again."));
  }
}

}  // namespace gup
