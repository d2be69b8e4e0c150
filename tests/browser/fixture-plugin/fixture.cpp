// A plugin that shows every kind of block in every state, for the browser tests of the host's pages.
#include <fstream>
#include <memory>
#include <stdexcept>

#include "host_sdk/plugin.hpp"
#include "state.hpp"

namespace fixture {

using namespace host_sdk::page;
using host_sdk::Result;
using host_sdk::ResultCode;

class FixturePage final : public host_sdk::SettingsPage {
 public:
  FixturePage(host_sdk::HostServices& host, std::string consent)
      : host_(host), consent_(std::move(consent)) {}

  [[nodiscard]] host_sdk::PageIdentity identity() const override {
    return {"parts", "Example User Provisioning", {"Company", "Company settings"}, "administrator"};
  }

  Result page(const PageRequest& request, Page& page) override {
    const std::lock_guard lock(mutex_);
    State& state = states_[request.company.id];
    if (state.shown == "throwing") throw std::runtime_error("the fixture throws");
    const auto now = host_.clock().now();
    if (state.shown == "empty")
      page = empty_page();
    else if (state.shown == "running")
      page = running_page(state, now);
    else
      page = settings_page(state, now, request.cursors);
    return Result::ok();
  }

  Result act(const ActionRequest& request, ActionAnswer& answer) override {
    {
      const std::lock_guard lock(mutex_);
      carry_out(request, states_[request.company.id], answer);
    }
    host_.page_events().page_changed(request.company.id, "parts");
    return Result::ok();
  }

  Result options(const OptionsRequest& request, OptionsAnswer& answer) override {
    const std::lock_guard lock(mutex_);
    State& state = states_[request.company.id];
    // The line that sums the selection up asks by ids, and shows no error.
    if (state.options_fail && request.ids.empty()) {
      state.options_fail = false;
      return Result::again("The directory did not answer.");
    }
    list_options(request, answer);
    return Result::ok();
  }

  Result callback(const CallbackRequest& request, ActionAnswer& answer) override {
    const std::lock_guard lock(mutex_);
    if (request.params.contains("error")) {
      answer.toast = Toast{Tone::neutral, "You did not finish connecting. Nothing has changed."};
      return Result::ok();
    }
    states_[request.company.id].shown = "settings";
    answer.toast = Toast{Tone::success, "Connected"};
    return Result::ok();
  }

 private:
  void carry_out(const ActionRequest& request, State& state, ActionAnswer& answer) {
    state.last = request.action;
    if (request.action == "connect") {
      answer.outcome = Outcome::redirect;
      answer.url = consent_ + "?redirect_uri=" + request.callback.url + "&state=" + request.callback.state;
    } else if (request.action == "save" || request.action == "preview") {
      save(request, state, answer);
    } else if (request.action == "start") {
      state.shown = "running";
      state.done = 148;
    } else if (request.action == "stop_sync") {
      state.shown = "settings";
      answer.toast = Toast{Tone::success, "The sync was stopped"};
    } else if (request.action == "unlink") {
      state = State{};
      answer.toast = Toast{Tone::success, "884 users and 12 groups deleted"};
    } else if (request.action == "break") {
      state.shown = "throwing";
    } else if (request.action == "limit") {
      answer.outcome = Outcome::refused;
      answer.refusal = Refusal::limit;
      answer.toast = Toast{Tone::warning, "You asked too often. Wait a minute."};
    } else if (request.action == "slow_options") {
      state.options_fail = true;
    } else if (request.action == "undo") {
      state.last = "undo " + request.values.at("value");
    }
  }

  void save(const ActionRequest& request, State& state, ActionAnswer& answer) {
    if (request.revision && *request.revision != state.revision) {
      answer.outcome = Outcome::stale;
      answer.stale_by = "Dana Reyes";
      answer.stale_at = host_.clock().now();
      return;
    }
    const auto field = [&](const std::string& name) {
      const auto found = request.values.find(name);
      return found == request.values.end() ? std::string{} : found->second;
    };
    if (field("source") == "organizational_units" && field("units").find("old") != std::string::npos)
      answer.errors["units"] = {"“/ Closed office” no longer exists in the directory. Take it out to save."};
    if (field("limit").size() > 3 || field("limit").empty())
      answer.errors["limit"] = {"Enter a whole number from 0 to 100."};
    if (!answer.errors.empty()) {
      answer.outcome = Outcome::invalid;
      return;
    }
    state.saved = request.values;
    ++state.revision;
    answer.toast = Toast{Tone::success, "Saved"};
    if (request.action == "preview") answer.focus = "history";
  }

  host_sdk::HostServices& host_;
  std::string consent_;
  std::mutex mutex_;
  std::map<std::string, State> states_;
};

class FixturePlugin final : public host_sdk::Plugin {
 public:
  /// The settings file holds one line: the address of the pretend consent page.
  Result start(host_sdk::HostServices& host, const std::string& settings_file) override {
    std::string consent;
    if (!settings_file.empty()) std::getline(std::ifstream(settings_file), consent);
    page_ = std::make_unique<FixturePage>(host, consent);
    return Result::ok();
  }
  void stop() override { page_.reset(); }
  std::vector<host_sdk::SettingsPage*> settings_pages() override { return {page_.get()}; }

 private:
  std::unique_ptr<FixturePage> page_;
};

}  // namespace fixture

HOST_SDK_PLUGIN("fixture", "1.0.0", fixture::FixturePlugin)
