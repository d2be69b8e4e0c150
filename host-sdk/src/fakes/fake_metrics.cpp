#include "host_sdk/fakes/fake_metrics.hpp"

#include <numeric>

#include "host_sdk/metric_rules.hpp"

namespace host_sdk::fakes {

Result FakeMetrics::define(const MetricDefinition& definition) {
  if (auto problem = definition_problem(definition); !problem.empty())
    return Result::failed(ResultCode::operator_action, std::move(problem));
  const std::scoped_lock lock(mutex_);
  const auto [known, added] = definitions_.try_emplace(definition.name, definition);
  if (!added && !is_same(known->second, definition))
    return Result::failed(ResultCode::operator_action, "The metric '" + definition.name +
                                                           "' cannot be defined: it is defined differently.");
  return Result::ok();
}

void FakeMetrics::take(MetricKind kind, std::string_view name, const std::vector<std::string>& label_values,
                       double value) {
  const std::scoped_lock lock(mutex_);
  const auto known = definitions_.find(name);
  const std::string problem = known == definitions_.end()
                                  ? "the metric is not defined"
                                  : value_problem(known->second, kind, label_values, value);
  if (!problem.empty()) {
    ignored_.push_back(std::string(name) + ": " + problem);
    return;
  }
  auto& values = values_[{std::string(name), label_values}];
  if (kind == MetricKind::gauge) values.clear();
  values.push_back(value);
}

void FakeMetrics::add(std::string_view name, const std::vector<std::string>& label_values, double by) {
  take(MetricKind::counter, name, label_values, by);
}

void FakeMetrics::set(std::string_view name, const std::vector<std::string>& label_values, double value) {
  take(MetricKind::gauge, name, label_values, value);
}

void FakeMetrics::observe(std::string_view name, const std::vector<std::string>& label_values, double value) {
  take(MetricKind::histogram, name, label_values, value);
}

double FakeMetrics::value(const std::string& name, const std::vector<std::string>& label_values) const {
  const auto all = observed(name, label_values);
  return std::accumulate(all.begin(), all.end(), 0.0);
}

std::vector<double> FakeMetrics::observed(const std::string& name,
                                          const std::vector<std::string>& label_values) const {
  const std::scoped_lock lock(mutex_);
  const auto found = values_.find({name, label_values});
  return found == values_.end() ? std::vector<double>{} : found->second;
}

std::vector<std::string> FakeMetrics::ignored() const {
  const std::scoped_lock lock(mutex_);
  return ignored_;
}

std::vector<MetricDefinition> FakeMetrics::definitions() const {
  const std::scoped_lock lock(mutex_);
  std::vector<MetricDefinition> all;
  for (const auto& [name, definition] : definitions_) all.push_back(definition);
  return all;
}

}  // namespace host_sdk::fakes
