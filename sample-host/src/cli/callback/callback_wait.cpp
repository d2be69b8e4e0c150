#include "cli/callback/callback_wait.hpp"

#include <chrono>
#include <thread>

#include "cli/callback/callback_listener.hpp"
#include "cli/interrupt.hpp"
#include "cli/output/say.hpp"
#include "database/access/callbacks_table.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/callbacks/outcome.hpp"
#include "runtime.hpp"

namespace sample_host {

ExitCode wait_for_callback(HostRuntime& runtime, const std::string& state_hash,
                           const std::function<void()>& announce) {
  std::optional<CallbackListener> listener;
  std::string serving_at;
  if (!runtime.another_host_serves(serving_at)) {
    listener.emplace(
        listen_address_of(runtime.public_url()),
        [&runtime](const CallbackTarget& target) {
          return runtime.plugins().pages.callback(target.plugin_id, target.name, target.params, {});
        },
        runtime.log());
  }
  announce();

  const auto deadline = runtime.clock().steady_now() + kStateLifetime;
  while (runtime.clock().steady_now() < deadline) {
    if (const auto outcome = runtime.tables().callbacks.outcome(state_hash)) {
      const auto reply = read_outcome(*outcome);
      const auto sentence = sentence_of(reply);
      const auto code = exit_code_of(reply);
      if (code == ExitCode::done) {
        say(sentence);
      } else {
        say_error(sentence);
      }
      for (const auto& [field, sentences] : reply.answer.errors) {
        for (const auto& error : sentences) say_error(field.empty() ? error : field + ": " + error);
      }
      return code;
    }
    if (interrupted()) {
      say_error("Cancelled before the browser came back. Nothing has changed.");
      return ExitCode::failed;
    }
    // Another process may store the outcome, so the table is polled.
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
  }
  say_error("The browser did not come back within 10 minutes. Nothing has changed. Run the command again.");
  return ExitCode::refused;
}

}  // namespace sample_host
