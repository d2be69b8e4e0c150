// Errors of the directory: JSON of three formats, HTML, plain text, anything. The first byte selects the
// status and the kind of call.
#include "google/wire/error_body.hpp"
#include "google/transport/retry_policy.hpp"
#include "target.hpp"

using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr long kStatuses[] = {302, 400, 401, 403, 404, 408, 412, 429, 500, 503};
  constexpr gup::google::CallKind kKinds[] = {gup::google::CallKind::list, gup::google::CallKind::object,
                                              gup::google::CallKind::whole_tree,
                                              gup::google::CallKind::probe};
  const long status = kStatuses[data[0] % std::size(kStatuses)];
  const gup::google::CallName call{"users.list", kKinds[data[0] / 64U], data[0] % 2 == 0};
  const auto error = gup::google::decode_directory_error(status, gup::fuzz::text_of(data + 1, size - 1));
  require(error.message.size() <= 200 && gup::fuzz::is_presentable(error.message));
  const auto decision = gup::google::classify(call, error);
  require(gup::fuzz::is_presentable(decision.sentence));
  using Action = gup::google::RetryDecision::Action;
  // Only Google's own errors may hide a group or a user.
  if (decision.action == Action::skip) require(error.from_google || !error.reason.empty());
  if (decision.action == Action::retry) require(decision.retries > 0 && decision.retries < 20);
  return 0;
}
