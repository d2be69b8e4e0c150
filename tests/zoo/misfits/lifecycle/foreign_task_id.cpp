// Has a task whose id belongs to another plugin.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  [[nodiscard]] std::string task_id() const override { return "elephant.task"; }
};
}  // namespace

ZOO_MISFIT(Misfit)
