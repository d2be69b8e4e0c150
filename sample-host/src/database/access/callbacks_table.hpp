// Callbacks that the host expects from external sites (table host_callbacks).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

/// What a `state` identifies.
struct ExpectedCallback {
  std::string plugin_id;
  std::string page_slug;
  std::string company_id;
  host_sdk::Actor actor;
  /// The browser's session; empty for a command that waits.
  std::string session_hash;
  host_sdk::Timestamp expires_at;
  bool used = false;
};

/// Keyed by the SHA-256 of the state; the state itself is not stored. Every function throws
/// SqlError.
class CallbacksTable {
 public:
  explicit CallbacksTable(HostDatabase& database) : database_(database) {}

  void add(const std::string& state_hash, const ExpectedCallback& expected);
  [[nodiscard]] std::optional<ExpectedCallback> find(const std::string& state_hash);

  /// Marks the state as used. True for exactly one caller, over all processes.
  [[nodiscard]] bool use(const std::string& state_hash, host_sdk::Timestamp now);

  /// Stores the result of the callback as JSON, for a command that waits.
  void put_outcome(const std::string& state_hash, const std::string& outcome);
  [[nodiscard]] std::optional<std::string> outcome(const std::string& state_hash);

  void remove_expired(host_sdk::Timestamp before);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
