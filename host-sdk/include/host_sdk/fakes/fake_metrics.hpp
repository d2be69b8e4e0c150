// Metrics in memory, to look at.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_sdk/services/metrics.hpp"

namespace host_sdk::fakes {

/// Follows the rules of `Metrics`, except for the limits of numbers. [any] @since 1.3
class FakeMetrics : public Metrics {
 public:
  Result define(const MetricDefinition& definition) override;
  void add(std::string_view name, const std::vector<std::string>& label_values, double by) override;
  void set(std::string_view name, const std::vector<std::string>& label_values, double value) override;
  void observe(std::string_view name, const std::vector<std::string>& label_values, double value) override;

  /// The value of a counter or gauge; 0 if there is none.
  [[nodiscard]] double value(const std::string& name,
                             const std::vector<std::string>& label_values = {}) const;
  /// The values that were counted in a histogram, in order.
  [[nodiscard]] std::vector<double> observed(const std::string& name,
                                             const std::vector<std::string>& label_values = {}) const;
  /// Why values were ignored: "runs_total: the number is negative". Lets tests assert that no value was.
  [[nodiscard]] std::vector<std::string> ignored() const;
  [[nodiscard]] std::vector<MetricDefinition> definitions() const;

 private:
  using Key = std::pair<std::string, std::vector<std::string>>;
  void take(MetricKind kind, std::string_view name, const std::vector<std::string>& label_values,
            double value);

  mutable std::mutex mutex_;
  std::map<std::string, MetricDefinition, std::less<>> definitions_;
  std::map<Key, std::vector<double>> values_;
  std::vector<std::string> ignored_;
};

}  // namespace host_sdk::fakes
