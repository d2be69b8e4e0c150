// Which plugin and hook a crash happened in.
#pragma once

#include <array>
#include <string_view>

namespace sample_host {

/// While it lives, a crash of this thread is reported with that plugin and hook. Nests.
class RunningHook {
 public:
  RunningHook(std::string_view plugin_id, std::string_view hook, std::string_view company_id = {});
  ~RunningHook();
  RunningHook(const RunningHook&) = delete;
  RunningHook& operator=(const RunningHook&) = delete;

  /// The innermost one of this thread, as `plugin=… hook=… company=…`, or nullptr. Async-signal-safe.
  [[nodiscard]] static const char* current();

 private:
  std::array<char, 256> text_{};
  const RunningHook* outer_;
};

/// From now on, a fatal signal (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT) first writes one line to standard
/// error: `crashed signal=SIGSEGV plugin=… hook=… company=…`. Then it ends the process as usual.
void report_crashes();

}  // namespace sample_host
