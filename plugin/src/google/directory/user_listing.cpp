#include "google/directory/user_listing.hpp"

#include <utility>

#include "google/directory/paged_list.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

PagedMethod<DirectoryUser> users_method(const DirectoryRequests& requests, Order order) {
  return {"users.list", CallKind::list,
          [&requests, order](const std::string& token) { return requests.users(token, order); },
          &decode_users};
}

}  // namespace

asio::awaitable<void> UserListing::read_from_both_ends() {
  const bool asked_for_guests = requests_.asks_for_guests();
  bool is_rejected = false;
  try {
    co_await read_forward();
  } catch (const InvalidRequest&) {
    // Perhaps only because this version of the API does not know one of the fields.
    if (backward_ != Backward::not_started || !asked_for_guests) throw;
    requests_.stop_asking_for_guests();
    is_rejected = true;
  }
  if (is_rejected) co_await read_forward();
  if (backward_ == Backward::running) backward_ = Backward::abandoned;
}

asio::awaitable<void> UserListing::read_forward() {
  PageReceiver<DirectoryUser> receiver{
      [this](std::vector<DirectoryUser> page, bool more) { return on_forward_page(std::move(page), more); },
      [this] {
        backward_ = Backward::abandoned;
        return true;
      }};
  co_await read_list<DirectoryUser>(api_, users_method(requests_, Order::ascending), std::move(receiver));
}

bool UserListing::on_forward_page(std::vector<DirectoryUser> page, bool more) {
  if (backward_ == Backward::running) update(overlap_.add_forward(page));
  if (backward_ == Backward::not_started) {
    (void)overlap_.add_forward(page);
    backward_ = more ? Backward::running : Backward::abandoned;
    if (more) loop_.spawn(read_backward());
  }
  sink_.on_users(std::move(page));
  return backward_ != Backward::overlapping;
}

asio::awaitable<void> UserListing::read_backward() {
  PageReceiver<DirectoryUser> receiver{[this](std::vector<DirectoryUser> page, bool) {
                                         if (backward_ == Backward::running)
                                           update(overlap_.add_backward(page));
                                         sink_.on_users(std::move(page));
                                         return backward_ == Backward::running;
                                       },
                                       [this] {
                                         backward_ = Backward::abandoned;
                                         return false;
                                       }};
  try {
    co_await read_list<DirectoryUser>(api_, users_method(requests_, Order::descending), std::move(receiver));
  } catch (const InvalidRequest&) {
    // The backward listing is optional: the forward listing is complete without it.
    backward_ = Backward::abandoned;
  }
}

void UserListing::update(OverlapDetector::State state) {
  if (state == OverlapDetector::State::overlapping) backward_ = Backward::overlapping;
  if (state == OverlapDetector::State::contradictory) backward_ = Backward::abandoned;
}

}  // namespace gup::google
