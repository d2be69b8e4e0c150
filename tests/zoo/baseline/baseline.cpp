// Uses every service once. `sdk-1.6-x86_64.so` is this plugin, built with the headers of SDK 1.6 and
// stripped: every later host of SDK 1 has to load it and to get the same answers.
#include "host_sdk/plugin.hpp"

namespace {

using host_sdk::Company;
using host_sdk::Result;
using host_sdk::ResultCode;

class Baseline : public host_sdk::Plugin,
                 public host_sdk::ScheduledTask,
                 public host_sdk::JobWork,
                 public host_sdk::MetricSource {
  Result start(host_sdk::HostServices& host, const std::string& settings_file) override {
    host_ = &host;
    return settings_file.empty() ? Result::ok()
                                 : Result::again("No settings are needed.", std::chrono::seconds{7});
  }
  void stop() override { host_ = nullptr; }
  std::vector<host_sdk::ScheduledTask*> scheduled_tasks() override { return {this}; }
  std::vector<host_sdk::MetricSource*> metric_sources() override { return {this}; }

  [[nodiscard]] std::string task_id() const override { return "baseline.task"; }
  [[nodiscard]] std::string title() const override { return "Baseline"; }
  [[nodiscard]] std::chrono::seconds default_period() const override { return std::chrono::hours{6}; }

  Result run(const Company& company, host_sdk::TaskMonitor& monitor) override {
    host_sdk::HostServices& host = *host_;
    host.logger().info(company.id, host_sdk::LogLine("baseline_ran").with("company", company.name));
    (void)host.secrets().put(company.id, "key", "opened");
    std::optional<std::string> secret;
    (void)host.secrets().get(company.id, "key", secret);
    std::int64_t first = 0;
    (void)host.ids().reserve(host_sdk::IdKind::target_group, 5, first);
    (void)host.ids().reserve(host_sdk::IdKind::target_group, 1, first);
    host_sdk::ScheduleRule rule;
    rule.at = std::chrono::minutes{90};
    rule.zone = "Europe/Berlin";
    (void)host.schedule().set_rule(task_id(), company.id, rule);
    (void)host.schedule().pause(task_id(), company.id, "Ada");
    host_sdk::ScheduleState state;
    (void)host.schedule().read(task_id(), company.id, state);
    host.page_events().page_changed(company.id, "baseline");
    const host_sdk::Actor actor{"1", "Ada", {"company.settings"}, "a test"};
    host.audit_trail().record(company.id, actor, "ran", "The baseline ran.");
    host.notices().show(company.id, {"topic", host_sdk::page::Tone::warning, "Title", "Text",
                                     host_sdk::NoticeMail::digest, "baseline"});
    (void)host.metrics().define({host_sdk::MetricKind::counter, "runs_total", "Runs.", {"company"}, {}});
    host.metrics().add("runs_total", {company.id}, 2);
    (void)host.jobs().start(company, actor, "work", *this);
    host_sdk::Progress progress;
    progress.activity = "comparing";
    progress.done = 3;
    progress.counts = {{"compared", 3}};
    monitor.report(progress);
    const bool waited = monitor.wait(std::chrono::milliseconds{5});
    return {ResultCode::review_needed,
            company.name + ", " + secret.value_or("none") + ", " + std::to_string(first) + ", " +
                std::to_string(host.companies().all().size()) + " company, " + host.database().backend() +
                ", " + state.rule.zone + " at " +
                std::to_string(state.rule.at.value_or(std::chrono::minutes{0}).count()) + ", paused by " +
                state.paused_by + ", " + std::to_string(host.clock().now().time_since_epoch().count()) +
                ", " + host.callback_url("return") + (waited ? ", waited" : ", cancelled"),
            {}};
  }
  Result run(const Company& company, const host_sdk::Actor& actor,
             host_sdk::TaskMonitor& /*monitor*/) override {
    return {ResultCode::ok, "Job of " + company.name + " for " + actor.name, {}};
  }
  Result collect(std::vector<host_sdk::MetricSample>& samples) override {
    samples.push_back({"depth", {"acme"}, 1.5});
    return Result::ok();
  }

  host_sdk::HostServices* host_ = nullptr;
};

}  // namespace

HOST_SDK_PLUGIN("baseline", "1.0.0", Baseline)
