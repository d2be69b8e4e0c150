// The plugin's background jobs.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "hooks/actions/connecting/connect_job.hpp"
#include "hooks/context.hpp"
#include "host_sdk/services/jobs.hpp"

namespace gup {

/// The ids that an action hands to the company's next job: a job itself has no parameters.
/// Thread-safe.
class IdsForJob {
 public:
  void put(const std::string& company_id, std::set<std::string> external_ids);
  /// Returns the ids and forgets them; empty if there are none.
  [[nodiscard]] std::set<std::string> take(const std::string& company_id);

 private:
  std::mutex mutex_;
  std::map<std::string, std::set<std::string>> ids_;
};

/// Runs a sync, or joins the running one. [task]
class SyncJob final : public host_sdk::JobWork {
 public:
  explicit SyncJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

  /// The removals that the next job carries out regardless of the limit. Call this before each start.
  IdsForJob approved;

 private:
  HookContext context_;
};

/// Makes a preview. [task]
class PreviewJob final : public host_sdk::JobWork {
 public:
  explicit PreviewJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

 private:
  HookContext context_;
};

/// Keeps users whose removals are held. [task]
class DismissalJob final : public host_sdk::JobWork {
 public:
  explicit DismissalJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

  /// The removals that the next job dismisses.
  IdsForJob dismissed;

 private:
  HookContext context_;
};

/// Undoes a run. [task]
class UndoJob final : public host_sdk::JobWork {
 public:
  explicit UndoJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

  /// The run that the next job undoes.
  IdsForJob runs;

 private:
  HookContext context_;
};

/// Unlinks the integration. [task]
class UnlinkJob final : public host_sdk::JobWork {
 public:
  explicit UnlinkJob(HookContext context) : context_(context) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

  /// The company's id if its users are kept, else none.
  IdsForJob keeps;

 private:
  HookContext context_;
};

/// Reads units and groups from Google, so that the page can show their names without waiting for Google.
/// [task]
class DirectoryJob final : public host_sdk::JobWork {
 public:
  /// `timeout`: how long a page waits for the first reading, well below the 2 seconds that a page has.
  DirectoryJob(HookContext context, std::chrono::milliseconds timeout)
      : context_(context), timeout_(timeout) {}
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

  /// Starts a reading, unless one is running or failed within the last 5 minutes: a page that is drawn
  /// repeatedly asks Google once. Waits for its end until the timeout, so that a small directory has
  /// names on the first page. [page]
  void start_if_due(const host_sdk::Company& company, const host_sdk::Actor& actor);

 private:
  struct Reading {
    host_sdk::Timestamp started_at{};
    bool ended = false;
    bool failed = false;
  };

  HookContext context_;
  const std::chrono::milliseconds timeout_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::map<std::string, Reading> readings_;
};

/// The jobs that actions start.
struct HookJobs {
  explicit HookJobs(HookContext context,
                    std::chrono::milliseconds page_timeout = std::chrono::milliseconds{1200},
                    std::chrono::milliseconds action_timeout = std::chrono::milliseconds{7000})
      : sync(context),
        preview(context),
        dismissal(context),
        undo(context),
        unlink(context),
        directory(context, page_timeout),
        connect(context, action_timeout) {}
  SyncJob sync;
  PreviewJob preview;
  DismissalJob dismissal;
  UndoJob undo;
  UnlinkJob unlink;
  DirectoryJob directory;
  ConnectJob connect;
};

/// Returns where an actor acts: on the page with an account, or on the command line as an operator.
[[nodiscard]] RunTrigger trigger_of(const host_sdk::Actor& actor);

}  // namespace gup
