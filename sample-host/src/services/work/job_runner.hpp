// The plugins' own background work: at most one job of a kind and company at a time.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "host_sdk/services/jobs.hpp"
#include "services/work/run.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {

class CallGuard;

/// Runs jobs on the worker pool and keeps their results. Thread-safe.
class JobRunner {
 public:
  JobRunner(WorkerPool& workers, const CallGuard& guard) : workers_(workers), guard_(guard) {}

  /// Implements `host_sdk::Jobs::start`.
  host_sdk::Result start(std::string_view plugin_id, const host_sdk::Company& company,
                         const host_sdk::Actor& actor, std::string_view kind, host_sdk::JobWork& work);

  /// Returns the current or the last run of a job in this process; nullptr if there was none.
  [[nodiscard]] std::shared_ptr<Run> find(std::string_view plugin_id, std::string_view company_id,
                                          std::string_view kind) const;

  /// The current and the last run of each kind.
  [[nodiscard]] std::vector<std::shared_ptr<Run>> runs_of(std::string_view plugin_id,
                                                          std::string_view company_id) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;
  WorkerPool& workers_;
  const CallGuard& guard_;
  mutable std::mutex mutex_;
  std::map<Key, std::shared_ptr<Run>> runs_;
};

/// One plugin's view of the jobs.
class PluginJobs final : public host_sdk::Jobs {
 public:
  PluginJobs(JobRunner& runner, std::string plugin_id) : runner_(runner), plugin_id_(std::move(plugin_id)) {}
  host_sdk::Result start(const host_sdk::Company& company, const host_sdk::Actor& actor,
                         std::string_view kind, host_sdk::JobWork& work) override {
    return runner_.start(plugin_id_, company, actor, kind, work);
  }
  [[nodiscard]] std::optional<host_sdk::JobStatus> status(std::string_view company_id,
                                                          std::string_view kind) const override;
  bool cancel(std::string_view company_id, std::string_view kind) override;

 private:
  JobRunner& runner_;
  std::string plugin_id_;
};

}  // namespace sample_host
