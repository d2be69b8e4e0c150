// How an import reports its progress, and stops when the host asks it to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "host_sdk/monitor.hpp"

namespace csv_import_plugin {

/// The host asked the import to stop.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("It was cancelled. Nothing was changed.") {}
};

/// The number of people between two reports: far less than a second's work.
inline constexpr std::size_t kPeopleBetweenReports = 500;

/// Reports that step `step` of 2 is done for that many people. Throws Cancelled.
inline void report_progress(host_sdk::TaskMonitor& monitor, int step, std::string activity,
                            std::size_t people) {
  monitor.report({.step = step,
                  .steps = 2,
                  .activity = std::move(activity),
                  .done = static_cast<std::int64_t>(people),
                  .total = {},
                  .unit = "people",
                  .counts = {}});
  if (monitor.cancel_requested()) throw Cancelled();
}

}  // namespace csv_import_plugin
