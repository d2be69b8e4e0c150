#include "plugins/loading/crash_report.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace sample_host {
namespace {

thread_local const RunningHook* g_running_hook = nullptr;

constexpr std::array<std::pair<int, const char*>, 5> kFatal{
    {{SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"}, {SIGILL, "SIGILL"}, {SIGFPE, "SIGFPE"}, {SIGABRT, "SIGABRT"}}};
std::array<struct sigaction, kFatal.size()> g_actions_before{};

/// A stack for signal handlers, because a thread that overflowed its own has none left.
class SignalStack {
 public:
  SignalStack() {
    stack_t before{};
    // A sanitizer may have set one.
    if (::sigaltstack(nullptr, &before) != 0 || (before.ss_flags & SS_DISABLE) == 0) return;
    stack_t stack{};
    stack.ss_sp = bytes_.data();
    stack.ss_size = bytes_.size();
    owned_ = ::sigaltstack(&stack, nullptr) == 0;
  }
  ~SignalStack() {
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    if (owned_) ::sigaltstack(&none, nullptr);
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  std::array<char, 16384> bytes_;
  bool owned_ = false;
};

void write_crash_text(const char* text) {
  // The process ends; there is no one left to report a failed write to.
  static_cast<void>(!::write(STDERR_FILENO, text, std::strlen(text)));
}

extern "C" void report_crash(int number) {
  std::size_t at = 0;
  while (at + 1 < kFatal.size() && kFatal[at].first != number) ++at;
  write_crash_text("crashed signal=");
  write_crash_text(kFatal[at].second);
  write_crash_text(" ");
  const char* hook = RunningHook::current();
  write_crash_text(hook != nullptr ? hook : "plugin=- hook=-");
  write_crash_text("\n");
  ::sigaction(number, &g_actions_before[at], nullptr);
  ::raise(number);
}

}  // namespace

RunningHook::RunningHook(std::string_view plugin_id, std::string_view hook, std::string_view company_id)
    : outer_(g_running_hook) {
  static thread_local const SignalStack stack;
  auto* end = text_.begin();
  const auto append = [&](std::string_view part) {
    const auto room = static_cast<std::size_t>(text_.end() - end) - 1;
    end = std::copy_n(part.begin(), std::min(part.size(), room), end);
  };
  append("plugin=");
  append(plugin_id);
  append(" hook=");
  append(hook);
  if (!company_id.empty()) {
    append(" company=");
    append(company_id);
  }
  g_running_hook = this;
}

RunningHook::~RunningHook() {
  g_running_hook = outer_;
}

const char* RunningHook::current() {
  return g_running_hook == nullptr ? nullptr : g_running_hook->text_.data();
}

void report_crashes() {
  for (std::size_t i = 0; i < kFatal.size(); ++i) {
    struct sigaction action {};
    action.sa_handler = report_crash;
    action.sa_flags = SA_ONSTACK;
    ::sigaction(kFatal[i].first, &action, &g_actions_before[i]);
  }
}

}  // namespace sample_host
