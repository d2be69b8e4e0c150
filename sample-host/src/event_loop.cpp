#include "event_loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>

namespace sample_host {
namespace {

struct Repeating : std::enable_shared_from_this<Repeating> {
  Repeating(boost::asio::io_context& io, std::chrono::seconds every, std::function<void()> call)
      : timer(io), period(every), what(std::move(call)) {}
  void run() {
    what();
    timer.expires_after(period);
    timer.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
      if (!error) self->run();
    });
  }
  boost::asio::steady_timer timer;
  std::chrono::seconds period;
  std::function<void()> what;
};

}  // namespace

struct EventLoop::Parts {
  boost::asio::io_context io{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  std::thread thread;
};

EventLoop::EventLoop() : parts_(std::make_unique<Parts>()) {}
EventLoop::~EventLoop() {
  stop();
}

boost::asio::io_context& EventLoop::io() {
  return parts_->io;
}

void EventLoop::every(std::chrono::seconds period, std::function<void()> what) {
  boost::asio::post(parts_->io, [repeating = std::make_shared<Repeating>(
                                     parts_->io, period, std::move(what))] { repeating->run(); });
}

void EventLoop::start() {
  if (!parts_->thread.joinable()) parts_->thread = std::thread([this] { parts_->io.run(); });
}

void EventLoop::stop() {
  parts_->io.stop();
  if (parts_->thread.joinable()) parts_->thread.join();
}

}  // namespace sample_host
