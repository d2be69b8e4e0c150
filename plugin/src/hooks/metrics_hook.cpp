#include "hooks/metrics_hook.hpp"

#include "failure.hpp"
#include "hooks/exception_boundary.hpp"
#include "host_sdk/time.hpp"

namespace gup {
namespace {

using host_sdk::MetricKind;
using host_sdk::MetricSample;

constexpr const char* kAccessLost = "access_lost";
constexpr const char* kLastGoodRun = "last_good_run_timestamp_seconds";
constexpr const char* kHeld = "held_removals";
constexpr const char* kOldestHeld = "oldest_held_removal_timestamp_seconds";
constexpr const char* kRequests = "google_requests_total";
constexpr const char* kRetries = "google_retries_total";
constexpr const char* kThrottled = "google_throttled_total";
constexpr const char* kSessions = "database_sessions";
constexpr const char* kSessionLimit = "database_session_limit";
constexpr const char* kSessionWaiters = "database_session_waiters";
constexpr const char* kSessionTimeouts = "database_session_timeouts_total";

void read_companies(const HookContext& context, std::vector<MetricSample>& samples) {
  for (const CompanyState& state : context.store.company_states(context.host.clock().now())) {
    // Another host on this database may serve it.
    if (!context.host.companies().find(state.company_id)) continue;
    const std::vector<std::string> company{state.company_id};
    samples.push_back({kAccessLost, company, state.access_lost ? 1.0 : 0.0});
    samples.push_back(
        {kLastGoodRun, company, host_sdk::to_seconds(state.last_good_run.value_or(state.connected_at))});
    samples.push_back({kHeld, company, static_cast<double>(state.held_removals)});
    if (state.oldest_held)
      samples.push_back({kOldestHeld, company, host_sdk::to_seconds(*state.oldest_held)});
  }
}

}  // namespace

MetricsHook::MetricsHook(HookContext context) : context_(context) {
  auto& metrics = context_.host.metrics();
  const std::vector<host_sdk::MetricDefinition> definitions{
      {MetricKind::gauge,
       kAccessLost,
       "1 if Google took the company's access away and an administrator has to act, else 0. Absent unless "
       "the company is connected.",
       {"company"}},
      {MetricKind::gauge,
       kLastGoodRun,
       "End of the company's last good sync by any host or command line; until the first one, when it was "
       "connected.",
       {"company"}},
      {MetricKind::gauge, kHeld, "Removals of the company that wait for an administrator.", {"company"}},
      {MetricKind::gauge,
       kOldestHeld,
       "Since when the oldest of them waits. Absent without any.",
       {"company"}},
      {MetricKind::counter, kRequests, "Requests to Google's directory."},
      {MetricKind::counter, kRetries, "Requests to Google's directory that repeated a failed one."},
      {MetricKind::counter, kThrottled, "Requests that Google rate-limited."},
      {MetricKind::gauge, kSessions, "The plugin's database sessions by state.", {"state"}},
      {MetricKind::gauge, kSessionLimit, "How many sessions may be in use at once."},
      {MetricKind::gauge, kSessionWaiters, "Calls that wait for a database session."},
      {MetricKind::counter, kSessionTimeouts, "Calls that failed because no session became free in time."},
  };
  for (const auto& definition : definitions) throw_unless_done(metrics.define(definition));
}

host_sdk::Result MetricsHook::collect(std::vector<MetricSample>& samples) {
  return exception_boundary(context_.host.logger(), "", "metrics", [&] {
    const auto& traffic = context_.google.traffic();
    samples.push_back({kRequests, {}, static_cast<double>(traffic.requests)});
    samples.push_back({kRetries, {}, static_cast<double>(traffic.retries)});
    samples.push_back({kThrottled, {}, static_cast<double>(traffic.throttled)});
    const auto sessions = context_.store.sessions();
    samples.push_back({kSessions, {"in_use"}, static_cast<double>(sessions.in_use)});
    samples.push_back({kSessions, {"idle"}, static_cast<double>(sessions.idle)});
    samples.push_back({kSessionLimit, {}, static_cast<double>(sessions.limit)});
    samples.push_back({kSessionWaiters, {}, static_cast<double>(sessions.waiting)});
    samples.push_back({kSessionTimeouts, {}, static_cast<double>(sessions.timeouts)});
    read_companies(context_, samples);
    return host_sdk::Result::ok();
  });
}

}  // namespace gup
