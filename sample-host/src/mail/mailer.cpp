#include "mail/mailer.hpp"

#include <algorithm>
#include <array>
#include <exception>

#include "accounts/password.hpp"
#include "database/host_database.hpp"
#include "database/notices_table.hpp"
#include "mail/notice_mails.hpp"
#include "mail/recipients_table.hpp"
#include "services/log.hpp"

namespace sample_host {
namespace {

using std::chrono::minutes;

/// Other processes also store notices. Their emails are found within this time.
constexpr std::chrono::seconds kLongestWait{30};
/// Several times what one attempt takes at most.
constexpr minutes kAttemptTakes{5};
/// After the first failed attempt, the second, and so on; after one more failure the email is given up.
constexpr std::array kRetryDelays{minutes{1},  minutes{5},   minutes{15},
                                  minutes{60}, minutes{240}, minutes{kLongestRetryDelay}};
constexpr std::chrono::hours kMailsKept{24 * 30};

std::vector<OutgoingMail> addressed(const OutgoingMail& mail, const std::vector<MailRecipient>& recipients,
                                    bool MailRecipient::*wanted) {
  std::vector<OutgoingMail> mails;
  for (const MailRecipient& recipient : recipients)
    if (recipient.*wanted) mails.push_back({recipient.address, mail.subject, mail.body});
  return mails;
}

std::string mail_domain_of(const std::string& address) {
  return address.substr(address.rfind('@') + 1);
}

}  // namespace

Mailer::Mailer(MailerParts parts, const std::optional<MailConfig>& config) : parts_(std::move(parts)) {
  if (config) client_.emplace(*config);
}

Mailer::~Mailer() {
  stop();
}

void Mailer::start() {
  if (client_ && !thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void Mailer::wake() {
  {
    const std::lock_guard lock(mutex_);
    wake_requested_ = true;
  }
  woken_.notify_all();
}

void Mailer::stop() {
  stopping_ = true;
  wake();
  if (thread_.joinable()) thread_.join();
}

void Mailer::run() {
  while (!stopping_) {
    std::chrono::milliseconds wait = kLongestWait;
    try {
      work();
      parts_.outbox.remove_old(parts_.clock.now() - kMailsKept);
      if (const auto next = parts_.outbox.next_due())
        wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*next - parts_.clock.now()),
                          std::chrono::milliseconds{100}, wait);
    } catch (const std::exception& error) {
      parts_.log.warning("", LogLine("mail_failed").with("retry_in", "30s").with("reason", error.what()));
    }
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, wait, [this] { return wake_requested_; });
    wake_requested_ = false;
  }
}

Mailer::Count Mailer::work() {
  Count count;
  if (!client_) return count;
  for (const host_sdk::Company& company : parts_.companies.all()) queue_due(company);
  while (!stopping_) {
    const auto now = parts_.clock.now();
    const auto mail = parts_.outbox.take_due(now, now + kAttemptTakes);
    if (!mail) break;
    send_one(*mail, count);
  }
  return count;
}

void Mailer::queue_due(const host_sdk::Company& company) {
  const auto stored = parts_.notices.of_company(company.id);
  if (stored.empty()) return;
  const auto recipients = parts_.recipients.of_company(company.id);
  const MailSubject about{company, parts_.public_url()};
  const auto now = parts_.clock.now();
  std::vector<StoredNotice> to_review;
  for (const StoredNotice& one : stored) {
    if (one.notice.mail == host_sdk::NoticeMail::digest) to_review.push_back(one);
    const TopicKey key{one.plugin_id, company.id, one.notice.topic};
    const TopicMails sent = parts_.outbox.topic(key);
    if (!notice_mail_is_due(one.notice.mail, sent, now)) continue;
    const auto mails = addressed(write_notice_mail(about, one, sent), recipients, &MailRecipient::problems);
    if (!mails.empty()) (void)parts_.outbox.queue(key, sent, mails, now);
  }
  const TopicKey key{"", company.id, kDigestTopic};
  const TopicMails sent = parts_.outbox.topic(key);
  if (to_review.empty() || !digest_is_due(sent, now)) return;
  const auto mails = addressed(write_digest(about, to_review), recipients, &MailRecipient::digest);
  if (!mails.empty()) (void)parts_.outbox.queue(key, sent, mails, now);
}

void Mailer::send_one(const StoredMail& mail, Count& count) {
  const MailConfig& config = client_->config();
  const SendResult result = client_->send(
      {config.from_name, config.from_address, mail.mail.recipient, mail.mail.subject, mail.mail.body,
       mail.message_id + "@" + mail_domain_of(config.from_address), mail.created_at},
      stopping_);
  const auto line = [&mail](std::string_view event) {
    return LogLine(event)
        .with("recipient", mail.mail.recipient)
        .with("mail", mail.id)
        .with("attempt", mail.attempts);
  };
  if (result.outcome == SendResult::Outcome::sent) {
    ++count.sent;
    parts_.outbox.mark_sent(mail);
    parts_.log.info(mail.company_id, line("mail_sent"));
    return;
  }
  const auto failures = static_cast<std::size_t>(mail.attempts);
  if (result.outcome == SendResult::Outcome::refused || failures > kRetryDelays.size()) {
    ++count.given_up;
    parts_.outbox.mark_failed(mail, result.reason);
    parts_.log.error(mail.company_id, line("mail_given_up").with("reason", result.reason));
    return;
  }
  ++count.waiting;
  const minutes delay = kRetryDelays[failures - 1];
  parts_.outbox.retry_at(mail, result.reason, parts_.clock.now() + delay);
  parts_.log.warning(mail.company_id, line("mail_not_sent")
                                          .with("retry_in", std::to_string(delay.count()) + "m")
                                          .with("reason", result.reason));
}

SendResult Mailer::send_test(const host_sdk::Company& company, const std::string& recipient) {
  const OutgoingMail mail = write_test_mail({company, parts_.public_url()});
  const MailConfig& config = client_->config();
  return client_->send({config.from_name, config.from_address, recipient, mail.subject, mail.body,
                        random_token() + "@" + mail_domain_of(config.from_address), parts_.clock.now()},
                       stopping_);
}

void Mailer::queue_test(const host_sdk::Company& company, const std::string& recipient) {
  OutgoingMail mail = write_test_mail({company, parts_.public_url()});
  mail.recipient = recipient;
  parts_.outbox.queue(company.id, mail, parts_.clock.now());
  wake();
}

}  // namespace sample_host
