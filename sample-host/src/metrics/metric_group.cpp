#include "metrics/metric_group.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "host_sdk/metric_rules.hpp"

namespace sample_host {
namespace {

using host_sdk::MetricDefinition;
using host_sdk::MetricKind;
using host_sdk::MetricSample;

/// A metric, and where its values are.
struct Known {
  MetricDefinition definition;
  prometheus::Family<prometheus::Counter>* counters = nullptr;
  prometheus::Family<prometheus::Gauge>* gauges = nullptr;
  prometheus::Family<prometheus::Histogram>* histograms = nullptr;
};

/// How many series Prometheus stores for one combination of label values.
std::size_t series_of(const MetricDefinition& definition) {
  return definition.kind == MetricKind::histogram ? definition.buckets.size() + 3 : 1;
}

prometheus::Labels labels_of(const MetricDefinition& definition, const std::vector<std::string>& values) {
  prometheus::Labels labels;
  for (std::size_t i = 0; i < values.size(); ++i) labels[definition.labels[i]] = values[i];
  return labels;
}

prometheus::ClientMetric to_metric(const MetricDefinition& definition, const MetricSample& sample) {
  prometheus::ClientMetric metric;
  for (std::size_t i = 0; i < sample.label_values.size(); ++i)
    metric.label.push_back({definition.labels[i], sample.label_values[i]});
  if (definition.kind == MetricKind::counter)
    metric.counter.value = sample.value;
  else
    metric.gauge.value = sample.value;
  return metric;
}

}  // namespace

struct MetricGroup::Parts {
  std::string prefix;
  Limits limits;
  OnIgnored on_ignored;
  prometheus::Registry registry;
  std::mutex mutex;
  std::map<std::string, Known, std::less<>> known;
  std::size_t series = 0;
  std::set<std::string, std::less<>> reported;
  std::atomic<std::uint64_t> ignored{0};

  void ignore(std::string_view name, const std::string& why);
  /// Calls `store(known, labels)` for a value that fits.
  template <typename Store>
  void record(MetricKind kind, std::string_view name, const std::vector<std::string>& label_values,
              double value, const Store& store);
  /// Why the sample is not published, or "".
  [[nodiscard]] std::string problem_of(const MetricSample& sample) const;
  /// Makes room for a series unless it is there.
  template <typename Family>
  [[nodiscard]] bool admit(const Known& metric, const Family& family, const prometheus::Labels& labels) {
    if (family.Has(labels)) return true;
    if (series + series_of(metric.definition) > limits.series) return false;
    series += series_of(metric.definition);
    return true;
  }
};

void MetricGroup::Parts::ignore(std::string_view name, const std::string& why) {
  ++ignored;
  bool first = false;
  {
    const std::lock_guard lock(mutex);
    // Bounded as well: the names of unknown metrics are the plugin's own.
    first = reported.size() < limits.metrics && reported.emplace(name).second;
  }
  if (first && on_ignored) on_ignored(name, why);
}

template <typename Store>
void MetricGroup::Parts::record(MetricKind kind, std::string_view name,
                                const std::vector<std::string>& label_values, double value,
                                const Store& store) {
  std::string why = "the metric is not defined";
  {
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(name); found != known.end()) {
      const Known& metric = found->second;
      why = host_sdk::value_problem(metric.definition, kind, label_values, value);
      if (why.empty()) {
        if (store(metric, labels_of(metric.definition, label_values))) return;
        why = "it would exceed the limit of " + std::to_string(limits.series) + " series";
      }
    }
  }
  ignore(name, why);
}

MetricGroup::MetricGroup(std::string prefix, Limits limits, OnIgnored on_ignored)
    : parts_(std::make_unique<Parts>()) {
  parts_->prefix = std::move(prefix);
  parts_->limits = limits;
  parts_->on_ignored = std::move(on_ignored);
}

MetricGroup::~MetricGroup() = default;

