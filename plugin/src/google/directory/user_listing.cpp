#include "google/directory/user_listing.hpp"

#include <utility>

namespace gup::google {

namespace asio = boost::asio;

PagedMethod<DirectoryUser> UserListing::method(Order order) const {
  return {"users.list", CallKind::list,
          [this, order](const std::string& token) { return requests_.users(token, order); },
          [this](std::string_view body) { return decode_users(body, fields_); }};
}

asio::awaitable<void> UserListing::read_from_both_ends() {
  for (bool is_read = false; !is_read;) {
    const auto doubtful = requests_.doubtful();
    try {
      co_await read_forward();
      is_read = true;
    } catch (const InvalidRequest&) {
      // Perhaps only because Google does not know one of the fields.
      if (backward_ != Backward::not_started || !requests_.leave_out_after(doubtful)) throw;
    }
  }
  if (backward_ == Backward::running) backward_ = Backward::abandoned;
}

asio::awaitable<void> UserListing::read_forward() {
  PageReceiver<DirectoryUser> receiver{
      [this](std::vector<DirectoryUser> page, bool more) { return on_forward_page(std::move(page), more); },
      [this] {
        backward_ = Backward::abandoned;
        return true;
      }};
  co_await read_list<DirectoryUser>(api_, method(Order::ascending), std::move(receiver));
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
    co_await read_list<DirectoryUser>(api_, method(Order::descending), std::move(receiver));
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
