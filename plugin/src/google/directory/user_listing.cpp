#include "google/directory/user_listing.hpp"

#include <utility>

#include "google/directory/paged_list.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

PagedMethod<DirectoryUser> users(const DirectoryRequests& requests, Order order) {
  return {"users.list", CallKind::list,
          [&requests, order](const std::string& token) { return requests.users(token, order); },
          &decode_users};
}

}  // namespace

asio::awaitable<void> UserListing::read_from_one_end() {
  PageTaker<DirectoryUser> taker{[this](std::vector<DirectoryUser> page, bool) {
                                   sink_.on_users(std::move(page));
                                   return true;
                                 },
                                 // People who come again are the newer word; nobody has to be forgotten.
                                 [] {}};
  co_await read_list<DirectoryUser>(api_, users(requests_, Order::ascending), std::move(taker));
}

asio::awaitable<void> UserListing::read_from_both_ends() {
  PageTaker<DirectoryUser> taker{
      [this](std::vector<DirectoryUser> page, bool more) { return take_forward(std::move(page), more); },
      [this] { backward_ = Backward::given_up; }};
  co_await read_list<DirectoryUser>(api_, users(requests_, Order::ascending), std::move(taker));
  if (backward_ == Backward::under_way) backward_ = Backward::given_up;
}

bool UserListing::take_forward(std::vector<DirectoryUser> page, bool more) {
  if (backward_ == Backward::under_way) learn(ends_.add_forward(page));
  if (backward_ == Backward::not_begun) {
    (void)ends_.add_forward(page);
    backward_ = more ? Backward::under_way : Backward::given_up;
    if (more) loop_.spawn(read_backward());
  }
  sink_.on_users(std::move(page));
  return backward_ != Backward::met;
}

asio::awaitable<void> UserListing::read_backward() {
  PagedList<DirectoryUser> list(api_, users(requests_, Order::descending));
  while (list.more() && backward_ == Backward::under_way) {
    std::vector<DirectoryUser> page;
    try {
      co_await list.next(page);
    } catch (const InvalidRequest&) {
      // The opposite order is a convenience; the listing from the front does without.
      backward_ = Backward::given_up;
      co_return;
    }
    if (backward_ == Backward::under_way) learn(ends_.add_backward(page));
    sink_.on_users(std::move(page));
  }
}

void UserListing::learn(TwoEnds::State state) {
  if (state == TwoEnds::State::met) backward_ = Backward::met;
  if (state == TwoEnds::State::contradictory) backward_ = Backward::given_up;
}

}  // namespace gup::google