host_sdk::Result MetricGroup::define(const MetricDefinition& definition) {
  auto problem = host_sdk::definition_problem(definition);
  auto& p = *parts_;
  const std::lock_guard lock(p.mutex);
  const auto refused = [&](const std::string& why) {
    return host_sdk::Result::failed(host_sdk::ResultCode::operator_action,
                                    "The metric '" + definition.name + "' cannot be defined: " + why + ".");
  };
  if (!problem.empty())
    return host_sdk::Result::failed(host_sdk::ResultCode::operator_action, std::move(problem));
  if (const auto found = p.known.find(definition.name); found != p.known.end())
    return host_sdk::is_same(found->second.definition, definition)
               ? host_sdk::Result::ok()
               : refused("it is defined differently already");
  if (p.known.size() >= p.limits.metrics)
    return refused("there are " + std::to_string(p.limits.metrics) + " metrics already");
  Known metric{definition};
  const std::string name = p.prefix + definition.name;
  switch (definition.kind) {
    case MetricKind::counter:
      metric.counters = &prometheus::BuildCounter().Name(name).Help(definition.help).Register(p.registry);
      break;
    case MetricKind::gauge:
      metric.gauges = &prometheus::BuildGauge().Name(name).Help(definition.help).Register(p.registry);
      break;
    case MetricKind::histogram:
      metric.histograms = &prometheus::BuildHistogram().Name(name).Help(definition.help).Register(p.registry);
      break;
  }
  p.known.emplace(definition.name, std::move(metric));
  return host_sdk::Result::ok();
}

void MetricGroup::add(std::string_view name, const std::vector<std::string>& label_values, double by) {
  parts_->record(MetricKind::counter, name, label_values, by, [&](const Known& metric, const auto& labels) {
    if (!parts_->admit(metric, *metric.counters, labels)) return false;
    metric.counters->Add(labels).Increment(by);
    return true;
  });
}

void MetricGroup::set(std::string_view name, const std::vector<std::string>& label_values, double value) {
  parts_->record(MetricKind::gauge, name, label_values, value, [&](const Known& metric, const auto& labels) {
    if (!parts_->admit(metric, *metric.gauges, labels)) return false;
    metric.gauges->Add(labels).Set(value);
    return true;
  });
}

void MetricGroup::observe(std::string_view name, const std::vector<std::string>& label_values, double value) {
  parts_->record(MetricKind::histogram, name, label_values, value,
                 [&](const Known& metric, const auto& labels) {
                   if (!parts_->admit(metric, *metric.histograms, labels)) return false;
                   metric.histograms->Add(labels, metric.definition.buckets).Observe(value);
                   return true;
                 });
}

std::string MetricGroup::Parts::problem_of(const MetricSample& sample) const {
  const auto found = known.find(sample.name);
  if (found == known.end()) return "the metric is not defined";
  const MetricDefinition& definition = found->second.definition;
  // A sample is one number.
  const auto kind = definition.kind == MetricKind::counter ? MetricKind::counter : MetricKind::gauge;
  return host_sdk::value_problem(definition, kind, sample.label_values, sample.value);
}

void MetricGroup::collect(const std::vector<MetricSample>& samples,
                          std::vector<prometheus::MetricFamily>& families) {
  auto& p = *parts_;
  std::map<std::string, prometheus::MetricFamily> read;
  std::vector<std::pair<std::string, std::string>> ignored;
  {
    const std::lock_guard lock(p.mutex);
    std::set<std::pair<std::string, std::vector<std::string>>> seen;
    for (const MetricSample& sample : samples) {
      std::string why = p.problem_of(sample);
      if (why.empty() && seen.size() >= p.limits.samples)
        why = "it would exceed the limit of " + std::to_string(p.limits.samples) + " series";
      // Prometheus refuses everything when one series appears twice.
      if (why.empty() && !seen.emplace(sample.name, sample.label_values).second)
        why = "the series appears twice";
      if (!why.empty()) {
        ignored.emplace_back(sample.name, why);
        continue;
      }
      const MetricDefinition& definition = p.known.find(sample.name)->second.definition;
      auto& family = read[p.prefix + sample.name];
      family.name = p.prefix + sample.name;
      family.help = definition.help;
      family.type = definition.kind == MetricKind::counter ? prometheus::MetricType::Counter
                                                           : prometheus::MetricType::Gauge;
      family.metric.push_back(to_metric(definition, sample));
    }
  }
  for (const auto& [name, why] : ignored) p.ignore(name, why);
  for (auto& family : p.registry.Collect())
    if (!family.metric.empty() && !read.contains(family.name)) families.push_back(std::move(family));
  for (auto& [name, family] : read) families.push_back(std::move(family));
}

std::uint64_t MetricGroup::ignored() const {
  return parts_->ignored;
}

}  // namespace sample_host
