// Which emails are due about a company's notices, and what they say. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "database/notices_table.hpp"
#include "host_sdk/company.hpp"
#include "mail/outbox_table.hpp"

namespace sample_host {

/// The topic under which a company's digests are counted; its plugin id is empty.
inline constexpr const char* kDigestTopic = "digest";

/// True if an email about a notice with `mail` once or repeated is due, after what was sent about its topic.
/// The delays between emails grow: 1, 4 and 12 hours, then a day.
[[nodiscard]] bool notice_mail_is_due(host_sdk::NoticeMail mail, const TopicMails& sent,
                                      host_sdk::Timestamp now);

/// True if the last digest is at least a day old, or there was none.
[[nodiscard]] bool digest_is_due(const TopicMails& sent, host_sdk::Timestamp now);

/// Who and what an email is about.
struct MailSubject {
  host_sdk::Company company;
  /// The address of the host, without a trailing slash.
  std::string public_url;
};

/// The email about one notice, the first one or a reminder; `recipient` stays empty.
[[nodiscard]] OutgoingMail write_notice_mail(const MailSubject& about, const StoredNotice& stored,
                                             const TopicMails& sent);

/// The email about everything that waits for a review; `recipient` stays empty.
[[nodiscard]] OutgoingMail write_digest(const MailSubject& about, const std::vector<StoredNotice>& stored);

/// An email that shows that emails arrive; `recipient` stays empty.
[[nodiscard]] OutgoingMail write_test_mail(const MailSubject& about);

}  // namespace sample_host
