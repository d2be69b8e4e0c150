// Client-side rate limiting. Google's quota is per user and project, so all readers with the same client and
// account share one limit; the operator may add a limit for the whole project.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "google/transport/rate_limit.hpp"

namespace gup::google {

/// Admits a request when the account's limit and the project's limit, if there is one, both allow it. Time is
/// an argument. Thread-safe.
class Pacer {
 public:
  using TimePoint = RateLimit::TimePoint;

  /// The limit of a project, shared by the pacers of its accounts.
  struct Project {
    explicit Project(int requests_per_minute) : limit(requests_per_minute) {}
    std::mutex mutex;
    RateLimit limit;
  };

  explicit Pacer(int requests_per_minute, std::shared_ptr<Project> project = nullptr)
      : account_(requests_per_minute), project_(std::move(project)) {}

  /// Admits and counts a request, and returns nullopt; or returns when to ask again. Waiting callers reserve
  /// no slot, so they never block others.
  [[nodiscard]] std::optional<TimePoint> take(TimePoint now);

  /// Google rate-limited this account.
  void on_throttled(TimePoint now);

  /// The account's `RateLimit::slowdown`.
  [[nodiscard]] int slowdown(TimePoint now);

  /// True if no past request counts towards the limit.
  [[nodiscard]] bool idle(TimePoint now) const;

 private:
  mutable std::mutex mutex_;
  RateLimit account_;
  std::shared_ptr<Project> project_;
};

/// The pacers of a process, by client and Google account. Thread-safe.
class Pacers {
 public:
  /// Without `project_requests_per_minute`, only the accounts are limited.
  explicit Pacers(int requests_per_minute, std::optional<int> project_requests_per_minute = std::nullopt)
      : requests_per_minute_(requests_per_minute),
        project_requests_per_minute_(project_requests_per_minute) {}

  /// Also drops pacers that are idle and unused.
  [[nodiscard]] std::shared_ptr<Pacer> of(const std::string& client_id, const std::string& account_id,
                                          Pacer::TimePoint now);

 private:
  [[nodiscard]] std::shared_ptr<Pacer::Project> project_of(const std::string& client_id);

  int requests_per_minute_;
  std::optional<int> project_requests_per_minute_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Pacer::Project>> projects_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<Pacer>> pacers_;
};

}  // namespace gup::google
