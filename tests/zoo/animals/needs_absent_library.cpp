// Needs a library that the dynamic linker does not find.
#include "animal.hpp"

extern "C" int zoo_absent_answer();

namespace {
class Caller : public zoo::Animal {
  void stop() override { zoo_absent_answer(); }
};
}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Caller)
