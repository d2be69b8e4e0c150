#include "host_sdk/metric_rules.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

#include "host_sdk/text.hpp"

namespace host_sdk {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestLabel = 32;
constexpr std::size_t kLongestHelp = 300;
constexpr std::size_t kLongestValue = 128;
constexpr std::size_t kMostLabels = 4;
constexpr std::size_t kMostBuckets = 20;

bool is_name(std::string_view name, std::size_t longest) {
  return !name.empty() && name.size() <= longest && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string name_problem(const MetricDefinition& definition) {
  if (!is_name(definition.name, kLongestName))
    return "its name must be 1 to 64 characters of a-z, 0-9 and '_', and start with a letter";
  if (definition.kind == MetricKind::counter && !definition.name.ends_with("_total"))
    return "the name of a counter must end in '_total'";
  if (definition.kind != MetricKind::counter && definition.name.ends_with("_total"))
    return "only the name of a counter may end in '_total'";
  if (definition.kind == MetricKind::histogram && !definition.name.ends_with("_seconds") &&
      !definition.name.ends_with("_bytes"))
    return "the name of a histogram must end in its unit, '_seconds' or '_bytes'";
  return {};
}

std::string labels_problem(const std::vector<std::string>& labels) {
  if (labels.size() > kMostLabels) return "it has more than 4 labels";
  for (auto label = labels.begin(); label != labels.end(); ++label) {
    if (!is_name(*label, kLongestLabel) || *label == "le")
      return "the label '" + *label +
             "' must be 1 to 32 characters of a-z, 0-9 and '_', start with a letter, and not be 'le'";
    if (std::find(labels.begin(), label, *label) != label) return "it has the label '" + *label + "' twice";
  }
  return {};
}

std::string buckets_problem(const MetricDefinition& definition) {
  const auto& buckets = definition.buckets;
  if (definition.kind != MetricKind::histogram)
    return buckets.empty() ? std::string{} : "only a histogram has buckets";
  if (buckets.empty() || buckets.size() > kMostBuckets) return "a histogram has 1 to 20 buckets";
  if (!std::all_of(buckets.begin(), buckets.end(), [](double bound) { return std::isfinite(bound); }))
    return "the bounds of its buckets must be finite";
  if (std::adjacent_find(buckets.begin(), buckets.end(), std::greater_equal<>{}) != buckets.end())
    return "the bounds of its buckets must ascend";
  return {};
}

}  // namespace

std::string definition_problem(const MetricDefinition& definition) {
  std::string problem = name_problem(definition);
  if (problem.empty() &&
      (definition.help.empty() || definition.help.size() > kLongestHelp || !is_clean_utf8(definition.help)))
    problem = "its help must be 1 to 300 bytes of clean UTF-8";
  if (problem.empty()) problem = labels_problem(definition.labels);
  if (problem.empty()) problem = buckets_problem(definition);
  return problem.empty() ? problem
                         : "The metric '" + definition.name + "' cannot be defined: " + problem + ".";
}

std::string value_problem(const MetricDefinition& definition, MetricKind kind,
                          const std::vector<std::string>& label_values, double value) {
  if (definition.kind != kind) return "the metric is of another kind";
  if (label_values.size() != definition.labels.size())
    return "it has " + std::to_string(label_values.size()) + " label values instead of " +
           std::to_string(definition.labels.size());
  for (const std::string& text : label_values)
    if (text.size() > kLongestValue || !is_clean_utf8(text))
      return "a label value is longer than 128 bytes or not clean UTF-8";
  if (!std::isfinite(value)) return "the number is not finite";
  if (kind != MetricKind::gauge && value < 0) return "the number is negative";
  return {};
}

bool is_same(const MetricDefinition& a, const MetricDefinition& b) {
  return std::tie(a.kind, a.name, a.help, a.labels, a.buckets) ==
         std::tie(b.kind, b.name, b.help, b.labels, b.buckets);
}

}  // namespace host_sdk
