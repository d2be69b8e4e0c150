// Never returns from stop().
#include <unistd.h>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  void stop() override {
    for (;;) ::pause();
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
