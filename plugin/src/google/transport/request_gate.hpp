// The order in which the requests of one reader leave.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <deque>
#include <memory>

#include "google/transport/event_loop.hpp"
#include "google/transport/pacer.hpp"

namespace gup::google {

enum class Urgency : std::uint8_t {
  /// A page that others wait for: a list is one page after another, so its time is what a run takes at least.
  first,
  /// One of many that go side by side.
  normal,
};

/// Lets one request after another ask the pacer, the most urgent first. Without it a long list would stand in
/// line behind sixteen short ones for each of its pages. `loop` must outlive the gate.
class RequestGate {
 public:
  RequestGate(EventLoop& loop, std::shared_ptr<Pacer> pacer) : loop_(loop), pacer_(std::move(pacer)) {}
  RequestGate(const RequestGate&) = delete;
  RequestGate& operator=(const RequestGate&) = delete;

  /// Ends when the request may leave.
  [[nodiscard]] boost::asio::awaitable<void> pass(Urgency urgency);

  /// Google asked us to be slower.
  void on_throttled() { pacer_->on_throttled(loop_.now()); }
  /// By how much we are slower for that, 1 to 16.
  [[nodiscard]] int slowdown() const { return pacer_->slowdown(loop_.now()); }

 private:
  struct Waiter;
  struct Turn;

  [[nodiscard]] std::deque<Waiter*>& line(Urgency urgency) {
    return lines_[static_cast<std::size_t>(urgency)];
  }
  void admit_next();

  EventLoop& loop_;
  std::shared_ptr<Pacer> pacer_;
  bool occupied_ = false;
  std::array<std::deque<Waiter*>, 2> lines_;
};

}  // namespace gup::google
