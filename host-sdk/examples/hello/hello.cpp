#include "host_sdk/plugin.hpp"

class Hello : public host_sdk::Plugin, public host_sdk::ScheduledTask {
  host_sdk::Result start(host_sdk::HostServices&, const std::string&) override { return {}; }
  void stop() override {}
  std::vector<ScheduledTask*> scheduled_tasks() override { return {this}; }
  std::string task_id() const override { return "hello.greet"; }
  std::string title() const override { return "Say hello"; }
  host_sdk::Result run(const host_sdk::Company& company, host_sdk::TaskMonitor&) override {
    return {host_sdk::ResultCode::ok, "Hello, " + company.name, {}};
  }
};
HOST_SDK_PLUGIN("hello", "1.0.0", Hello)
