// A company's runs, as the hooks use them. An interface, so that tests can show the page in every state
// without a run.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "database/records.hpp"
#include "host_sdk/company.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// Thread-safe. The end of a run is a result; a call that cannot start a run throws `Failure`. Each function
/// is described where the function of its name is declared (synchronize.hpp, unlink.hpp and so on).
class Runs {
 public:
  virtual ~Runs() = default;

  virtual host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const RunRequest& request,
                                            host_sdk::TaskMonitor& monitor) = 0;
  virtual host_sdk::PersonOutcome synchronize_person(const host_sdk::Company& company,
                                                     const RunRequest& request, const std::string& email,
                                                     host_sdk::TaskMonitor& monitor) = 0;
  virtual host_sdk::Result dismiss_removals(const host_sdk::Company& company, const RunRequest& request,
                                            const std::set<std::string>& external_ids,
                                            host_sdk::TaskMonitor& monitor) = 0;
  virtual host_sdk::Result undo_run(const host_sdk::Company& company, const RunRequest& request,
                                    std::int64_t run_id, host_sdk::TaskMonitor& monitor) = 0;
  virtual host_sdk::Result unlink(const host_sdk::Company& company, const host_sdk::Actor& actor,
                                  RunTrigger trigger, UnlinkedRows rows, host_sdk::TaskMonitor& monitor) = 0;
  /// See run/live_runs.hpp.
  virtual std::optional<Run> live_run(const std::string& company_id) = 0;
  virtual bool request_stop(const std::string& company_id) = 0;
};

}  // namespace gup
