// A constructor of a static object crashes.
#include <cstdlib>

#include "../full_animal.hpp"

namespace {
struct Crash {
  Crash() { std::abort(); }
};
const Crash crash;
}  // namespace

ZOO_MISFIT(zoo::FullAnimal)
