// Single-use states that protect callbacks (RFC 6749, section 10.12).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/access/callbacks_table.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

inline constexpr std::chrono::minutes kStateLifetime{10};

/// Makes and checks states of 256 random bits. Each is bound to a plugin, a page, a company and a browser
/// session (or a command line). It expires after 10 minutes and works once. The database holds only hashes,
/// so reading it gives no usable state. Every function throws SqlError.
class CallbackStates {
 public:
  CallbackStates(CallbacksTable& table, host_sdk::Clock& clock) : table_(table), clock_(clock) {}

  struct Made {
    std::string state;
    std::string hash;
  };
  [[nodiscard]] Made make(ExpectedCallback expected);

  /// The result of a check. `sentence` is the reason if the callback is refused, else empty.
  struct Checked {
    std::string sentence;
    std::string hash;
    std::optional<ExpectedCallback> expected;
  };
  /// Checks a state and marks it as used. `session_hashes` are those of the browser: of its session, and of
  /// its invitation. A state that belongs to a command line may come back in any browser.
  [[nodiscard]] Checked redeem(std::string_view plugin_id, std::string_view state,
                               const std::vector<std::string>& session_hashes);

  void put_outcome(const std::string& hash, const std::string& outcome) { table_.put_outcome(hash, outcome); }

 private:
  CallbacksTable& table_;
  host_sdk::Clock& clock_;
};

}  // namespace sample_host
