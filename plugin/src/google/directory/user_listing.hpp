// The listing of all users, from both ends at once if that provably misses no user.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <vector>

#include "google/directory/api_caller.hpp"
#include "google/directory/directory_reader.hpp"
#include "google/directory/directory_requests.hpp"
#include "google/directory/overlap_detector.hpp"
#include "google/directory/paged_list.hpp"
#include "google/fields/field_values.hpp"

namespace gup::google {

/// Lists the users by email and, from the second page on, concurrently in the opposite order. Both listings
/// stop when they provably overlap. Without a proof, the forward listing continues to its end and the
/// backward one is abandoned, so that no result depends on it. Costs at most two requests more than one
/// listing. All references must outlive the listing, which must outlive the loop's run.
class UserListing {
 public:
  UserListing(EventLoop& loop, ApiCaller& api, DirectoryRequests& requests, const FieldValues& fields,
              DirectorySink& sink)
      : loop_(loop), api_(api), requests_(requests), fields_(fields), sink_(sink) {}
  UserListing(const UserListing&) = delete;
  UserListing& operator=(const UserListing&) = delete;

  [[nodiscard]] boost::asio::awaitable<void> read_from_both_ends();

 private:
  /// The state of the backward listing.
  enum class Backward : std::uint8_t { not_started, running, abandoned, overlapping };

  [[nodiscard]] boost::asio::awaitable<void> read_forward();
  [[nodiscard]] bool on_forward_page(std::vector<DirectoryUser> page, bool more);
  [[nodiscard]] boost::asio::awaitable<void> read_backward();
  [[nodiscard]] PagedMethod<DirectoryUser> method(Order order) const;
  void update(OverlapDetector::State state);

  EventLoop& loop_;
  ApiCaller& api_;
  DirectoryRequests& requests_;
  const FieldValues& fields_;
  DirectorySink& sink_;
  OverlapDetector overlap_;
  Backward backward_ = Backward::not_started;
};

}  // namespace gup::google
