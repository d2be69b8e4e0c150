// Calls a function that no library has.
#include "animal.hpp"

extern "C" int zoo_function_that_nobody_defines();

namespace {
class Caller : public zoo::Animal {
  void stop() override { zoo_function_that_nobody_defines(); }
};
}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Caller)
