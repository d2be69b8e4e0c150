// The metrics that are read from the database and from Google's client when someone looks.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/hooks/metric_source.hpp"

namespace gup {

/// One thread at a time.
class MetricsHook final : public host_sdk::MetricSource {
 public:
  /// Defines the metrics. Throws `Failure` if the host refuses one.
  explicit MetricsHook(HookContext context);

  host_sdk::Result collect(std::vector<host_sdk::MetricSample>& samples) override;

 private:
  HookContext context_;
};

}  // namespace gup
