#include "cli/callback/callback_wait.hpp"

#include <chrono>
#include <thread>

#include "cli/callback/callback_listener.hpp"
#include "cli/interrupt.hpp"
#include "cli/output/say.hpp"
#include "database/access/callbacks_table.hpp"
#include "database/servers_table.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/callbacks/outcome.hpp"
#include "plugins/pages/page_gateway.hpp"

namespace sample_host {

ExitCode wait_for_callback(const CallbackPlaces& places, const std::string& state_hash,
                           const std::function<void()>& announce) {
  std::optional<CallbackListener> listener;
  if (!places.servers.serving(places.clock.now())) {
    listener.emplace(
        listen_address_of(places.public_url),
        [&places](const CallbackTarget& target) {
          return places.pages.callback(target.plugin_id, target.name, target.params, {});
        },
        places.log);
  }
  announce();

  const auto deadline = places.clock.steady_now() + kStateLifetime;
  while (places.clock.steady_now() < deadline) {
    if (const auto outcome = places.outcomes.outcome(state_hash)) {
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
