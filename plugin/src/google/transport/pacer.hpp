// How fast one Google account may be asked: the quota is per user and project, so everybody who reads with
// the same client and account shares it; the operator may limit the whole project besides.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "google/transport/rate_limit.hpp"

namespace gup::google {

/// Lets requests leave when both the account's limit and the project's, if there is one, allow it. Time is an
/// argument. Thread-safe.
class Pacer {
 public:
  using TimePoint = RateLimit::TimePoint;

  /// The limit of a whole project, shared by the pacers of its accounts.
  struct Project {
    explicit Project(int requests_per_minute) : limit(requests_per_minute) {}
    std::mutex mutex;
    RateLimit limit;
  };

  explicit Pacer(int requests_per_minute, std::shared_ptr<Project> project = nullptr)
      : account_(requests_per_minute), project_(std::move(project)) {}

  /// Nothing: a request may leave now and is counted. Else the moment at which to ask again; nothing is kept
  /// for who has to wait, so that nobody stands in the way of others.
  [[nodiscard]] std::optional<TimePoint> take(TimePoint now);

  /// Google said that this account is too fast.
  void on_throttled(TimePoint now);

  /// By how much the account's rate is lowered now, as `RateLimit::slowdown`.
  [[nodiscard]] int slowdown(TimePoint now);

  /// Whether no request of the past counts any more.
  [[nodiscard]] bool at_rest(TimePoint now) const;

 private:
  mutable std::mutex mutex_;
  RateLimit account_;
  std::shared_ptr<Project> project_;
};

/// The pacers of a process by client and Google account. Thread-safe.
class Pacers {
 public:
  /// Without `project_requests_per_minute`, each account has its own limit and nothing more.
  explicit Pacers(int requests_per_minute, std::optional<int> project_requests_per_minute = std::nullopt)
      : requests_per_minute_(requests_per_minute),
        project_requests_per_minute_(project_requests_per_minute) {}

  /// Forgets those that nobody uses and whose requests no longer count.
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
