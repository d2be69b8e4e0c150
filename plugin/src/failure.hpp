// The plugin's exceptions: what failed, and who can act.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/result.hpp"

namespace gup {

/// How an access to Google that is lost can come back.
enum class AccessLoss : std::uint8_t {
  /// Only with a new connection.
  reconnect,
  /// The same; Google says no more than that the grant expired or was revoked.
  expired_or_revoked,
  /// Access may be restored without a new connection, once the role, account, policy or client is fixed at
  /// Google.
  may_return,
};

/// Thrown inside the plugin only; `hooks/` converts it to a `host_sdk::Result`. The sentence addresses the
/// person who can act, as the code says, and contains no secret.
class Failure : public std::runtime_error {
 public:
  Failure(host_sdk::ResultCode code, const std::string& sentence,
          std::optional<std::chrono::seconds> retry_after = std::nullopt)
      : std::runtime_error(sentence), code_(code), retry_after_(retry_after) {}

  explicit Failure(const host_sdk::Result& error) : Failure(error.code, error.sentence, error.retry_after) {}

  [[nodiscard]] host_sdk::ResultCode code() const { return code_; }
  [[nodiscard]] host_sdk::Result result() const { return {code_, what(), retry_after_}; }
  /// Only used with `access_lost`.
  [[nodiscard]] AccessLoss loss() const { return loss_; }
  void set_loss(AccessLoss loss) { loss_ = loss; }
  /// What failed exactly, such as a driver's message: for the log only. The sentence then ends with a
  /// reference number, under which the operator finds it there.
  [[nodiscard]] const std::string& detail() const { return detail_; }
  void set_detail(std::string detail) { detail_ = std::move(detail); }

 private:
  std::string detail_;
  AccessLoss loss_ = AccessLoss::reconnect;
  host_sdk::ResultCode code_;
  std::optional<std::chrono::seconds> retry_after_;
};

/// Eight hexadecimal digits that connect what a person sees with a line of the log.
inline std::string make_reference() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device random;
  std::string reference;
  while (reference.size() < 8) reference += kDigits[random() % kDigits.size()];
  return reference;
}

/// The text of an exception for the log, with the detail that no page shows.
inline std::string log_text(const std::exception& error) {
  const auto* failure = dynamic_cast<const Failure*>(&error);
  const std::string sentence = error.what();
  return failure == nullptr || failure->detail().empty() ? sentence : sentence + " " + failure->detail();
}

/// The database changed since the state was loaded or the plan was made: load the state and plan again.
class StateMoved : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws `Failure` if a service of the host returned an error.
inline void throw_unless_done(const host_sdk::Result& result) {
  if (!result.done()) throw Failure(result);
}

/// A cancel was requested.
class Cancelled : public Failure {
 public:
  Cancelled()
      : Failure(host_sdk::ResultCode::cancelled, "The sync was stopped before anything was changed.") {}
};

}  // namespace gup
