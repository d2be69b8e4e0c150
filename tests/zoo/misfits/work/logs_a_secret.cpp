// Writes a secret to the log.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result run(const zoo::Company& company, zoo::TaskMonitor& /*monitor*/) override {
    std::optional<std::string> key;
    (void)host_->secrets().get(company.id, "key", key);
    host_->logger().info(company.id, host_sdk::LogLine("ran").with("key", key.value_or("none")));
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
