#include "plugins/callbacks/callback_states.hpp"

#include "accounts/password.hpp"

namespace sample_host {

CallbackStates::Made CallbackStates::make(ExpectedCallback expected) {
  Made made;
  made.state = random_token();
  made.hash = sha256_hex(made.state);
  expected.expires_at = clock_.now() + kStateLifetime;
  table_.add(made.hash, expected);
  return made;
}

CallbackStates::Checked CallbackStates::redeem(std::string_view plugin_id, std::string_view state,
                                               std::string_view session_hash) {
  Checked checked;
  checked.hash = sha256_hex(state);
  auto expected = table_.find(checked.hash);
  if (!expected || expected->plugin_id != plugin_id) {
    checked.sentence = "This return belongs to no request of this platform. Nothing has changed.";
    return checked;
  }
  if (!expected->session_hash.empty() && expected->session_hash != session_hash) {
    // Not used up: whoever brings another browser's state here must not be able to spoil it.
    checked.sentence = "This return belongs to another browser session. Nothing has changed.";
    return checked;
  }
  checked.expected = std::move(expected);
  if (checked.expected->used) {
    checked.sentence = "This return has been used already. Nothing has changed.";
  } else if (checked.expected->expires_at <= clock_.now()) {
    checked.sentence = "The return took longer than 10 minutes. Nothing has changed: please start again.";
  } else if (!table_.use(checked.hash, clock_.now())) {
    checked.sentence = "This return has been used already. Nothing has changed.";
  }
  return checked;
}

}  // namespace sample_host
