// Shows two blocks with one id.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result page(const zoo::page::PageRequest& request, zoo::page::Page& shown) override {
    const auto result = FullAnimal::page(request, shown);
    shown.blocks.push_back(shown.blocks.front());
    return result;
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
