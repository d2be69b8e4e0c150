// What the host measures about itself.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "host_sdk/hooks/metric_source.hpp"

namespace sample_host {

class HostRuntime;
class MetricGroup;

inline constexpr const char* kHostMetricPrefix = "sample_host_";

/// Defines every metric of the host, with its explanation.
void define_host_metrics(MetricGroup& metrics);

/// What the web server knows.
struct WebLoad {
  std::size_t requests_in_progress = 0;
  std::size_t event_streams = 0;
};

/// Appends what is known without the database.
void read_process(HostRuntime& host, const WebLoad& web, std::vector<host_sdk::MetricSample>& samples);

/// Appends what the tables say about all hosts on this database. Throws SqlError.
void read_tables(HostRuntime& host, std::vector<host_sdk::MetricSample>& samples);

/// Counts an answered request. `pieces` as of `http::Request`.
void count_request(MetricGroup& metrics, const std::vector<std::string>& pieces, int status, double seconds);

}  // namespace sample_host
