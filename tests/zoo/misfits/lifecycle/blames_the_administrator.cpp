// Reports a database that cannot be opened as a mistake of an administrator.
#include "../full_animal.hpp"

namespace {
class Misfit : public zoo::FullAnimal {
  zoo::Result start(zoo::HostServices& host, const std::string& settings_file) override {
    if (host.database().connection_string().find("/dev/null") != std::string::npos)
      return zoo::Result::failed(zoo::ResultCode::administrator_action, "No database.");
    return FullAnimal::start(host, settings_file);
  }
};
}  // namespace

ZOO_MISFIT(Misfit)
