// Continues to work after a cancel.
#include <chrono>
#include <thread>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result run(const zoo::Company& /*company*/, zoo::TaskMonitor& /*monitor*/) override {
    // The fault: work that lasts longer than the limit of its test, which is scaled.
    std::this_thread::sleep_for(std::chrono::milliseconds{250});
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
