// Writes prose to the log.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result run(const zoo::Company& company, zoo::TaskMonitor& /*monitor*/) override {
    host_->logger().write(host_sdk::LogLevel::info, company.id, "Hello, I have run!");
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
