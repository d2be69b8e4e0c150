// Reads a posted value as a number.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result act(const zoo::page::ActionRequest& request, zoo::page::ActionAnswer& answer) override {
    if (request.action == "save") (void)std::stoi(request.values.at("limit"));
    return FullAnimal::act(request, answer);
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
