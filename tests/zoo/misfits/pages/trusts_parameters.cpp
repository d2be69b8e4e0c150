// Reads a parameter of the address as a number.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result page(const zoo::page::PageRequest& request, zoo::page::Page& shown) override {
    const auto run = request.parameters.find("run");
    if (run != request.parameters.end()) (void)std::stoi(run->second);
    return FullAnimal::page(request, shown);
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
