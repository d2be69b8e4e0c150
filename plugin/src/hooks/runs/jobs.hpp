// The plugin's work that no page waits for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

#include "hooks/context.hpp"
#include "host_sdk/services/jobs.hpp"

namespace gup {

/// Sync now, or the first sync; joins a run that is under way. [task]
class SyncJob final : public host_sdk::JobWork {
 public:
  explicit SyncJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

 private:
  HookContext context_;
};

/// Unlink. [task]
class UnlinkJob final : public host_sdk::JobWork {
 public:
  explicit UnlinkJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

 private:
  HookContext context_;
};

/// Reads what the pickers show, so that the page can name what was chosen without waiting for Google. [task]
class DirectoryJob final : public host_sdk::JobWork {
 public:
  /// `patience`: how long a page waits for the first reading, well below the 2 seconds that it has.
  DirectoryJob(HookContext context, std::chrono::milliseconds patience)
      : context_(context), patience_(patience) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

  /// Starts the reading unless one is under way or failed lately (a page that is drawn again and again asks
  /// Google once), and waits a moment for its end, so that a page of a directory that is quick to read names
  /// things at once. [page]
  void start_if_due(const host_sdk::Company& company, const host_sdk::Actor& actor);

 private:
  struct Reading {
    host_sdk::Timestamp started_at{};
    bool ended = false;
    bool failed = false;
  };

  HookContext context_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::map<std::string, Reading> readings_;
};

/// The jobs that actions start.
struct HookJobs {
  explicit HookJobs(HookContext context,
                    std::chrono::milliseconds page_patience = std::chrono::milliseconds{1200})
      : sync(context), unlink(context), directory(context, page_patience) {}
  SyncJob sync;
  UnlinkJob unlink;
  DirectoryJob directory;
};

/// True while a job of that kind is running for the company.
[[nodiscard]] bool job_runs(const HookContext& context, const std::string& company_id, const char* kind);

/// From where an actor of the page acts: an account on the page, or an operator on the command line.
[[nodiscard]] RunTrigger trigger_of(const host_sdk::Actor& actor);

}  // namespace gup
