// Tests whether an account may read what a sync needs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/directory/api_caller.hpp"
#include "google/directory/directory_requests.hpp"
#include "google/google_service.hpp"
#include "google/transport/event_loop.hpp"

namespace gup::google {

/// All references must outlive the object.
class AccessProbe {
 public:
  AccessProbe(EventLoop& loop, ApiCaller& api, const DirectoryRequests& requests)
      : loop_(loop), api_(api), requests_(requests) {}

  /// See `GoogleService::probe`. `account.id` may be an email, which the directory accepts as well. Call it
  /// once.
  [[nodiscard]] Administrator run(const ProbedAccount& account, host_sdk::TaskMonitor& monitor);

 private:
  /// A group of the first page, and why its members cannot be read.
  struct Sample {
    std::string group_id;
    std::optional<Unreadable> unreadable{};
  };

  /// Sends all requests even if one is refused, so that the sentence names everything.
  [[nodiscard]] boost::asio::awaitable<void> ask_for_lists();
  /// Asks about the first group, about the others only if it cannot be read, and about one group again if
  /// none can: only then is there a refusal.
  void ask_for_members(host_sdk::TaskMonitor& monitor);
  [[nodiscard]] boost::asio::awaitable<void> ask_for_samples(std::size_t first, std::size_t end);
  [[nodiscard]] boost::asio::awaitable<void> ask_for_members_of(Sample& sample, CallKind kind);
  [[nodiscard]] boost::asio::awaitable<void> read_administrator(const ProbedAccount& account,
                                                                Administrator& administrator);

  EventLoop& loop_;
  ApiCaller& api_;
  const DirectoryRequests& requests_;
  std::vector<Sample> samples_;
  /// What Google refused: "users".
  std::vector<std::string> refused_;
};

}  // namespace gup::google
