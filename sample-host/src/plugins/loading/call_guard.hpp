// Guarded calls into plugins.
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
  /// Set when the plugin threw: shown to people, and logged with the cause.
  std::string reference;
};

/// Calls hooks. When a hook throws, logs the exception under a reference number and returns a sentence for
/// people. When a hook fails without a sentence, which `host_sdk::Result` forbids, the result gets one: a
/// failure that is returned always has a sentence. A crash is reported with the plugin and the hook.
/// Thread-safe.
class CallGuard {
 public:
  explicit CallGuard(Log& log) : log_(log) {}

  /// Calls `body`. `hook` is its name in the log: `page`.
  [[nodiscard]] Guarded call(std::string_view plugin_id, std::string_view hook, std::string_view company_id,
                             const std::function<host_sdk::Result()>& body) const;

 private:
  Log& log_;
};

}  // namespace sample_host
