// Calls of the hooks of plugins' pages, bounded in number and time.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "host_sdk/monitor.hpp"
#include "plugins/loading/call_guard.hpp"
#include "services/work/plugin_slots.hpp"

namespace sample_host {

class Log;

/// How long a caller waits for a hook.
struct CallLimit {
  /// The hook; calls are counted for each plugin and hook.
  std::string_view hook;
  /// After this time the log says `page_slow`. The SDK's limit for the hook.
  std::chrono::milliseconds slow;
  /// After this time the caller gets no answer.
  std::chrono::milliseconds give_up;
  /// Calls of a plugin that may run at once, for all companies and for one.
  std::size_t most = 3;
  std::size_t most_of_company = 2;
  /// Further calls, for companies without a running one.
  std::size_t reserved = 0;
  /// False for a hook without a time limit: the log does not say that it is slow.
  bool is_timed = true;

  /// Calls of a plugin that may run at once, for all companies.
  [[nodiscard]] constexpr std::size_t most_at_once() const { return most + reserved; }
};

// The hooks about one person, which the pages of target users call.
inline constexpr CallLimit kExplainCall{"explain", std::chrono::seconds{2}, std::chrono::seconds{10}};
inline constexpr CallLimit kExcludeCall{"exclude_person", std::chrono::seconds{10}, std::chrono::seconds{20}};
/// How long a request waits for the sync of one person, which may take longer.
inline constexpr CallLimit kSyncPersonCall{
    "synchronize_person", std::chrono::seconds{8}, std::chrono::seconds{8}, 4, 2, 2, false};

/// Calls every hook on its own thread. Thread-safe.
///
/// A plugin that blocks keeps that thread, but not its caller. It can block at most `most` and `reserved`
/// threads for one hook, and over all hooks what `PluginSlots` allows it. Above these limits, callers return
/// at once without an answer. So no number of plugins that block takes the threads that serve the host's own
/// pages or the pages of other plugins. A company whose external service hangs takes neither the calls of
/// other companies nor those of other hooks.
class PageCalls {
 public:
  /// The shared slots for concurrent calls over all hooks. A plugin alone gets as many as its hooks may have
  /// together.
  static constexpr std::size_t kSharedSlots = 66;
  /// The most calls that may run at once. Each may keep a thread of the server waiting; some more must stay
  /// free for the host's own pages.
  [[nodiscard]] static constexpr std::size_t most_at_once(std::size_t plugins) {
    return kSharedSlots + plugins;
  }
  /// How long a caller waits for a free slot: far longer than a page takes.
  static constexpr std::chrono::milliseconds kSlotWait{200};

  PageCalls(const CallGuard& guard, Log& log);
  /// Waits for every call that still runs. A process with a blocked plugin must exit without it.
  ~PageCalls();
  PageCalls(const PageCalls&) = delete;
  PageCalls& operator=(const PageCalls&) = delete;

  /// Calls `body`, guarded, and waits for its end. Returns nullopt when the plugin is busy or takes too long;
  /// `body` may then run on, so it must own everything that it uses.
  [[nodiscard]] std::optional<Guarded> call(std::string_view plugin_id, CallLimit limit,
                                            std::string_view company_id,
                                            std::function<host_sdk::Result()> body);

  /// The same for a hook that takes a monitor. `stop` cancels it.
  [[nodiscard]] std::optional<Guarded> call(std::string_view plugin_id, CallLimit limit,
                                            std::string_view company_id,
                                            std::function<host_sdk::Result(host_sdk::TaskMonitor&)> body);

  /// Makes all waiting and later callers return without an answer, and cancels the calls with a monitor.
  void stop();

  /// Waits up to `duration` for the end of all calls. Returns the ids of the plugins that still have some.
  [[nodiscard]] std::set<std::string> wait_until_idle(std::chrono::milliseconds duration) const;

 private:
  struct State;
  const CallGuard& guard_;
  Log& log_;
  std::shared_ptr<State> state_;
};

}  // namespace sample_host
