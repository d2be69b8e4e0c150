// Cannot start.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result start(zoo::HostServices& /*host*/, const std::string& /*settings_file*/) override {
    return refuse("The cage is locked.");
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
