// The exit codes of the program.
#pragma once

#include <cstdint>

#include "host_sdk/result.hpp"
#include "plugins/pages/page_gateway.hpp"

namespace sample_host {

/// The exit codes of every command.
enum class ExitCode : std::uint8_t {
  /// Done, even if some people were skipped or failed.
  done = 0,
  /// Wrong usage, invalid settings or invalid fields.
  usage = 2,
  /// Refused, stale, or access has to be granted again.
  refused = 3,
  /// Failed or cancelled.
  failed = 4,
  /// Done; held removals or frozen members need a review.
  review = 5,
};

[[nodiscard]] ExitCode exit_code_of(host_sdk::ResultCode code);

/// Returns the exit code of an action, without that of a job that it started.
[[nodiscard]] ExitCode exit_code_of(const ActionReply& reply);

/// Returns the exit code of a callback: `done` only if access was granted.
[[nodiscard]] ExitCode exit_code_of(const CallbackReply& reply);

}  // namespace sample_host
