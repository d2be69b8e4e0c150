// Ends the process.
#include <cstdlib>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result run(const zoo::Company& /*company*/, zoo::TaskMonitor& /*monitor*/) override { std::_Exit(0); }
};
}  // namespace

ZOO_MISFIT(Misfit)
