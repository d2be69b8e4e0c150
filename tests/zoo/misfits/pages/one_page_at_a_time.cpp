// Fails when two threads show its page at once.
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result page(const zoo::page::PageRequest& request, zoo::page::Page& shown) override {
    if (busy_.exchange(true)) throw std::logic_error("the cage is busy");
    // The fault: another call that comes in now finds it busy.
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
    busy_ = false;
    return FullAnimal::page(request, shown);
  }
  std::atomic<bool> busy_ = false;
};
}  // namespace

ZOO_MISFIT(Misfit)
