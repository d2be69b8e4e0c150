// The plugin's work that no page waits for.
#pragma once

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
  explicit DirectoryJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

  /// Starts the reading unless one was started lately: a page that is drawn again and again asks Google once.
  /// [page]
  void start_if_due(const host_sdk::Company& company, const host_sdk::Actor& actor);

 private:
  HookContext context_;
  std::mutex mutex_;
  std::map<std::string, host_sdk::Timestamp> started_at_;
};

/// The jobs that actions start.
struct HookJobs {
  explicit HookJobs(HookContext context) : sync(context), unlink(context), directory(context) {}
  SyncJob sync;
  UnlinkJob unlink;
  DirectoryJob directory;
};

/// From where an actor of the page acts: an account on the page, or an operator on the command line.
[[nodiscard]] RunTrigger trigger_of(const host_sdk::Actor& actor);

}  // namespace gup
