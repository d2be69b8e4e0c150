#include "services/work/job_runner.hpp"

#include "host_sdk/service_rules.hpp"
#include "plugins/loading/call_guard.hpp"

namespace sample_host {

host_sdk::Result JobRunner::start(std::string_view plugin_id, const host_sdk::Company& company,
                                  const host_sdk::Actor& actor, std::string_view kind,
                                  host_sdk::JobWork& work) {
  const std::string plugin{plugin_id};
  const std::string word{kind};
  if (!host_sdk::is_job_kind(kind))
    return host_sdk::Result::failed(host_sdk::ResultCode::operator_action,
                                    "The kind of a job is a word of 1 to 64 characters, not '" + word + "'.");
  const std::lock_guard lock(mutex_);
  auto& run = runs_[Key{plugin, company.id, word}];
  if (run && !run->result()) return host_sdk::Result::ok();
  auto started = workers_.start(plugin, [this, plugin, word, company, actor,
                                         &work](host_sdk::TaskMonitor& monitor) {
    return guard_.call(plugin, "job " + word, company.id, [&] { return work.run(company, actor, monitor); })
        .result;
  });
  if (!started) {
    return host_sdk::Result::failed(host_sdk::ResultCode::refused, "The platform is shutting down.");
  }
  run = std::move(started);
  return host_sdk::Result::ok();
}

std::shared_ptr<Run> JobRunner::find(std::string_view plugin_id, std::string_view company_id,
                                     std::string_view kind) const {
  const std::lock_guard lock(mutex_);
  const auto found = runs_.find(Key{std::string{plugin_id}, std::string{company_id}, std::string{kind}});
  return found == runs_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Run>> JobRunner::runs_of(std::string_view plugin_id,
                                                     std::string_view company_id) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Run>> runs;
  for (const auto& [key, run] : runs_)
    if (std::get<0>(key) == plugin_id && std::get<1>(key) == company_id && run) runs.push_back(run);
  return runs;
}

std::optional<host_sdk::JobStatus> PluginJobs::status(std::string_view company_id,
                                                      std::string_view kind) const {
  const auto run = runner_.find(plugin_id_, company_id, kind);
  if (!run) return {};
  auto result = run->result();
  return host_sdk::JobStatus{!result.has_value(), run->progress(), std::move(result)};
}

bool PluginJobs::cancel(std::string_view company_id, std::string_view kind) {
  const auto run = runner_.find(plugin_id_, company_id, kind);
  if (!run || run->result()) return false;
  run->cancel();
  return true;
}

}  // namespace sample_host
