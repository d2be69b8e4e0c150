// A healthy plugin, the base of the broken ones.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/plugin.hpp"

namespace zoo {

/// Starts, stops, and has one task that logs its company.
class Animal : public host_sdk::Plugin, public host_sdk::ScheduledTask {
 public:
  host_sdk::Result start(host_sdk::HostServices& host, const std::string& /*settings_file*/) override {
    host_ = &host;
    return host_sdk::Result::ok();
  }
  void stop() override { host_ = nullptr; }
  std::vector<host_sdk::ScheduledTask*> scheduled_tasks() override { return {this}; }

  [[nodiscard]] std::string task_id() const override { return "animal.task"; }
  [[nodiscard]] std::string title() const override { return "Run"; }
  host_sdk::Result run(const host_sdk::Company& company, host_sdk::TaskMonitor& /*monitor*/) override {
    host_->logger().info(company.id, host_sdk::LogLine("ran").with("company", company.name));
    return host_sdk::Result::ok();
  }

 protected:
  host_sdk::HostServices* host_ = nullptr;
};

}  // namespace zoo
