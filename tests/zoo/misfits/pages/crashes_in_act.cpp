// Crashes when its button is pressed.
#include <cstdlib>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result act(const zoo::page::ActionRequest& /*request*/, zoo::page::ActionAnswer& /*answer*/) override {
    std::abort();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
