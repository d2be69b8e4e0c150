// A constructor of a static object throws.
#include <stdexcept>

#include "../full_animal.hpp"

namespace {
struct Throw {
  Throw() { throw std::runtime_error("no room"); }
};
const Throw thrown;  // NOLINT(cert-err58-cpp): that is the mistake
}  // namespace

ZOO_MISFIT(zoo::FullAnimal)
