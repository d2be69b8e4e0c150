// Fails without saying why.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result run(const zoo::Company& /*company*/, zoo::TaskMonitor& /*monitor*/) override {
    return zoo::Result::failed(zoo::ResultCode::operator_action, "");
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
