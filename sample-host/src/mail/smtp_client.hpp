// Sends emails through an SMTP server.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "config/config.hpp"
#include "mail/message.hpp"

namespace sample_host {

struct SendResult {
  enum class Outcome : std::uint8_t {
    sent,
    /// Another attempt may succeed.
    failed,
    /// The server will never accept this email, for example because the recipient does not exist.
    refused,
  };
  Outcome outcome = Outcome::sent;
  /// A sentence for the operator, without secrets; empty if the email was sent.
  std::string reason;
};

/// Always verifies the server's certificate where the connection uses TLS. Thread-safe.
class SmtpClient {
 public:
  explicit SmtpClient(MailConfig config) : config_(std::move(config)) {}

  /// Sends one email. Blocks for up to a minute; setting `cancelled` ends it within a second.
  [[nodiscard]] SendResult send(const Mail& mail, const std::atomic<bool>& cancelled) const;

  [[nodiscard]] const MailConfig& config() const { return config_; }

 private:
  MailConfig config_;
};

}  // namespace sample_host
