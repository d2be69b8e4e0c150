// Returns more options than were asked for.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result options(const zoo::page::OptionsRequest& /*request*/,
                      zoo::page::OptionsAnswer& answer) override {
    answer.options.resize(60);
    return zoo::Result::ok();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
