// Numbers that operators watch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/result.hpp"

namespace host_sdk {

enum class MetricKind : std::uint8_t {
  /// Only grows while the process lives: runs, requests. Its name ends in `_total`.
  counter = 0,
  /// Goes up and down: sessions in use, a time.
  gauge = 1,
  /// How often values of each size occurred: durations. Its name ends in its unit, `_seconds` or `_bytes`.
  histogram = 2,
};

/// Describes a metric: one time series for each combination of label values. @since 1.3
struct MetricDefinition {
  MetricKind kind = MetricKind::counter;
  /// 1 to 64 characters of a-z, 0-9 and '_', first a letter. The host puts the plugin's id before it, with
  /// '_' for '-': `runs_total` of the plugin `hello` is `hello_runs_total`. Times are in seconds, sizes in
  /// bytes; points in time are gauges of Unix time, and end in `_timestamp_seconds`.
  std::string name;
  /// What is counted, in 1 to 300 characters, for operators.
  std::string help;
  /// At most 4 names as `name`, with at most 32 characters; not `le`. Each combination of values is a series
  /// of its own, so a label has few values: a result, a company's id. Never a person, an address or a secret.
  std::vector<std::string> labels = {};
  /// Histograms only: 1 to 20 finite upper bounds, ascending, in the unit of the name.
  std::vector<double> buckets = {};
};

/// Collects a plugin's metrics in memory, for this process; the host publishes them where its operators ask.
/// They start from zero with the process. Owned by the host; lives until the plugin's `stop()` returns. [any]
/// Calls return within 1 ms and never fail.
///
/// A value is ignored, and the host logs the first one of each metric, in these cases:
/// - the metric is not defined, or of another kind
/// - the number of label values differs
/// - a label value is longer than 128 bytes or not clean UTF-8
/// - the number is not finite
/// - a new series would exceed 10,000 series of the plugin, or 100,000 of its sources; a histogram counts as
///   its buckets and 3 more
/// @since 1.3
class Metrics {
 public:
  virtual ~Metrics() = default;

  /// Defines a metric; repeating the same definition has no effect. Errors: `operator_action` with a sentence
  /// that names the metric and what is wrong: a name or label of another form, buckets that do not ascend, a
  /// name that is defined differently, or more than 100 metrics.
  virtual Result define(const MetricDefinition& definition) = 0;

  /// Adds `by`, 0 or more, to a counter. `label_values` are in the order of the definition's labels.
  virtual void add(std::string_view name, const std::vector<std::string>& label_values, double by) = 0;

  /// Sets a gauge. The series stays until the process ends: what depends on the database, or can disappear,
  /// is better read by a `MetricSource`.
  virtual void set(std::string_view name, const std::vector<std::string>& label_values, double value) = 0;

  /// Counts a value, 0 or more, in a histogram.
  virtual void observe(std::string_view name, const std::vector<std::string>& label_values, double value) = 0;
};

}  // namespace host_sdk
