// Needs longer for a page than the SDK allows.
#include <chrono>
#include <thread>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result page(const zoo::page::PageRequest& request, zoo::page::Page& shown) override {
    // The fault: longer than the limit of its test, which is scaled.
    std::this_thread::sleep_for(std::chrono::milliseconds{60});
    return FullAnimal::page(request, shown);
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
