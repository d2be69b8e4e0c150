// Expects a code at every return of a browser.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result callback(const zoo::page::CallbackRequest& request,
                       zoo::page::ActionAnswer& /*answer*/) override {
    (void)request.params.at("code");
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
