// Expects every address to have a domain.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result explain(const zoo::Company& /*company*/, const std::string& email,
                      zoo::Explanation& answer) override {
    answer.remarks = {email.substr(email.find('@'))};
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
