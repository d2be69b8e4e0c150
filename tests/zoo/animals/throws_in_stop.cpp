#include <stdexcept>

#include "animal.hpp"

namespace {
class Throwing : public zoo::Animal {
  void stop() override { throw std::logic_error("it will not go"); }
};
}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Throwing)
