// Starts, but its page throws its own exception type, and its task an int.
#include <exception>

#include "animal.hpp"

namespace {

struct Bite : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "a bite"; }
};

class Throwing : public zoo::Animal, public host_sdk::SettingsPage {
  std::vector<host_sdk::SettingsPage*> settings_pages() override { return {this}; }
  [[nodiscard]] host_sdk::PageIdentity identity() const override {
    return {"animal", "Animal", {"Company", "Company Settings"}, "administrator"};
  }
  host_sdk::Result page(const host_sdk::page::PageRequest& /*request*/,
                        host_sdk::page::Page& /*page*/) override {
    throw Bite{};
  }
  host_sdk::Result act(const host_sdk::page::ActionRequest& /*request*/,
                       host_sdk::page::ActionAnswer& /*answer*/) override {
    return host_sdk::Result::ok();
  }
  host_sdk::Result options(const host_sdk::page::OptionsRequest& /*request*/,
                           host_sdk::page::OptionsAnswer& /*answer*/) override {
    return host_sdk::Result::ok();
  }
  host_sdk::Result callback(const host_sdk::page::CallbackRequest& /*request*/,
                            host_sdk::page::ActionAnswer& /*answer*/) override {
    return host_sdk::Result::ok();
  }
  host_sdk::Result run(const host_sdk::Company& /*company*/, host_sdk::TaskMonitor& /*monitor*/) override {
    throw 42;
  }
};

}  // namespace

HOST_SDK_PLUGIN("animal", "1.0.0", Throwing)
