// How the program ends.
#pragma once

#include <cstdint>

#include "host_sdk/result.hpp"
#include "plugins/pages/page_gateway.hpp"

namespace sample_host {

/// The exit codes of every command.
enum class ExitCode : std::uint8_t {
  /// Done; people who were skipped or failed included.
  done = 0,
  /// Usage, settings or invalid fields.
  usage = 2,
  /// Refused, stale, or access has to be given again.
  refused = 3,
  /// Failed or cancelled.
  failed = 4,
  /// Done, and removals are held or members frozen.
  review = 5,
};

[[nodiscard]] ExitCode exit_code_of(host_sdk::ResultCode code);

/// Of an action's answer, before the job that it may have started is looked at.
[[nodiscard]] ExitCode exit_code_of(const ActionReply& reply);

/// Of a return from a foreign site: whatever is not good news means that access is still missing.
[[nodiscard]] ExitCode exit_code_of(const CallbackReply& reply);

}  // namespace sample_host
