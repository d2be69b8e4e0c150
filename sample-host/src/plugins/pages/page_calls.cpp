#include "plugins/pages/page_calls.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "host_sdk/language.hpp"
#include "services/log.hpp"
#include "services/work/run.hpp"

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
  /// A plugin and a hook.
  using Key = std::pair<std::string, std::string>;
  std::mutex mutex;
  std::condition_variable changed;
  /// The companies of the running calls; "" for a call without one.
  std::map<Key, std::multiset<std::string>> running;
  std::set<std::shared_ptr<Run>> monitors;
  bool stopping = false;

  [[nodiscard]] bool has_room(const Key& key, const CallLimit& limit, const std::string& company) const {
    PluginSlots slots(kSharedSlots);
    for (const auto& [other, companies] : running) slots.take(other.first, companies.size());
    if (!slots.may_take(key.first)) return false;
    const auto found = running.find(key);
    if (found == running.end()) return true;
    const std::size_t of_company = found->second.count(company);
    const std::size_t most = limit.most + (of_company == 0 ? limit.reserved : 0);
    return found->second.size() < most && of_company < limit.most_of_company;
  }

  void end(const Key& key, const std::string& company, const std::shared_ptr<Run>& monitor) {
    monitors.erase(monitor);
    auto& companies = running[key];
    companies.erase(companies.find(company));
    if (companies.empty()) running.erase(key);
  }
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
  return call(plugin_id, limit, company_id,
              [body = std::move(body)](host_sdk::TaskMonitor&) { return body(); });
}

std::optional<Guarded> PageCalls::call(std::string_view plugin_id, CallLimit limit,
                                       std::string_view company_id,
                                       std::function<host_sdk::Result(host_sdk::TaskMonitor&)> body) {
  const State::Key key{plugin_id, limit.hook};
  const auto log = [&](host_sdk::LogLevel level, const LogLine& line) {
    log_.write(level, "host", company_id, line.text());
  };
  const auto line = [&key](std::string_view event) {
    return LogLine(event).with("plugin", key.first).with("hook", key.second);
  };
  const auto state = state_;
  const auto start = steady_clock::now();
  const auto ended = std::make_shared<std::optional<Guarded>>();

  std::unique_lock lock(state->mutex);
  const std::string company{company_id};
  const auto may_run = [&] { return state->stopping || state->has_room(key, limit, company); };
  if (!state->changed.wait_for(lock, kSlotWait, may_run)) {
    const auto found = state->running.find(key);
    log(host_sdk::LogLevel::warning,
        line("page_busy").with("calls", found == state->running.end() ? 0 : found->second.size()));
    return {};
  }
  if (state->stopping) return {};
  state->running[key].insert(company);
  const auto monitor = std::make_shared<Run>();
  state->monitors.insert(monitor);
  try {
    std::thread([state, key, ended, monitor, &guard = guard_, company, work = std::move(body),
                 language = std::string(host_sdk::current_language())]() mutable {
      const host_sdk::LanguageScope scope(language);
      Guarded guarded = guard.call(key.first, key.second, company, [&] { return work(*monitor); });
      work = {};
      const std::lock_guard done(state->mutex);
      *ended = std::move(guarded);
      state->end(key, company, monitor);
      state->changed.notify_all();
    }).detach();
  } catch (const std::system_error& e) {
    state->end(key, company, monitor);
    log(host_sdk::LogLevel::error, line("page_thread_failed").with("reason", e.what()));
    return {};
  }

  const auto finished = [&] { return ended->has_value() || state->stopping; };
  if (!state->changed.wait_until(lock, start + limit.slow, finished)) {
    if (limit.is_timed)
      log(host_sdk::LogLevel::warning, line("page_slow").with("seconds", seconds_since(start)));
    if (!state->changed.wait_until(lock, start + limit.give_up, finished) && limit.is_timed) {
      log(host_sdk::LogLevel::error, line("page_timeout").with("seconds", seconds_since(start)));
    }
  }
  return std::move(*ended);
}

void PageCalls::stop() {
  const std::lock_guard lock(state_->mutex);
  state_->stopping = true;
  for (const auto& monitor : state_->monitors) monitor->cancel();
  state_->changed.notify_all();
}

std::set<std::string> PageCalls::wait_until_idle(milliseconds duration) const {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, duration, [this] { return state_->running.empty(); });
  std::set<std::string> plugins;
  for (const auto& [key, companies] : state_->running) plugins.insert(key.first);
  return plugins;
}

}  // namespace sample_host
