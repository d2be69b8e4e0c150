// Reads everything that one look at the metrics shows.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "metrics/host_metrics.hpp"
#include "metrics/metric_registry.hpp"

namespace sample_host {

/// What takes the database is read on a thread of its own, so that a database that hangs does not hide the
/// rest. Thread-safe.
class MetricsReader {
 public:
  /// Less than Prometheus waits for an answer, which is 10 seconds.
  static constexpr std::chrono::seconds kPatience{4};

  /// `host` must outlive the reader. `web` must be quick and not throw.
  MetricsReader(HostRuntime& host, std::function<WebLoad()> web,
                std::chrono::milliseconds patience = kPatience);
  ~MetricsReader();
  MetricsReader(const MetricsReader&) = delete;
  MetricsReader& operator=(const MetricsReader&) = delete;

  /// Returns all metrics as Prometheus text, after at most `patience`; without what was not read by then.
  [[nodiscard]] std::string text();

  /// Waits for the end of the reading that goes on. Afterwards `text` shows nothing that takes the database.
  /// Call it before the plugins stop. May be called twice.
  void stop();

 private:
  using Samples = MetricRegistry::Samples;

  void read_on_demand();
  [[nodiscard]] Samples read_slowly();
  void read_plugins(Samples& samples);
  /// Logs the first failure in a row.
  void note(const std::string& source, const std::string& failure);
  [[nodiscard]] std::optional<Samples> wait_for_samples();

  HostRuntime& host_;
  const std::function<WebLoad()> web_;
  const std::chrono::milliseconds patience_;
  /// Those that failed when they were read last. Only on the reader's thread.
  std::set<std::string> failed_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  /// Readings are numbered. A caller wants one that began after it asked, or the one that is going on.
  std::uint64_t wanted_ = 0;
  std::uint64_t done_ = 0;
  bool reading_ = false;
  Samples latest_;
  std::thread thread_;
};

}  // namespace sample_host
