#include "mail/recipients_table.hpp"

#include <algorithm>

#include "database/host_database.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

constexpr const char* kReadingRecipients = "the recipients of emails cannot be read";
constexpr const char* kWritingRecipients = "the recipients of emails cannot be stored";

std::vector<MailRecipient> by_address(std::vector<MailRecipient> recipients) {
  std::sort(recipients.begin(), recipients.end(), [](const MailRecipient& a, const MailRecipient& b) {
    return host_sdk::fold_key(a.address) < host_sdk::fold_key(b.address);
  });
  return recipients;
}

void insert_recipient(Session& session, const std::string& company_id, const MailRecipient& recipient) {
  Query(session,
        "INSERT INTO host_mail_recipients (company_id, address_key, address, problems, digest) VALUES (?, ?, "
        "?, ?, ?)")
      .text(company_id, "company_id")
      .text(host_sdk::fold_key(recipient.address), "address_key")
      .text(recipient.address, "address")
      .number(recipient.problems ? 1 : 0)
      .number(recipient.digest ? 1 : 0)
      .run();
}

std::int64_t erase_recipient(Session& session, const std::string& company_id, std::string_view address) {
  return Query(session, "DELETE FROM host_mail_recipients WHERE company_id = ? AND address_key = ?")
      .text(company_id, "company_id")
      .text(host_sdk::fold_key(address), "address_key")
      .run();
}

std::vector<MailRecipient> stored_recipients(Session& session, const std::string& company_id) {
  std::vector<MailRecipient> recipients;
  Query(session, "SELECT address, problems, digest FROM host_mail_recipients WHERE company_id = ?")
      .text(company_id, "company_id")
      .read("tnn", [&](const sql::Row& row) {
        recipients.push_back({row.text(0), row.flag(1), row.flag(2)});
      });
  return recipients;
}

bool has_chosen(Session& session, const std::string& company_id) {
  return Query(session, "SELECT COUNT(*) FROM host_mail_choices WHERE company_id = ?")
             .text(company_id, "company_id")
             .read_number() > 0;
}

/// Stores the defaults as the company's own recipients, unless it has chosen before.
void choose(Session& session, const std::string& company_id, const std::vector<std::string>& defaults,
            host_sdk::Timestamp now) {
  if (has_chosen(session, company_id)) return;
  Query(session, "INSERT INTO host_mail_choices (company_id, chosen_at) VALUES (?, ?)")
      .text(company_id, "company_id")
      .number(host_sdk::to_microseconds(now))
      .run();
  for (const std::string& address : defaults) insert_recipient(session, company_id, {address});
}

const std::vector<std::string>& defaults_of(const std::map<std::string, std::vector<std::string>>& defaults,
                                            const std::string& company_id) {
  static const std::vector<std::string> kNone;
  const auto found = defaults.find(company_id);
  return found == defaults.end() ? kNone : found->second;
}

}  // namespace

std::vector<MailRecipient> RecipientsTable::of_company(const std::string& company_id) {
  return database_.with_session(kReadingRecipients, [&](Session& session) {
    if (has_chosen(session, company_id)) return by_address(stored_recipients(session, company_id));
    std::vector<MailRecipient> recipients;
    for (const std::string& address : defaults_of(defaults_, company_id)) recipients.push_back({address});
    return by_address(std::move(recipients));
  });
}

bool RecipientsTable::put(const std::string& company_id, const MailRecipient& recipient,
                          host_sdk::Timestamp now) {
  return database_.write(kWritingRecipients, [&](Session& session) {
    choose(session, company_id, defaults_of(defaults_, company_id), now);
    const bool known = erase_recipient(session, company_id, recipient.address) > 0;
    if (!known && stored_recipients(session, company_id).size() >= kMost) return false;
    insert_recipient(session, company_id, recipient);
    return true;
  });
}

bool RecipientsTable::remove(const std::string& company_id, std::string_view address,
                             host_sdk::Timestamp now) {
  return database_.write(kWritingRecipients, [&](Session& session) {
    choose(session, company_id, defaults_of(defaults_, company_id), now);
    return erase_recipient(session, company_id, address) > 0;
  });
}

}  // namespace sample_host
