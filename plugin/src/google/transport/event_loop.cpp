#include "google/transport/event_loop.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <utility>

#include "failure.hpp"

namespace gup::google {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

/// The longest time until a cancel takes effect while a response is outstanding.
constexpr milliseconds kCancelCheck{100};

}  // namespace

EventLoop::Event::Event(EventLoop& loop)
    : loop_(loop), signal_(loop.context_, asio::steady_timer::time_point::max()) {}

void EventLoop::Event::set() {
  set_ = true;
  signal_.cancel();
}

asio::awaitable<void> EventLoop::Event::wait() {
  // A timer that never expires serves as a signal: cancelling it wakes every waiter.
  struct Registration {
    EventLoop& loop;
    Event* event;
    Registration(EventLoop& in, Event* what) : loop(in), event(what) { loop.waiting_.insert(event); }
    ~Registration() { loop.waiting_.erase(loop.waiting_.find(event)); }
  };
  while (!set_ && !loop_.stopping_) {
    const Registration registration(loop_, this);
    boost::system::error_code woken;
    co_await signal_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  if (loop_.stopping_) throw CallEnded{};
}

EventLoop::EventLoop(host_sdk::Clock& clock)
    : clock_(clock), keep_running_(asio::make_work_guard(context_)) {}

EventLoop::TimePoint EventLoop::now() {
  latest_ = std::max(latest_, clock_.steady_now());
  return latest_;
}

void EventLoop::spawn(asio::awaitable<void> work) {
  ++live_;
  asio::co_spawn(context_, std::move(work), [this](std::exception_ptr failure) {
    --live_;
    if (failure) stop(std::move(failure));
  });
}

asio::awaitable<void> EventLoop::wait_until(TimePoint at) {
  struct Alarm {
    std::multimap<TimePoint, Event*>& alarms;
    std::multimap<TimePoint, Event*>::iterator place;
    Alarm(std::multimap<TimePoint, Event*>& in, TimePoint when, Event* event)
        : alarms(in), place(in.emplace(when, event)) {}
    ~Alarm() { alarms.erase(place); }
  };
  if (at <= now()) co_return;
  Event event(*this);
  const Alarm alarm(alarms_, at, &event);
  co_await event.wait();
}

asio::awaitable<void> EventLoop::wait_for(milliseconds duration) {
  return wait_until(now() + duration);
}

void EventLoop::run(asio::awaitable<void> first, host_sdk::TaskMonitor& monitor) {
  if (live_ != 0) throw std::logic_error("an event loop runs one call at a time");
  stopping_ = false;
  failure_ = nullptr;
  spawn(std::move(first));
  while (live_ > 0) {
    fire_alarms();
    if (context_.poll() > 0 && !stopping_) {
      // Also checked between two rounds of work, for a loop that never sleeps.
      if (monitor.cancel_requested()) stop(std::make_exception_ptr(Cancelled()));
      continue;
    }
    if (live_ == 0 || stopping_) continue;
    try {
      if (monitor.cancel_requested()) throw Cancelled();
      sleep(monitor);
    } catch (...) {
      // Rethrown below, after the coroutines have been unwound.
      stop(std::current_exception());
    }
  }
  // Drops completions that no coroutine waits for.
  context_.poll();
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void EventLoop::sleep(host_sdk::TaskMonitor& monitor) {
  const TimePoint from = now();
  if (in_flight_ > 0) {
    auto longest = std::chrono::duration_cast<std::chrono::nanoseconds>(kCancelCheck);
    if (!alarms_.empty()) {
      const auto until_alarm = std::chrono::ceil<milliseconds>(alarms_.begin()->first - from);
      longest = std::min<std::chrono::nanoseconds>(longest, std::max(until_alarm, milliseconds{1}));
    }
    context_.run_one_for(longest);
    return;
  }
  if (alarms_.empty())
    throw std::logic_error("a call to Google waits for an event that can no longer happen");
  const auto duration =
      std::max(std::chrono::ceil<milliseconds>(alarms_.begin()->first - from), milliseconds{1});
  if (!monitor.wait(duration)) throw Cancelled();
  latest_ = std::max(latest_, from + duration);
}

void EventLoop::fire_alarms() {
  const TimePoint present = now();
  for (auto alarm = alarms_.begin(); alarm != alarms_.end() && alarm->first <= present; ++alarm)
    alarm->second->set();
}

void EventLoop::stop(std::exception_ptr failure) {
  if (stopping_) return;
  stopping_ = true;
  failure_ = std::move(failure);
  for (Event* event : waiting_) event->signal_.cancel();
}

}  // namespace gup::google
