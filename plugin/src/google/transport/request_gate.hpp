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

enum class Priority : std::uint8_t {
  /// A page of a list. Pages are read one after another, so their time is the shortest possible time of a
  /// run.
  high,
  /// One of many concurrent requests.
  normal,
};

/// Passes one request after another to the pacer, by priority. Otherwise each page of a long list would wait
/// behind up to sixteen member lists. `loop` must outlive the gate.
class RequestGate {
 public:
  RequestGate(EventLoop& loop, std::shared_ptr<Pacer> pacer) : loop_(loop), pacer_(std::move(pacer)) {}
  RequestGate(const RequestGate&) = delete;
  RequestGate& operator=(const RequestGate&) = delete;

  /// Returns when the request may be sent.
  [[nodiscard]] boost::asio::awaitable<void> pass(Priority priority);

  /// Google rate-limited a request.
  void on_throttled() { pacer_->on_throttled(loop_.now()); }
  /// See `Pacer::slowdown`.
  [[nodiscard]] int slowdown() const { return pacer_->slowdown(loop_.now()); }

 private:
  struct Waiter;
  struct Turn;

  [[nodiscard]] std::deque<Waiter*>& queue(Priority priority) {
    return queues_[static_cast<std::size_t>(priority)];
  }
  void admit_next();

  EventLoop& loop_;
  std::shared_ptr<Pacer> pacer_;
  bool occupied_ = false;
  std::array<std::deque<Waiter*>, 2> queues_;
};

}  // namespace gup::google
