// The host's proof that it asked a foreign site to send the browser back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "database/callbacks_table.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

inline constexpr std::chrono::minutes kStateLifetime{10};

/// Makes states of 256 random bits, and checks them: each is bound to a plugin, a page, a company and a
/// browser's session (or to a command line), counts for 10 minutes and is good for one return. Stored as a
/// hash, so that nobody who reads the database can use one. Every function throws DatabaseError.
class CallbackStates {
 public:
  CallbackStates(CallbacksTable& table, host_sdk::Clock& clock) : table_(table), clock_(clock) {}

  struct Made {
    std::string state;
    std::string hash;
  };
  [[nodiscard]] Made make(ExpectedCallback expected);

  /// What a return was checked to be; `sentence` says why it does not count, and is empty when it does.
  struct Checked {
    std::string sentence;
    std::string hash;
    std::optional<ExpectedCallback> expected;
  };
  /// Checks a state and uses it up. `session_hash` is that of the returning browser; a state that a command
  /// line asked for may come back in any browser.
  [[nodiscard]] Checked redeem(std::string_view plugin_id, std::string_view state,
                               std::string_view session_hash);

  void put_outcome(const std::string& hash, const std::string& outcome) { table_.put_outcome(hash, outcome); }

 private:
  CallbacksTable& table_;
  host_sdk::Clock& clock_;
};

}  // namespace sample_host
