// The listing of all units, level by level, for customers with too many units for one answer.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <deque>
#include <string>
#include <unordered_set>
#include <vector>

#include "google/directory/api_caller.hpp"
#include "google/directory/directory_requests.hpp"

namespace gup::google {

/// Lists the children of each unit, concurrently, beginning at the root. Costs one request for each unit. A
/// unit that moves meanwhile is listed once or not at all. All references must outlive the listing, which
/// must outlive the loop's run.
class UnitListing {
 public:
  UnitListing(EventLoop& loop, ApiCaller& api, const DirectoryRequests& requests, std::size_t max_concurrency)
      : loop_(loop), api_(api), requests_(requests), max_concurrency_(max_concurrency) {}
  UnitListing(const UnitListing&) = delete;
  UnitListing& operator=(const UnitListing&) = delete;

  /// Adds all units to `units`, the root included; they are complete when the loop's run ends. Errors:
  /// `Failure` if the children of a unit cannot be listed.
  [[nodiscard]] boost::asio::awaitable<void> read(std::vector<OrganizationalUnit>& units);

 private:
  [[nodiscard]] boost::asio::awaitable<void> read_root(std::string id);
  [[nodiscard]] boost::asio::awaitable<void> read_children(std::string id);
  /// Adds units that were not listed before, and requests their children.
  void add(std::vector<OrganizationalUnit> children);
  void request_children();

  EventLoop& loop_;
  ApiCaller& api_;
  const DirectoryRequests& requests_;
  const std::size_t max_concurrency_;
  std::vector<OrganizationalUnit>* units_ = nullptr;
  /// The ids in `units_`. Also ends the reading of a cycle, which moves during the reading can form.
  std::unordered_set<std::string> known_;
  /// Ids of the units whose children are still to be listed.
  std::deque<std::string> queued_;
  std::size_t running_ = 0;
};

}  // namespace gup::google
