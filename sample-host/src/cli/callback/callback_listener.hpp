// A small web server that waits for a browser to come back from an external site, while no host is serving.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "cli/callback/callback_target.hpp"

namespace sample_host {

class Log;
struct CallbackReply;

/// What the person is told about the outcome: a failure is never "Done.".
[[nodiscard]] std::string sentence_of(const CallbackReply& reply);

/// Answers GET `…/plugins/<plugin>/callback/<name>` on a thread of its own until it is destroyed; every other
/// request gets 404.
class CallbackListener {
 public:
  /// Called on the listener's thread, one request at a time.
  using Handler = std::function<CallbackReply(const CallbackTarget&)>;

  /// Throws std::runtime_error when nothing can listen at `address`.
  CallbackListener(const ListenAddress& address, Handler handler, Log& log);
  ~CallbackListener();
  CallbackListener(const CallbackListener&) = delete;
  CallbackListener& operator=(const CallbackListener&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
