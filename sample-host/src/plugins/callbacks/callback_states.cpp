#include "plugins/callbacks/callback_states.hpp"

#include <algorithm>

#include "accounts/password.hpp"
#include "host_sdk/language.hpp"

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
                                               const std::vector<std::string>& session_hashes) {
  Checked checked;
  checked.hash = sha256_hex(state);
  auto expected = table_.find(checked.hash);
  if (!expected || expected->plugin_id != plugin_id) {
    checked.sentence = host_sdk::tr(
        "This sign-in was not started here. Nothing has changed. Start again from the settings page.");
    return checked;
  }
  if (!expected->session_hash.empty() && std::ranges::count(session_hashes, expected->session_hash) == 0) {
    // The state stays valid: another browser must not be able to invalidate it.
    checked.sentence = host_sdk::tr(
        "This sign-in was started in another browser session. Nothing has changed. Start again in this one.");
    return checked;
  }
  checked.expected = std::move(expected);
  if (checked.expected->used) {
    checked.sentence = host_sdk::tr(
        "This sign-in has already been used. Nothing has changed. Start again from the settings page.");
  } else if (checked.expected->expires_at <= clock_.now()) {
    checked.sentence = host_sdk::tr(
        "The sign-in took longer than 10 minutes. Nothing has changed. Start again from the settings page.");
  } else if (!table_.use(checked.hash, clock_.now())) {
    checked.sentence = host_sdk::tr(
        "This sign-in has already been used. Nothing has changed. Start again from the settings page.");
  }
  return checked;
}

}  // namespace sample_host
