// Preloaded into a process, makes its machine's clock wrong: SHIFT_CLOCK seconds ahead, or behind if
// negative. Clocks that measure durations stay as they are.
#include <dlfcn.h>
#include <sys/time.h>

#include <cstdlib>
#include <ctime>

namespace {

time_t shift() {
  static const char* const seconds = std::getenv("SHIFT_CLOCK");
  return seconds == nullptr ? 0 : std::atol(seconds);
}

template <typename Function>
Function* next(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))

EXPORT int clock_gettime(clockid_t clock, timespec* time) noexcept {
  static auto* const real = next(&clock_gettime, "clock_gettime");
  const int result = real(clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += shift();
  return result;
}

EXPORT int gettimeofday(timeval* time, void* zone) noexcept {
  static auto* const real = next(&gettimeofday, "gettimeofday");
  const int result = real(time, zone);
  if (result == 0) time->tv_sec += shift();
  return result;
}

EXPORT time_t time(time_t* where) noexcept {
  static auto* const real = next(&time, "time");
  const time_t seconds = real(nullptr) + shift();
  if (where != nullptr) *where = seconds;
  return seconds;
}
