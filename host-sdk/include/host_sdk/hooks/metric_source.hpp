// Metrics that are read when someone looks at them.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/result.hpp"

namespace host_sdk {

/// The current value of one series. A plain value. @since 1.3
struct MetricSample {
  /// The name in the definition, without the plugin's prefix.
  std::string name;
  /// In the order of the definition's labels.
  std::vector<std::string> label_values = {};
  double value = 0;
};

/// Reads gauges, and counters that the plugin keeps itself. Suits values that are true of the database rather
/// than of this process, and those of companies, which may disappear. Owned by the plugin; lives from `start`
/// until the plugin's `stop()` returns. @since 1.3
class MetricSource {
 public:
  virtual ~MetricSource() = default;

  /// Appends the current values to `samples`; series that are not among them are no longer published. The
  /// rules of `Metrics` apply to each. Errors: any; nothing of this source is published then, and the host
  /// says so in a metric of its own. [any] Not concurrently. Called about every 15 seconds, so it takes a few
  /// milliseconds; after 4 seconds the host publishes without it.
  virtual Result collect(std::vector<MetricSample>& samples) = 0;
};

}  // namespace host_sdk
