#include "plugins/loading/plugin_retries.hpp"

#include <algorithm>

#include "plugins/loading/plugin_catalog.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {

void PluginRetries::step() {
  const bool running = attempt_ && !attempt_->result();
  if (running || !catalog_.has_waiting() || ++waited_ < pause_) return;
  waited_ = 0;
  pause_ = std::min<int>(2 * pause_, kLongestPause / kFirstPause);
  attempt_ = workers_.start({}, [this](host_sdk::TaskMonitor&) {
    if (!catalog_.retry_starts()) started_();
    return host_sdk::Result::ok();
  });
}

void PluginRetries::wait() const {
  while (attempt_ && !attempt_->wait_for_end(std::chrono::seconds{1})) continue;
}

}  // namespace sample_host
