// What the server serves: the seam between carrying bytes and answering requests.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "web/http/message.hpp"

namespace sample_host::web {

/// A stream of server-sent events to one viewer.
class EventStream {
 public:
  virtual ~EventStream() = default;

  /// Calls `wake` whenever there may be news, from any thread, until the stream is destroyed.
  /// Does not block.
  virtual void listen(std::function<void()> wake) = 0;
  /// What is to be sent now; empty when nothing changed, nothing at all when the stream shall end. May block:
  /// called on a worker thread, never twice at once.
  [[nodiscard]] virtual std::optional<std::string> next() = 0;
  /// How long to wait before asking `next` without having been woken.
  [[nodiscard]] virtual std::chrono::milliseconds patience() const = 0;
};

/// Answers requests. Every function may block and is called on a worker thread, several at once.
class Site {
 public:
  virtual ~Site() = default;

  /// A stream, if the request asks for one that the viewer may have; `response` is the answer otherwise.
  [[nodiscard]] virtual std::unique_ptr<EventStream> answer(const Request& request, Response& response) = 0;
};

}  // namespace sample_host::web
