#include "google/transport/request_gate.hpp"

#include <algorithm>

namespace gup::google {

namespace asio = boost::asio;

/// Stands in line until it is admitted. Unwound before that, it leaves the line; after that, its turn ends.
struct RequestGate::Waiter {
  Waiter(RequestGate& in, Urgency how) : gate(in), urgency(how), admission(in.loop_) {
    gate.line(urgency).push_back(this);
  }
  ~Waiter() {
    if (admitted && !entered) gate.admit_next();
    if (!admitted) std::erase(gate.line(urgency), this);
  }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  RequestGate& gate;
  Urgency urgency;
  EventLoop::Event admission;
  bool admitted = false;
  bool entered = false;
};

/// The time in which nobody else asks the pacer.
struct RequestGate::Turn {
  explicit Turn(RequestGate& in) : gate(in) {}
  ~Turn() { gate.admit_next(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  RequestGate& gate;
};

asio::awaitable<void> RequestGate::pass(Urgency urgency) {
  if (occupied_) {
    Waiter waiter(*this, urgency);
    co_await waiter.admission.wait();
    waiter.entered = true;
  }
  occupied_ = true;
  const Turn turn(*this);
  while (const auto later = pacer_->take(loop_.now())) co_await loop_.wait_until(*later);
}

void RequestGate::admit_next() {
  for (auto& waiting : lines_) {
    if (waiting.empty()) continue;
    Waiter* const next = waiting.front();
    waiting.pop_front();
    // The gate stays occupied on the way from one to the next, so that nobody slips in between.
    next->admitted = true;
    next->admission.set();
    return;
  }
  occupied_ = false;
}

}  // namespace gup::google
