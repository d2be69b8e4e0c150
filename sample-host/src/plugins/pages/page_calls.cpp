#include "plugins/pages/page_calls.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "services/log.hpp"

namespace sample_host {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string seconds_since(steady_clock::time_point start) {
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - start).count());
}

}  // namespace

/// Shared with the threads of the calls, which may run longer than their callers wait.
struct PageCalls::State {
  using Key = std::pair<std::string, std::string>;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<Key, std::size_t> running;
  bool stopping = false;
};

PageCalls::PageCalls(const CallGuard& guard, Log& log)
    : guard_(guard), log_(log), state_(std::make_shared<State>()) {}

PageCalls::~PageCalls() {
  stop();
  std::unique_lock lock(state_->mutex);
  state_->changed.wait(lock, [this] { return state_->running.empty(); });
}

std::optional<Guarded> PageCalls::call(std::string_view plugin_id, CallLimit limit,
                                       std::string_view company_id, std::function<host_sdk::Result()> body) {
  const State::Key key{plugin_id, limit.hook};
  const auto log = [&](host_sdk::LogLevel level, const std::string& event, const std::string& more = {}) {
    log_.write(level, "host", company_id, event + " plugin=" + key.first + more + " hook=" + key.second);
  };
  const auto state = state_;
  const auto start = steady_clock::now();
  const auto ended = std::make_shared<std::optional<Guarded>>();

  std::unique_lock lock(state->mutex);
  const auto running = [&] {
    const auto found = state->running.find(key);
    return found == state->running.end() ? std::size_t{0} : found->second;
  };
  if (!state->changed.wait_for(lock, kSlotWait, [&] { return state->stopping || running() < kMostCalls; })) {
    log(host_sdk::LogLevel::warning, "page_busy", " calls=" + std::to_string(kMostCalls));
    return {};
  }
  if (state->stopping) return {};
  ++state->running[key];
  try {
    std::thread([state, key, ended, &guard = guard_, company = std::string{company_id},
                 work = std::move(body)]() mutable {
      Guarded guarded = guard.call(key.first, key.second, company, work);
      work = {};
      const std::lock_guard done(state->mutex);
      *ended = std::move(guarded);
      if (--state->running[key] == 0) state->running.erase(key);
      state->changed.notify_all();
    }).detach();
  } catch (const std::system_error& e) {
    if (--state->running[key] == 0) state->running.erase(key);
    log(host_sdk::LogLevel::error, "page_thread_failed", std::string{" reason="} + e.what());
    return {};
  }

  const auto finished = [&] { return ended->has_value() || state->stopping; };
  if (!state->changed.wait_until(lock, start + limit.slow, finished)) {
    log(host_sdk::LogLevel::warning, "page_slow", " seconds=" + seconds_since(start));
    if (!state->changed.wait_until(lock, start + limit.give_up, finished)) {
      log(host_sdk::LogLevel::error, "page_timeout", " seconds=" + seconds_since(start));
    }
  }
  return std::move(*ended);
}

void PageCalls::stop() {
  const std::lock_guard lock(state_->mutex);
  state_->stopping = true;
  state_->changed.notify_all();
}

std::set<std::string> PageCalls::wait_until_idle(milliseconds duration) const {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, duration, [this] { return state_->running.empty(); });
  std::set<std::string> plugins;
  for (const auto& [key, count] : state_->running) plugins.insert(key.first);
  return plugins;
}

}  // namespace sample_host
