// Calls into plugins that may throw.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "host_sdk/result.hpp"

namespace sample_host {

class Log;

/// How a guarded call ended.
struct Guarded {
  host_sdk::Result result;
  /// Set when the plugin threw: the number that is shown to people and stands in the log beside the cause.
  std::string reference;
};

/// Survives a plugin that throws: logs what was thrown under a reference number and makes a sentence of it.
/// Thread-safe.
class CallGuard {
 public:
  explicit CallGuard(Log& log) : log_(log) {}

  /// Calls `body`; `what` names the hook for the log: "google-user-provisioning: page".
  [[nodiscard]] Guarded call(std::string_view plugin_id, std::string_view hook, std::string_view company_id,
                             const std::function<host_sdk::Result()>& body) const;

 private:
  Log& log_;
};

}  // namespace sample_host
