#include "cli/interrupt.hpp"

#include <csignal>

namespace sample_host {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;

}  // namespace

extern "C" {
static void note_interrupt(int) {
  g_interrupted = 1;
}
}

void watch_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
  return g_interrupted != 0;
}

}  // namespace sample_host
