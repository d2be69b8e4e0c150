// Background work of a plugin for one company, such as a sync that a person started.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk {

/// The work of a job. Owned by the plugin, which keeps it until its `stop()` returns; one object serves all
/// companies.
class JobWork {
 public:
  virtual ~JobWork() = default;

  /// Does the work for one company on a worker thread of the host. [task] Not concurrently for one company
  /// and job kind; different companies run in parallel. No time limit, but returns within 5 seconds after a
  /// cancel. The arguments are valid for the duration of the call.
  virtual Result run(const Company& company, const Actor& actor, TaskMonitor& monitor) = 0;
};

/// The state of a job.
struct JobStatus {
  bool running = false;
  /// The latest report of the job.
  Progress progress;
  /// The result, once the job has ended.
  std::optional<Result> result;
};

/// Starts and observes jobs. Owned by the host; lives until the plugin's `stop()` returns. [any] Calls return
/// at once.
class Jobs {
 public:
  virtual ~Jobs() = default;

  /// Starts `work` as the company's job `kind`, a word of 1 to 64 characters that the plugin chooses. If that
  /// job is already running, keeps it running and returns ok as well. Errors: `refused` while the host shuts
  /// down, `operator_action` for a kind that is not such a word.
  virtual Result start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) = 0;

  /// The current or last job of that kind in this process, or nullopt. A copy that belongs to the caller.
  [[nodiscard]] virtual std::optional<JobStatus> status(std::string_view company_id,
                                                        std::string_view kind) const = 0;

  /// Requests a cancel of the running job. Returns false if none is running in this process.
  virtual bool cancel(std::string_view company_id, std::string_view kind) = 0;
};

}  // namespace host_sdk
