#include "cli/exit_code.hpp"

namespace sample_host {

namespace page = host_sdk::page;

ExitCode exit_code_of(host_sdk::ResultCode code) {
  switch (code) {
    case host_sdk::ResultCode::ok:
      return ExitCode::done;
    case host_sdk::ResultCode::review_needed:
      return ExitCode::review;
    case host_sdk::ResultCode::access_lost:
    case host_sdk::ResultCode::refused:
      return ExitCode::refused;
    case host_sdk::ResultCode::administrator_action:
    case host_sdk::ResultCode::operator_action:
    case host_sdk::ResultCode::try_again:
    case host_sdk::ResultCode::cancelled:
      return ExitCode::failed;
  }
  return ExitCode::failed;
}

ExitCode exit_code_of(const ActionReply& reply) {
  switch (reply.gate) {
    case Gate::unknown:
      return ExitCode::usage;
    case Gate::forbidden:
      return ExitCode::refused;
    case Gate::busy:
      return ExitCode::failed;
    // The code of the hook's error says who can act.
    case Gate::failed:
      return reply.result.done() ? ExitCode::failed : exit_code_of(reply.result.code);
    case Gate::open:
      break;
  }
  switch (reply.answer.outcome) {
    case page::Outcome::render:
    case page::Outcome::redirect:
      return ExitCode::done;
    case page::Outcome::invalid:
      return ExitCode::usage;
    case page::Outcome::stale:
    case page::Outcome::refused:
      return ExitCode::refused;
  }
  return ExitCode::failed;
}

ExitCode exit_code_of(const CallbackReply& reply) {
  if (reply.gate == Gate::failed) {
    return reply.result.done() ? ExitCode::failed : exit_code_of(reply.result.code);
  }
  if (reply.gate == Gate::busy) return ExitCode::failed;
  if (reply.gate != Gate::open) return ExitCode::refused;
  if (!reply.result.done()) return exit_code_of(reply.result.code);
  if (reply.answer.outcome == page::Outcome::invalid) return ExitCode::usage;
  const bool good = reply.answer.outcome == page::Outcome::render &&
                    (!reply.answer.toast || reply.answer.toast->tone == page::Tone::success);
  return good ? ExitCode::done : ExitCode::refused;
}

}  // namespace sample_host
