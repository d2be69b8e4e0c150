// The one way in which something ends badly inside the plugin: what failed, and who can act.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

#include "host_sdk/result.hpp"

namespace gup {

/// Thrown inside the plugin, turned into a `host_sdk::Result` by `hooks/` before it could cross the boundary.
/// The sentence is for the person whom the code names and holds no secret.
class Failure : public std::runtime_error {
 public:
  Failure(host_sdk::ResultCode code, const std::string& sentence,
          std::optional<std::chrono::seconds> retry_after = std::nullopt)
      : std::runtime_error(sentence), code_(code), retry_after_(retry_after) {}

  [[nodiscard]] host_sdk::ResultCode code() const { return code_; }
  [[nodiscard]] host_sdk::Result result() const { return {code_, what(), retry_after_}; }

 private:
  host_sdk::ResultCode code_;
  std::optional<std::chrono::seconds> retry_after_;
};

/// Throws the failure that a service of the host answered with, if it did.
inline void throw_unless_done(const host_sdk::Result& result) {
  if (!result.done()) throw Failure(result.code, result.sentence, result.retry_after);
}

/// Somebody asked for the end.
class Cancelled : public Failure {
 public:
  Cancelled()
      : Failure(host_sdk::ResultCode::cancelled, "The sync was stopped before anything was changed.") {}
};

}  // namespace gup
