// Exports a function in addition to its entry.
#include "../full_animal.hpp"

ZOO_MISFIT(zoo::FullAnimal)

extern "C" __attribute__((visibility("default"))) int zoo_more() {
  return 1;
}
