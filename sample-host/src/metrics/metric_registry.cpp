#include "metrics/metric_registry.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>

#include "metrics/host_metrics.hpp"
#include "services/log.hpp"

namespace sample_host {
namespace {

/// Ids have no '_', so no two plugins share a prefix. The host's name is not an id with its own prefix,
/// either: "sample-host" becomes another one.
std::string prefix_of(const std::string& plugin_id) {
  std::string prefix = plugin_id + "_";
  std::replace(prefix.begin(), prefix.end(), '-', '_');
  const bool digit = prefix.front() >= '0' && prefix.front() <= '9';
  return digit || prefix == kHostMetricPrefix ? "plugin_" + prefix : prefix;
}

}  // namespace

MetricRegistry::MetricRegistry(Log& log)
    : log_(log),
      host_(std::make_unique<MetricGroup>(
          kHostMetricPrefix, MetricGroup::Limits{.metrics = 100, .series = 10'000, .samples = 1'000'000},
          [&log](std::string_view name, const std::string& why) {
            log.warning("", LogLine("metric_ignored").with("metric", name).with("reason", why));
          })) {
  define_host_metrics(*host_);
}

MetricRegistry::~MetricRegistry() = default;

MetricGroup& MetricRegistry::plugin(const std::string& plugin_id) {
  const std::lock_guard lock(mutex_);
  auto& group = plugins_[plugin_id];
  if (!group)
    group = std::make_unique<MetricGroup>(
        prefix_of(plugin_id), MetricGroup::Limits{},
        [this, plugin_id](std::string_view name, const std::string& why) {
          log_.write(host_sdk::LogLevel::warning, plugin_id, "",
                     LogLine("metric_ignored").with("metric", name).with("reason", why).text());
        });
  return *group;
}

std::string MetricRegistry::text(const Samples& samples) {
  static const std::vector<host_sdk::MetricSample> kNone;
  const auto of = [&samples](const std::string& owner) -> const auto& {
    const auto found = samples.find(owner);
    return found == samples.end() ? kNone : found->second;
  };
  std::vector<prometheus::MetricFamily> families;
  host_->collect(of(std::string{kHost}), families);
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, group] : plugins_) group->collect(of(id), families);
  }
  // "a" with "b_x" and "a-b" with "x" have the same full name; Prometheus refuses a name that appears twice.
  std::stable_sort(families.begin(), families.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto repeated = std::unique(families.begin(), families.end(),
                                    [](const auto& a, const auto& b) { return a.name == b.name; });
  families.erase(repeated, families.end());
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families);
  return std::move(out).str();
}

std::map<std::string, std::uint64_t> MetricRegistry::ignored() const {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::uint64_t> counts;
  for (const auto& [id, group] : plugins_) counts[id] = group->ignored();
  return counts;
}

}  // namespace sample_host
