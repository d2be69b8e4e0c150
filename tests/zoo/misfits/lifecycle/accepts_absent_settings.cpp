// Starts without the settings file that it was given.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result read_settings(const std::string& file) override {
    return std::ifstream(file) ? FullAnimal::read_settings(file) : zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
