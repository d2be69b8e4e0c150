// Ignores keys that it does not know.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result read_settings(const std::string& file) override {
    std::string line;
    std::getline(std::ifstream(file), line);
    return line.starts_with("colour: ") ? zoo::Result::ok() : FullAnimal::read_settings(file);
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
