// Sends a company's notices by email, on a thread of its own.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "config/config.hpp"
#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/companies.hpp"
#include "mail/outbox_table.hpp"
#include "mail/smtp_client.hpp"

namespace sample_host {

class Log;
class NoticesTable;
class RecipientsTable;

/// What the mailer uses; outlives it.
struct MailerParts {
  const host_sdk::Companies& companies;
  NoticesTable& notices;
  RecipientsTable& recipients;
  OutboxTable& outbox;
  host_sdk::Clock& clock;
  Log& log;
  /// The host's public address, without a trailing slash.
  std::function<std::string()> public_url;
};

/// Queues the emails that are due about the notices in the database, whichever process stored them, and sends
/// the queue. An email that cannot be sent is retried at growing intervals and given up after about 13 hours.
/// Does nothing without a mail server. Thread-safe.
class Mailer {
 public:
  Mailer(MailerParts parts, const std::optional<MailConfig>& config);
  ~Mailer();
  Mailer(const Mailer&) = delete;
  Mailer& operator=(const Mailer&) = delete;

  /// Starts the thread, which works at every `wake`, when a retry is due, and every 30 seconds.
  void start();
  /// Emails may be due. Never blocks.
  void wake();
  /// Ends the thread; an email that is being sent is retried later. May be called twice.
  void stop();

  struct Count {
    int sent = 0;
    /// Failed, and waiting for another attempt.
    int waiting = 0;
    int given_up = 0;
  };
  /// Queues and sends everything that is due. Throws SqlError.
  Count work();

  /// Sends one email now, without the queue.
  [[nodiscard]] SendResult send_test(const host_sdk::Company& company, const std::string& recipient);
  /// Queues one.
  void queue_test(const host_sdk::Company& company, const std::string& recipient);

  /// Nullptr if the host has no mail server.
  [[nodiscard]] const MailConfig* config() const { return client_ ? &client_->config() : nullptr; }

 private:
  void run();
  void queue_due(const host_sdk::Company& company);
  void send_one(const StoredMail& mail, Count& count);

  MailerParts parts_;
  std::optional<SmtpClient> client_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_requested_ = false;
  std::thread thread_;
};

}  // namespace sample_host
