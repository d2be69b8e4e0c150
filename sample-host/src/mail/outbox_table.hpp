// Emails that wait, were sent or could not be sent (table host_mails), and which notices they were about
// (table host_notice_mails).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

/// An email is never tried again later than this. One that is due even later was stored while a clock was
/// wrong, and is due now.
constexpr std::chrono::hours kLongestRetryDelay{8};

/// What was sent about a topic.
struct TopicMails {
  int sent = 0;
  host_sdk::Timestamp first_at;
  host_sdk::Timestamp last_at;
};

struct OutgoingMail {
  std::string recipient;
  std::string subject;
  std::string body;
};

struct StoredMail {
  /// The numbers are stored.
  enum class State : std::uint8_t { waiting = 0, sent = 1, failed = 2 };

  std::int64_t id = 0;
  std::string company_id;
  OutgoingMail mail;
  std::string message_id;
  State state = State::waiting;
  /// Attempts so far, including one in progress.
  int attempts = 0;
  host_sdk::Timestamp created_at;
  /// Why the last attempt failed; empty if none did.
  std::string reason;
};

/// What waits, and what could not be sent.
struct OutboxState {
  std::int64_t waiting = 0;
  std::int64_t failed = 0;
  /// When the oldest email that waits was queued.
  std::optional<host_sdk::Timestamp> oldest_waiting;
};

/// Names a topic of a company. The digest has an empty plugin id.
struct TopicKey {
  std::string plugin_id;
  std::string company_id;
  std::string topic;
};

/// Several host processes may use the table at once: each email is queued once and sent by one of them. Every
/// function throws SqlError.
class OutboxTable {
 public:
  explicit OutboxTable(HostDatabase& database) : database_(database) {}

  [[nodiscard]] TopicMails topic(const TopicKey& key);

  /// Queues `mails` and counts them as the next ones of the topic, in one transaction. False, and nothing
  /// queued, if another process was faster: the topic's number is no longer `before.sent`.
  [[nodiscard]] bool queue(const TopicKey& key, const TopicMails& before,
                           const std::vector<OutgoingMail>& mails, host_sdk::Timestamp now);

  /// Queues one email that is about no topic.
  void queue(const std::string& company_id, const OutgoingMail& mail, host_sdk::Timestamp now);

  /// Takes the oldest waiting email that is due, and counts the attempt. While it is being sent, no other
  /// process takes it before `until`: by then the process has ended it, or has died.
  [[nodiscard]] std::optional<StoredMail> take_due(host_sdk::Timestamp now, host_sdk::Timestamp until);

  void mark_sent(const StoredMail& mail);
  void mark_failed(const StoredMail& mail, const std::string& reason);
  void retry_at(const StoredMail& mail, const std::string& reason, host_sdk::Timestamp at);

  /// When the next waiting email is due; nullopt if none waits.
  [[nodiscard]] std::optional<host_sdk::Timestamp> next_due();

  [[nodiscard]] OutboxState state();

  /// The latest emails of a company, newest first.
  [[nodiscard]] std::vector<StoredMail> latest(std::string_view company_id, int limit);

  /// Deletes emails that no longer wait and were queued before `before`.
  void remove_old(host_sdk::Timestamp before);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
