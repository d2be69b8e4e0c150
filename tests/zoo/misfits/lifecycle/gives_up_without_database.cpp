// Takes a database that is away for a mistake of the operator.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result start(zoo::HostServices& host, const std::string& settings_file) override {
    if (host.database().connection_string().find("/dev/null") != std::string::npos)
      return refuse("No database.");
    return FullAnimal::start(host, settings_file);
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
