#include "sync/run/lease_keeper.hpp"

#include <exception>

#include "sync/names.hpp"

namespace gup {
namespace {

constexpr int kBeatsARenewal = 2;

bool same(const host_sdk::Progress& a, const host_sdk::Progress& b) {
  return a.step == b.step && a.done == b.done && a.total == b.total && a.activity == b.activity;
}

}  // namespace

LeaseKeeper::LeaseKeeper(host_sdk::HostServices& host, Store& store, std::string company_id,
                         std::string holder, std::int64_t run_id, RunMonitor& monitor, Heartbeat& heartbeat)
    : host_(host),
      store_(store),
      company_id_(std::move(company_id)),
      holder_(std::move(holder)),
      run_id_(run_id),
      monitor_(monitor),
      heartbeat_(heartbeat.start([this] { beat(); })) {}

void LeaseKeeper::beat() {
  try {
    // The lease first: progress that cannot be shown is a smaller loss.
    if (beats_++ % kBeatsARenewal == 0) renew();
    publish_progress();
  } catch (const std::exception& error) {
    // A database that is away for a moment does not end the run: the lease is checked again when applying.
    host_.logger().warning(company_id_,
                           std::string("the run's heartbeat failed and is tried again: ") + error.what());
  }
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
