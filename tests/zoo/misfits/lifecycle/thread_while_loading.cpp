// A constructor of a static object starts a thread.
#include <pthread.h>
#include <unistd.h>

#include "../full_animal.hpp"

namespace {
void* wait_forever(void* /*nothing*/) {
  for (;;) ::pause();
}
const int started = [] {
  pthread_t thread{};
  return ::pthread_create(&thread, nullptr, &wait_forever, nullptr);
}();
}  // namespace

ZOO_MISFIT(zoo::FullAnimal)
