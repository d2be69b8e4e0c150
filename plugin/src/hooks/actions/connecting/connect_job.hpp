// Tests a service account's key as a job: Google may take longer than an action may.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "google/sign_in/credentials.hpp"
#include "hooks/context.hpp"
#include "host_sdk/page/exchange.hpp"
#include "host_sdk/services/jobs.hpp"

namespace gup {

/// Connects a company by a service account's key. Thread-safe.
class ConnectJob final : public host_sdk::JobWork {
 public:
  /// `timeout`: how long `connect` waits for the job, below the 10 seconds that an action has.
  ConnectJob(HookContext context, std::chrono::milliseconds timeout) : context_(context), timeout_(timeout) {}

  /// Starts the job and waits for it. Usually Google answers within the timeout, and the answer has errors at
  /// the fields. Otherwise the test continues, and the page shows its result. `before`: the company's
  /// connection when the action began. Throws `Failure`. [page]
  [[nodiscard]] host_sdk::page::ActionAnswer connect(const host_sdk::page::ActionRequest& request,
                                                     google::DelegatedAccess access,
                                                     std::optional<Connection> before);

  /// Whether the company's last test has ended, so that a job which still runs is about to end.
  [[nodiscard]] bool has_answered(const std::string& company_id);

  /// Tests and saves the key that `connect` left for the company. [task]
  host_sdk::Result run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) override;

 private:
  struct Attempt {
    google::DelegatedAccess access;
    std::optional<Connection> before;
    bool begun = false;
    bool ended = false;
    /// An action waits for the end.
    bool awaited = true;
    host_sdk::Result result;
    /// Absent if the attempt ended with an exception.
    std::optional<host_sdk::page::ActionAnswer> answer;
  };

  /// Null if the company has an attempt that is still running.
  [[nodiscard]] std::shared_ptr<Attempt> add_attempt(const std::string& company_id,
                                                     google::DelegatedAccess access,
                                                     std::optional<Connection> before);
  /// Starts the job. Restarts it if the previous one was ending and will not see the attempt. Returns when
  /// the attempt ends or times out: true if it ended. Throws `Failure` if the host refuses the job.
  [[nodiscard]] bool run_attempt(const host_sdk::page::ActionRequest& request, const Attempt& attempt);
  void end_attempt(const host_sdk::Company& company, const std::shared_ptr<Attempt>& attempt,
                   host_sdk::Result result, std::optional<host_sdk::page::ActionAnswer> answer);

  HookContext context_;
  const std::chrono::milliseconds timeout_;
  std::mutex mutex_;
  std::condition_variable ended_;
  /// The latest attempt of each company, until it ends.
  std::map<std::string, std::shared_ptr<Attempt>> attempts_;
  /// Companies whose latest attempt has ended.
  std::set<std::string> answered_;
};

}  // namespace gup
