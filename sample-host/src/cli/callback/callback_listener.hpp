// A tiny web server for the return from a foreign site, while no host serves.
#pragma once

#include <memory>

namespace sample_host {

class HostRuntime;

/// Listens at the host and port of the public address, on a thread of its own, and answers one kind of
/// request: GET of `…/plugins/<plugin>/callback/<name>`. Everything else is 404. Ends with its destructor.
class CallbackListener {
 public:
  /// Throws std::runtime_error when the address cannot be bound.
  explicit CallbackListener(HostRuntime& runtime);
  ~CallbackListener();
  CallbackListener(const CallbackListener&) = delete;
  CallbackListener& operator=(const CallbackListener&) = delete;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
