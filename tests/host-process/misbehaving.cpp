// A plugin that misbehaves as its settings file says: `block_page`, `block_all` (every hook of the page
// except the page itself, and the sync of one person), `crash_page`, `crash_task`, `crash_start`,
// `hang_in_stop`, `fail_quietly` (every hook fails without a reason), `fail_start`, `start_later` (once the
// file is changed) or `invalid_page`. The environment variable CRASH_WHILE is `loading` or `creating`.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "host_sdk/plugin.hpp"

namespace {

using host_sdk::Result;
using host_sdk::ResultCode;
namespace page = host_sdk::page;

/// A call that never returns: ignores every request to end.
void block() {
  for (;;) std::this_thread::sleep_for(std::chrono::hours{1});
}

/// Overflows the stack.
int recurse(volatile int* depth) {
  volatile int here = *depth + 1;
  return here < 0 ? 0 : recurse(&here) + here;
}

bool crash_while(const std::string& what) {
  const char* wanted = std::getenv("CRASH_WHILE");
  return wanted != nullptr && wanted == what && std::raise(SIGSEGV) == 0;
}

[[maybe_unused]] const bool is_loaded = !crash_while("loading");

class Misbehaving final : public host_sdk::Plugin,
                          public host_sdk::SettingsPage,
                          public host_sdk::ScheduledTask,
                          public host_sdk::UserProvider {
 public:
  Misbehaving() { static_cast<void>(crash_while("creating")); }

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
  std::vector<host_sdk::UserProvider*> user_providers() override { return {this}; }

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
    return block_or_fail();
  }
  Result options(const page::OptionsRequest& /*request*/, page::OptionsAnswer& /*answer*/) override {
    return block_or_fail();
  }
  Result callback(const page::CallbackRequest& /*request*/, page::ActionAnswer& /*answer*/) override {
    return block_or_fail();
  }

  [[nodiscard]] std::string task_id() const override { return "misbehaving.task"; }
  [[nodiscard]] std::string title() const override { return "Misbehaving task"; }
  Result run(const host_sdk::Company& /*company*/, host_sdk::TaskMonitor& /*monitor*/) override {
    volatile int depth = 0;
    if (mode_ == "crash_task") static_cast<void>(recurse(&depth));
    return mode_ == "fail_quietly" ? fail() : Result::ok();
  }

  [[nodiscard]] std::string provider_id() const override { return "misbehaving"; }
  [[nodiscard]] std::string display_name() const override { return "Misbehaving source"; }
  host_sdk::SyncOutcome synchronize(const host_sdk::Company& /*company*/, const host_sdk::Actor& /*actor*/,
                                    host_sdk::TaskMonitor& /*monitor*/,
                                    host_sdk::SyncMode /*mode*/) override {
    return {block_or_fail(), {}};
  }
  Result remove_all(const host_sdk::Company& /*company*/, const host_sdk::Actor& /*actor*/,
                    host_sdk::TaskMonitor& /*monitor*/) override {
    return block_or_fail();
  }
  Result explain(const host_sdk::PersonRequest& /*request*/, host_sdk::Explanation& /*answer*/) override {
    return mode_ == "fail_quietly" ? fail() : Result::ok();
  }
  host_sdk::PersonOutcome synchronize_person(const host_sdk::PersonRequest& /*request*/,
                                             host_sdk::TaskMonitor& /*monitor*/,
                                             host_sdk::SyncMode /*mode*/) override {
    return {block_or_fail(), {}};
  }

 private:
  static Result fail() { return Result::failed(ResultCode::operator_action, ""); }
  [[nodiscard]] Result block_or_fail() const {
    if (mode_ == "block_all") block();
    return mode_ == "fail_quietly" ? fail() : Result::ok();
  }

  std::string mode_;
};

}  // namespace

HOST_SDK_PLUGIN("misbehaving", "1.0.0", Misbehaving)
