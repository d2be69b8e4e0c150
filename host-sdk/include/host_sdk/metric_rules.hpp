// The rules for metrics, for hosts and for the fake.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/services/metrics.hpp"

namespace host_sdk {

/// Returns why a metric cannot be defined like this, as a sentence that names it ("The metric 'Runs' cannot
/// be defined: its name …"), or "" if it can. [any] @since 1.3
[[nodiscard]] std::string definition_problem(const MetricDefinition& definition);

/// Returns why a value does not fit its definition ("it has 1 label values instead of 2"), or "" if it does.
/// [any] @since 1.3
[[nodiscard]] std::string value_problem(const MetricDefinition& definition, MetricKind kind,
                                        const std::vector<std::string>& label_values, double value);

/// Whether two definitions are the same. [any] @since 1.3
[[nodiscard]] bool is_same(const MetricDefinition& a, const MetricDefinition& b);

}  // namespace host_sdk
