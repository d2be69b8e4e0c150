// The listing of all users: from both ends at once where that is proven to miss nobody.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <vector>

#include "google/directory/directory_reader.hpp"
#include "google/directory/directory_requests.hpp"
#include "google/directory/two_ends.hpp"
#include "google/transport/api_caller.hpp"

namespace gup::google {

/// Reads the users in the order of their addresses and, from the second page on, in the opposite order beside
/// it. Both end when they have provably met; otherwise the first listing goes on to its own end and the
/// second one is given up, so that nothing depends on it. At most two requests more than one listing alone.
/// All references must outlive the listing, which must outlive the loop's run.
class UserListing {
 public:
  UserListing(EventLoop& loop, ApiCaller& api, const DirectoryRequests& requests, DirectorySink& sink)
      : loop_(loop), api_(api), requests_(requests), sink_(sink) {}
  UserListing(const UserListing&) = delete;
  UserListing& operator=(const UserListing&) = delete;

  [[nodiscard]] boost::asio::awaitable<void> read_from_both_ends();
  [[nodiscard]] boost::asio::awaitable<void> read_from_one_end();

 private:
  /// How far the second listing is of use.
  enum class Backward : std::uint8_t { not_begun, under_way, given_up, met };

  [[nodiscard]] bool take_forward(std::vector<DirectoryUser> page, bool more);
  [[nodiscard]] boost::asio::awaitable<void> read_backward();
  void learn(TwoEnds::State state);

  EventLoop& loop_;
  ApiCaller& api_;
  const DirectoryRequests& requests_;
  DirectorySink& sink_;
  TwoEnds ends_;
  Backward backward_ = Backward::not_begun;
};

}  // namespace gup::google
