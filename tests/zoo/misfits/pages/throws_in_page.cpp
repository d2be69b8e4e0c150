// Throws where a page is asked for.
#include <stdexcept>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result page(const zoo::page::PageRequest& /*request*/, zoo::page::Page& /*shown*/) override {
    throw std::runtime_error("a bite");
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
