#include "mail/notice_mails.hpp"

#include <algorithm>
#include <array>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

using std::chrono::hours;

/// After the first email, the second, and so on; the last one repeats.
constexpr std::array kReminders{hours{1}, hours{4}, hours{12}, hours{24}};
constexpr hours kDigestPeriod{24};
/// The length of "2026-11-23T06:41:00".
constexpr std::size_t kToTheSecond = 19;

/// A time that far in the future was stored while a clock was wrong. Below it, clocks just differ a little.
constexpr std::chrono::minutes kClocksMayDiffer{5};

bool is_past(host_sdk::Timestamp last, hours delay, host_sdk::Timestamp now) {
  return now - last >= delay || last - now > kClocksMayDiffer;
}

hours delay_after(int sent) {
  return kReminders[std::min<std::size_t>(static_cast<std::size_t>(sent) - 1, kReminders.size() - 1)];
}

std::string utc_text(host_sdk::Timestamp at) {
  std::string text = host_sdk::to_rfc3339(at).substr(0, kToTheSecond);
  text[text.find('T')] = ' ';
  return text + " UTC";
}

std::string subject_of(const MailSubject& about, const std::string& title) {
  return "[" + about.company.name + "] " + title;
}

std::string page_address(const MailSubject& about, const StoredNotice& stored) {
  return about.public_url + (stored.notice.page.empty() ? "/" : "/company/settings/" + stored.notice.page);
}

std::string notice_text(const MailSubject& about, const StoredNotice& stored) {
  return stored.notice.title + "\n\n" + stored.notice.text + "\n\nOpen: " + page_address(about, stored) +
         "\n";
}

std::string mail_footer(const MailSubject& about) {
  return "\n-- \nYou receive this email as a recipient of notifications for " + about.company.name +
         ".\nChange the recipients: " + about.public_url + "/company/notifications\n";
}

}  // namespace

bool notice_mail_is_due(host_sdk::NoticeMail mail, const TopicMails& sent, host_sdk::Timestamp now) {
  if (mail != host_sdk::NoticeMail::once && mail != host_sdk::NoticeMail::repeated) return false;
  if (sent.sent == 0) return true;
  return mail == host_sdk::NoticeMail::repeated && is_past(sent.last_at, delay_after(sent.sent), now);
}

bool digest_is_due(const TopicMails& sent, host_sdk::Timestamp now) {
  return sent.sent == 0 || is_past(sent.last_at, kDigestPeriod, now);
}

OutgoingMail write_notice_mail(const MailSubject& about, const StoredNotice& stored, const TopicMails& sent) {
  const bool reminder = sent.sent > 0;
  std::string body = about.company.name + ": " + notice_text(about, stored);
  if (reminder) body += "\nReported first: " + utc_text(sent.first_at) + ".\n";
  if (stored.notice.mail == host_sdk::NoticeMail::repeated)
    body += "\nIf this continues, the next reminder follows in " +
            host_sdk::counted(delay_after(sent.sent + 1).count(), "hour", "hours") + ".\n";
  return {"", subject_of(about, (reminder ? "Reminder: " : "") + stored.notice.title),
          body + mail_footer(about)};
}

OutgoingMail write_digest(const MailSubject& about, const std::vector<StoredNotice>& stored) {
  const auto count = static_cast<std::int64_t>(stored.size());
  const std::string title = count == 1
                                ? stored.front().notice.title
                                : host_sdk::counted(count, "item needs", "items need") + " your review";
  std::string body = about.company.name + ": " + host_sdk::counted(count, "item waits", "items wait") +
                     " for an administrator.\n";
  for (const StoredNotice& one : stored) body += "\n" + notice_text(about, one);
  return {"", subject_of(about, title),
          body + "\nThis digest is sent once a day while something waits.\n" + mail_footer(about)};
}

OutgoingMail write_test_mail(const MailSubject& about) {
  return {"", subject_of(about, "Test email"),
          about.company.name + ": This is a test. Notifications by email work.\n" + mail_footer(about)};
}

}  // namespace sample_host
