#include "animal.hpp"

namespace {
class Forgetful : public zoo::Animal {
  std::vector<host_sdk::ScheduledTask*> scheduled_tasks() override { return {this, nullptr}; }
};
}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Forgetful)
