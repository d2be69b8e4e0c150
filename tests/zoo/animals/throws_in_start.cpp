#include <stdexcept>

#include "animal.hpp"

namespace {
class Throwing : public zoo::Animal {
  host_sdk::Result start(host_sdk::HostServices& /*host*/, const std::string& /*settings_file*/) override {
    throw std::runtime_error("the settings were eaten");
  }
};
}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Throwing)
