// A piece of the plugin's own background work for a company: sync now, unlink.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk {

/// What a job does. Owned by the plugin, which keeps it alive until its `stop()` has returned; one object
/// serves all companies.
class JobWork {
 public:
  virtual ~JobWork() = default;

  /// Does the work for one company on a worker thread of the host. [task] Different companies run in
  /// parallel; the same job kind never runs twice at once for one company. `monitor` is lent for the length
  /// of the call. A long call is fine; a cancel is acknowledged within 5 seconds.
  virtual Result run(const Company& company, const Actor& actor, TaskMonitor& monitor) = 0;
};

/// A job as it stands now.
struct JobStatus {
  bool running = false;
  Progress progress;
  /// The last result, once the job has ended.
  std::optional<Result> result;
};

/// Starts and watches jobs. Owned by the host; lives until the plugin's `stop()` has returned. [any]
class Jobs {
 public:
  virtual ~Jobs() = default;

  /// Starts `work` as the job `kind` (a word of the plugin's choosing, 1 to 64 characters) of a company and
  /// returns at once. If that kind already runs for the company, nothing new is started and the running job
  /// is joined: ok as well. Errors: `refused` while the host shuts down.
  virtual Result start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) = 0;

  /// The present or last job of that kind in this process, or nothing if there was none. A copy that the
  /// caller keeps.
  [[nodiscard]] virtual std::optional<JobStatus> status(std::string_view company_id,
                                                        std::string_view kind) const = 0;

  /// Asks a running job to stop; returns at once, false if none runs in this process.
  virtual bool cancel(std::string_view company_id, std::string_view kind) = 0;
};

}  // namespace host_sdk
