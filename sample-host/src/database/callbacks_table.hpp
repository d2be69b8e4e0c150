// The returns from foreign sites that the host waits for (table host_callbacks).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class SessionPool;

/// What a `state` stands for.
struct ExpectedCallback {
  std::string plugin_id;
  std::string page_slug;
  std::string company_id;
  host_sdk::Actor actor;
  /// The browser's session; empty when a command line waits.
  std::string session_hash;
  host_sdk::Timestamp expires_at;
  bool used = false;
};

/// Keyed by the SHA-256 of the state; the state itself is stored nowhere. Every function throws
/// DatabaseError.
class CallbacksTable {
 public:
  explicit CallbacksTable(SessionPool& pool) : pool_(pool) {}

  void add(const std::string& state_hash, const ExpectedCallback& expected);
  [[nodiscard]] std::optional<ExpectedCallback> find(const std::string& state_hash);

  /// Uses the state up. True for exactly one caller, over all processes.
  [[nodiscard]] bool use(const std::string& state_hash, host_sdk::Timestamp now);

  /// Keeps how the return ended, as JSON, for a command line that waits.
  void put_outcome(const std::string& state_hash, const std::string& outcome);
  [[nodiscard]] std::optional<std::string> outcome(const std::string& state_hash);

  void remove_expired(host_sdk::Timestamp before);

 private:
  SessionPool& pool_;
};

}  // namespace sample_host
