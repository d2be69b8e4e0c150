// Reads everything that one look at the metrics shows.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "metrics/host_metrics.hpp"
#include "metrics/metric_registry.hpp"

namespace sample_host {

struct LoadedPlugin;

/// Reads the database on a thread of its own, and each plugin on a thread of `PageCalls`. So a source that
/// hangs does not hide the others. Thread-safe.
class MetricsReader {
 public:
  /// Less than Prometheus waits for an answer, which is 10 seconds.
  static constexpr std::chrono::seconds kPatience{5};
  /// What the host's tables say; may block and throw.
  using TablesReading = std::function<void(HostRuntime&, std::vector<host_sdk::MetricSample>&)>;

  /// `host` must outlive the reader. `web` must be quick and not throw.
  MetricsReader(HostRuntime& host, std::function<WebLoad()> web,
                std::chrono::milliseconds patience = kPatience, TablesReading tables = read_tables);
  ~MetricsReader();
  MetricsReader(const MetricsReader&) = delete;
  MetricsReader& operator=(const MetricsReader&) = delete;

  /// Returns all metrics as Prometheus text, after at most `patience`; without what was not read by then.
  [[nodiscard]] std::string text();

  /// Waits for the end of the current reading, but for no plugin if `PageCalls` was stopped. Afterwards
  /// `text` shows nothing that takes the database. Call it before the plugins stop. May be called twice.
  void stop();

 private:
  using Samples = MetricRegistry::Samples;

  void read_on_demand();
  void read_host();
  /// The plugin has four fifths of the patience.
  void read_plugin(const LoadedPlugin& plugin);
  void publish(const std::string& owner, std::vector<host_sdk::MetricSample> samples);
  /// Logs the first failure in a row.
  void note(const std::string& owner, const std::string& failure);
  /// An owner that did not answer in time is absent.
  [[nodiscard]] Samples wait_for_samples();

  HostRuntime& host_;
  const std::function<WebLoad()> web_;
  const std::chrono::milliseconds patience_;
  const TablesReading tables_;
  /// The sources that failed when they were last read. Only on the reader's thread.
  std::set<std::string> failed_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  /// Readings are numbered. A caller waits for the reading in progress, or for one that starts later.
  std::uint64_t wanted_ = 0;
  std::uint64_t done_ = 0;
  /// What the current reading has so far.
  Samples current_;
  /// The last whole reading.
  Samples latest_;
  std::thread thread_;
};

}  // namespace sample_host
