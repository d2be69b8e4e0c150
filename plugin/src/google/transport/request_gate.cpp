#include "google/transport/request_gate.hpp"

#include <algorithm>

namespace gup::google {

namespace asio = boost::asio;

/// A queued request. When it is unwound, it leaves its queue, or passes an admission that it did not use on.
struct RequestGate::Waiter {
  Waiter(RequestGate& in, Priority of) : gate(in), priority(of), admission(in.loop_) {
    gate.queue(priority).push_back(this);
  }
  ~Waiter() {
    if (admitted && !entered) gate.admit_next();
    if (!admitted) std::erase(gate.queue(priority), this);
  }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  RequestGate& gate;
  Priority priority;
  EventLoop::Event admission;
  bool admitted = false;
  bool entered = false;
};

/// Exclusive access to the pacer.
struct RequestGate::Turn {
  explicit Turn(RequestGate& in) : gate(in) {}
  ~Turn() { gate.admit_next(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  RequestGate& gate;
};

asio::awaitable<void> RequestGate::pass(Priority priority) {
  if (occupied_) {
    Waiter waiter(*this, priority);
    co_await waiter.admission.wait();
    waiter.entered = true;
  }
  occupied_ = true;
  const Turn turn(*this);
  while (const auto later = pacer_->take(loop_.now())) co_await loop_.wait_until(*later);
}

void RequestGate::admit_next() {
  for (auto& waiting : queues_) {
    if (waiting.empty()) continue;
    Waiter* const next = waiting.front();
    waiting.pop_front();
    // The gate stays occupied, so that no other request enters before `next` resumes.
    next->admitted = true;
    next->admission.set();
    return;
  }
  occupied_ = false;
}

}  // namespace gup::google
