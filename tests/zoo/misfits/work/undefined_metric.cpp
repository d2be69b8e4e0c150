// Returns a metric that it has not defined.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result collect(std::vector<zoo::MetricSample>& samples) override {
    samples.push_back({"keepers", {}, 2});
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
