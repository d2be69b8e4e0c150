// All metrics of this process.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/hooks/metric_source.hpp"
#include "host_sdk/services/metrics.hpp"
#include "metrics/metric_group.hpp"

namespace sample_host {

class Log;

/// The host's group and one of each plugin. Thread-safe.
class MetricRegistry {
 public:
  /// The owner of the host's own metrics: not the id of a plugin, which may be "host".
  static constexpr std::string_view kHost = "";
  /// Values that were read just now, by owner.
  using Samples = std::map<std::string, std::vector<host_sdk::MetricSample>>;

  /// Defines the host's metrics.
  explicit MetricRegistry(Log& log);
  ~MetricRegistry();

  /// The host's own metrics (host_metrics.hpp).
  [[nodiscard]] MetricGroup& host() { return *host_; }
  /// The metrics of a plugin; created at the first call, and kept until the registry is destroyed.
  [[nodiscard]] MetricGroup& plugin(const std::string& plugin_id);

  /// Returns everything as Prometheus text, version 0.0.4.
  [[nodiscard]] std::string text(const Samples& samples);

  /// How many values of each plugin were ignored.
  [[nodiscard]] std::map<std::string, std::uint64_t> ignored() const;

 private:
  Log& log_;
  std::unique_ptr<MetricGroup> host_;
  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<MetricGroup>> plugins_;
};

}  // namespace sample_host
