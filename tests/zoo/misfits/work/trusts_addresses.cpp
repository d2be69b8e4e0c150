// Expects every address to have a domain.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result explain(const host_sdk::PersonRequest& request, zoo::Explanation& answer) override {
    answer.remarks = {request.email.substr(request.email.find('@'))};
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
