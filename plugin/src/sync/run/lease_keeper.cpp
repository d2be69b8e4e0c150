#include "sync/run/lease_keeper.hpp"

#include <exception>

#include "failure.hpp"
#include "sync/names.hpp"
#include "sync/run/progress.hpp"

namespace gup {
namespace {

constexpr int kHeartbeatsPerRenewal = 2;

}  // namespace

LeaseKeeper::LeaseKeeper(host_sdk::HostServices& host, Store& store, std::string company_id,
                         std::string holder, std::int64_t run_id, RunMonitor& monitor, Heartbeat& heartbeat)
    : host_(host),
      store_(store),
      company_id_(std::move(company_id)),
      holder_(std::move(holder)),
      run_id_(run_id),
      monitor_(monitor),
      heartbeat_(heartbeat.start([this] { on_heartbeat(); })) {}

void LeaseKeeper::on_heartbeat() {
  try {
    // Renews the lease first: it matters more than progress.
    const bool lease_only = lease_only_;
    if (heartbeats_++ % kHeartbeatsPerRenewal == 0 && (!lease_only || makes_progress())) renew();
    if (!lease_only) publish_progress();
  } catch (const std::exception& error) {
    // A short database outage must not end the run: the applying transaction checks the lease again.
    host_.logger().warning(
        company_id_,
        host_sdk::LogLine("heartbeat_failed").with("run", run_id_).with("reason", log_text(error)));
  }
}

void LeaseKeeper::keep_lease_only() {
  progressed_at_ = host_.clock().steady_now();
  lease_only_ = true;
}

bool LeaseKeeper::makes_progress() {
  const auto now = host_.clock().steady_now();
  if (const host_sdk::Progress latest = monitor_.latest(); !same(latest, progressed_)) {
    progressed_ = latest;
    progressed_at_ = now;
  }
  return now - progressed_at_ < kLongestLease;
}

void LeaseKeeper::renew() {
  switch (store_.renew_lease(company_id_, holder_, host_.clock().now(), kLeaseLifetime)) {
    case LeaseAnswer::held:
      return;
    case LeaseAnswer::cancel_requested:
      monitor_.stop();
      return;
    case LeaseAnswer::lost:
      monitor_.lose_lease();
      return;
  }
}

void LeaseKeeper::publish_progress() {
  const host_sdk::Progress latest = monitor_.latest();
  if (same(latest, published_)) return;
  store_.save_progress(run_id_, latest);
  published_ = latest;
  host_.page_events().page_changed(company_id_, kPageSlug);
}

}  // namespace gup
