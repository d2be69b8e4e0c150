// The metrics of the host, or of one plugin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/hooks/metric_source.hpp"
#include "host_sdk/services/metrics.hpp"

namespace prometheus {
struct MetricFamily;
}

namespace sample_host {

/// Keeps a bounded number of values in memory. Thread-safe. Prometheus's types stay inside: they never cross
/// to a plugin.
class MetricGroup {
 public:
  struct Limits {
    std::size_t metrics = 100;
    /// The limit of stored values.
    std::size_t series = 10'000;
    /// The limit of values in one reading, which are not stored.
    std::size_t samples = 100'000;
  };
  /// Called for the first ignored value of each metric, with the reason.
  using OnIgnored = std::function<void(std::string_view name, const std::string& why)>;

  /// `prefix` comes before every name: "sample_host_".
  MetricGroup(std::string prefix, Limits limits, OnIgnored on_ignored);
  ~MetricGroup();
  MetricGroup(const MetricGroup&) = delete;
  MetricGroup& operator=(const MetricGroup&) = delete;

  /// Implements `host_sdk::Metrics::define`.
  host_sdk::Result define(const host_sdk::MetricDefinition& definition);

  // Implement the functions of `host_sdk::Metrics`.
  void add(std::string_view name, const std::vector<std::string>& label_values, double by = 1);
  void set(std::string_view name, const std::vector<std::string>& label_values, double value);
  void observe(std::string_view name, const std::vector<std::string>& label_values, double value);

  /// Appends the current values: those of `samples`, and what was stored of other metrics.
  void collect(const std::vector<host_sdk::MetricSample>& samples,
               std::vector<prometheus::MetricFamily>& families);

  /// How many values were ignored so far.
  [[nodiscard]] std::uint64_t ignored() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
