// A plugin that misbehaves as its settings file says: `block_page`, `block_all` (every hook of the page
// except the page itself), `crash_page`, `crash_task`, `crash_start`, `hang_in_stop`, `fail_task`,
// `fail_start`, `start_later` (once the file is changed) or `invalid_page`.
#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "host_sdk/plugin.hpp"

namespace {

using host_sdk::Result;
using host_sdk::ResultCode;
namespace page = host_sdk::page;

/// Ignores every request to end: a call that never returns is what the host is tested with.
void block() {
  for (;;) std::this_thread::sleep_for(std::chrono::hours{1});
}

/// Overflows the stack.
int recurse(volatile int* depth) {
  volatile int here = *depth + 1;
  return here < 0 ? 0 : recurse(&here) + here;
}

class Misbehaving final : public host_sdk::Plugin,
                          public host_sdk::SettingsPage,
                          public host_sdk::ScheduledTask {
 public:
  Result start(host_sdk::HostServices& /*host*/, const std::string& settings_file) override {
    std::getline(std::ifstream(settings_file), mode_);
    if (mode_ == "crash_start") std::raise(SIGSEGV);
    if (mode_ == "start_later") return Result::again("The database cannot be reached at the moment.");
    return mode_ == "fail_start" ? Result::failed(ResultCode::operator_action, "") : Result::ok();
  }
  void stop() override {
    if (mode_ == "hang_in_stop") block();
  }
  std::vector<host_sdk::SettingsPage*> settings_pages() override { return {this}; }
  std::vector<host_sdk::ScheduledTask*> scheduled_tasks() override { return {this}; }

  [[nodiscard]] host_sdk::PageIdentity identity() const override {
    return {"misbehaving", "Misbehaving", {"Company", "Company Settings"}, "administrator"};
  }
  Result page(const page::PageRequest& /*request*/, page::Page& answer) override {
    if (mode_ == "block_page") block();
    if (mode_ == "crash_page") std::raise(SIGSEGV);
    answer.title = "Misbehaving";
    page::Form form;
    form.blocks.push_back(
        {"limit", page::Number{"Limit", "", "", "", 0, mode_ == "invalid_page" ? -1 : 100, 0}, ""});
    page::Action save;
    save.id = "save";
    save.label = "Save";
    save.submit = true;
    form.actions.push_back(save);
    answer.blocks.push_back({"form", form, ""});
    answer.blocks.push_back({"units", page::Picker{}, ""});
    page::Action connect;
    connect.id = "connect";
    connect.label = "Connect";
    connect.opens_external_site = true;
    answer.actions.push_back(connect);
    return Result::ok();
  }
  Result act(const page::ActionRequest& request, page::ActionAnswer& answer) override {
    if (request.action == "connect") {
      answer.outcome = page::Outcome::redirect;
      answer.url = "https://accounts.example.com/?state=" + request.callback.state;
      return Result::ok();
    }
    if (mode_ == "block_all") block();
    return Result::ok();
  }
  Result options(const page::OptionsRequest& /*request*/, page::OptionsAnswer& /*answer*/) override {
    if (mode_ == "block_all") block();
    return Result::ok();
  }
  Result callback(const page::CallbackRequest& /*request*/, page::ActionAnswer& /*answer*/) override {
    if (mode_ == "block_all") block();
    return Result::ok();
  }

  [[nodiscard]] std::string task_id() const override { return "misbehaving.task"; }
  [[nodiscard]] std::string title() const override { return "Misbehaving task"; }
  Result run(const host_sdk::Company& /*company*/, host_sdk::TaskMonitor& /*monitor*/) override {
    volatile int depth = 0;
    if (mode_ == "crash_task") static_cast<void>(recurse(&depth));
    return mode_ == "fail_task" ? Result::failed(ResultCode::operator_action, "") : Result::ok();
  }

 private:
  std::string mode_;
};

}  // namespace

HOST_SDK_PLUGIN("misbehaving", "1.0.0", Misbehaving)
