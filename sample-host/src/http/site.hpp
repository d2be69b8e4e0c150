// What a server serves.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/message.hpp"

namespace http {

/// A stream of server-sent events to one client.
class EventStream {
 public:
  virtual ~EventStream() = default;

  /// Calls `wake` from any thread whenever there may be new events, until the stream is destroyed. Does not
  /// block.
  virtual void listen(std::function<void()> wake) = 0;
  /// Returns the events to send now, "" if nothing changed, or nullopt to end the stream. Called like
  /// `Site::answer`, one call at a time.
  [[nodiscard]] virtual std::optional<std::string> next() = 0;
  /// The time after which `next` is called without a wake-up.
  [[nodiscard]] virtual std::chrono::milliseconds patience() const = 0;
};

/// Answers requests. With worker threads, functions may block and several run at once.
class Site {
 public:
  virtual ~Site() = default;

  /// Fills `response`, or returns a stream, in which case `response` is ignored.
  [[nodiscard]] virtual std::unique_ptr<EventStream> answer(const Request& request, Response& response) = 0;
};

}  // namespace http
