// Calls a function that no library defines: a C function or, with ZOO_MANGLED, a C++ one.
#include "animal.hpp"

#ifdef ZOO_MANGLED
namespace zoo {
int undefined_function(const char* argument);
}
#else
extern "C" int zoo_undefined_function();
#endif

namespace {
class Caller : public zoo::Animal {
  void stop() override {
#ifdef ZOO_MANGLED
    zoo::undefined_function("");
#else
    zoo_undefined_function();
#endif
  }
};
}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Caller)
