// Leaves a file open after stop().
#include <fcntl.h>

#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result start(zoo::HostServices& host, const std::string& settings_file) override {
    file_ = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
    return FullAnimal::start(host, settings_file);
  }
  int file_ = -1;
};
}  // namespace

ZOO_MISFIT(Misfit)
