// Redirects to an origin that its manifest does not name.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result act(const zoo::page::ActionRequest& /*request*/, zoo::page::ActionAnswer& answer) override {
    answer.outcome = zoo::page::Outcome::redirect;
    answer.url = "https://evil.example/";
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
