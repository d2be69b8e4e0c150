#include "mail/outbox_table.hpp"

#include "accounts/password.hpp"
#include "database/host_database.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

using host_sdk::from_microseconds;
using host_sdk::to_microseconds;

constexpr const char* kReadingOutbox = "the outgoing emails cannot be read";
constexpr const char* kWritingOutbox = "the outgoing emails cannot be stored";
constexpr const char* kTopic = " WHERE plugin_id = ? AND company_id = ? AND topic = ?";
constexpr std::size_t kLongestReason = 500;

void bind_topic(Query& query, const TopicKey& key) {
  query.text(key.plugin_id, "plugin_id").text(key.company_id, "company_id").text(key.topic, "topic");
}

/// Creates the row of a topic outside the transaction that needs it, because a conflict would abort that one
/// on PostgreSQL.
void ensure_topic(HostDatabase& database, const TopicKey& key) {
  try {
    database.with_session(kWritingOutbox, [&](Session& session) {
      Query query(
          session,
          "INSERT INTO host_notice_mails (plugin_id, company_id, topic, sent, first_at, last_at) VALUES "
          "(?, ?, ?, 0, 0, 0)");
      bind_topic(query, key);
      query.run();
    });
  } catch (const SqlError& error) {
    if (error.kind() != SqlErrorKind::conflict) throw;
  }
}

void insert_mail(Session& session, const std::string& company_id, const OutgoingMail& mail,
                 host_sdk::Timestamp now) {
  Query(session,
        "INSERT INTO host_mails (company_id, recipient, subject, body, message_id, state, attempts, "
        "created_at, next_at, reason) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, '')")
      .text(company_id, "company_id")
      .text(mail.recipient, "recipient")
      .text(mail.subject, "subject")
      .text(mail.body, "body")
      .text(random_token(), "message_id")
      .number(to_microseconds(now))
      .number(to_microseconds(now))
      .run();
}

std::vector<StoredMail> read_mails(Query query) {
  std::vector<StoredMail> mails;
  query.read("nttttnnntt", [&](const sql::Row& row) {
    mails.push_back({row.number(0),
                     row.text(1),
                     {row.text(2), row.text(3), row.text(9)},
                     row.text(4),
                     static_cast<StoredMail::State>(row.number(5)),
                     static_cast<int>(row.number(6)),
                     from_microseconds(row.number(7)),
                     row.text(8)});
  });
  return mails;
}

/// `end`: from WHERE on.
std::string select_mails(const std::string& end) {
  return "SELECT id, company_id, recipient, subject, message_id, state, attempts, created_at, reason, body "
         "FROM host_mails " +
         end;
}

void end_attempt(HostDatabase& database, const StoredMail& mail, StoredMail::State state,
                 const std::string& reason, host_sdk::Timestamp next) {
  database.with_session(kWritingOutbox, [&](Session& session) {
    Query(session,
          "UPDATE host_mails SET state = ?, reason = ?, next_at = ? WHERE id = ? AND state = 0 AND attempts "
          "= ?")
        .number(static_cast<std::int64_t>(state))
        .text(host_sdk::cut_code_points(reason, kLongestReason), "reason")
        .number(to_microseconds(next))
        .number(mail.id)
        .number(mail.attempts)
        .run();
  });
}

}  // namespace

TopicMails OutboxTable::topic(const TopicKey& key) {
  return database_.with_session(kReadingOutbox, [&](Session& session) {
    TopicMails mails;
    Query query(session, std::string("SELECT sent, first_at, last_at FROM host_notice_mails") + kTopic);
    bind_topic(query, key);
    query.read("nnn", [&](const sql::Row& row) {
      mails = {static_cast<int>(row.number(0)), from_microseconds(row.number(1)),
               from_microseconds(row.number(2))};
    });
    return mails;
  });
}

bool OutboxTable::queue(const TopicKey& key, const TopicMails& before, const std::vector<OutgoingMail>& mails,
                        host_sdk::Timestamp now) {
  if (before.sent == 0) ensure_topic(database_, key);
  return database_.write(kWritingOutbox, [&](Session& session) {
    // MariaDB assigns from left to right, so no column depends on one that is assigned before it.
    Query query(session, std::string("UPDATE host_notice_mails SET sent = sent + 1, last_at = ?, first_at = "
                                     "CASE WHEN first_at = 0 THEN ? ELSE first_at END") +
                             kTopic + " AND sent = ? AND last_at = ?");
    query.number(to_microseconds(now)).number(to_microseconds(now));
    bind_topic(query, key);
    query.number(before.sent).number(before.sent == 0 ? 0 : to_microseconds(before.last_at));
    if (query.run() != 1) return false;
    for (const OutgoingMail& mail : mails) insert_mail(session, key.company_id, mail, now);
    return true;
  });
}

void OutboxTable::queue(const std::string& company_id, const OutgoingMail& mail, host_sdk::Timestamp now) {
  database_.with_session(kWritingOutbox,
                         [&](Session& session) { insert_mail(session, company_id, mail, now); });
}

std::optional<StoredMail> OutboxTable::take_due(host_sdk::Timestamp now, host_sdk::Timestamp until) {
  // Another process may take the oldest one first; then the next one is tried.
  while (true) {
    auto due = database_.with_session(kReadingOutbox, [&](Session& session) {
      Query query(session, select_mails("WHERE state = 0 AND (next_at <= ? OR next_at > ?) ORDER BY "
                                        "next_at, id LIMIT 1"));
      query.number(to_microseconds(now)).number(to_microseconds(now + kLongestRetryDelay));
      return read_mails(std::move(query));
    });
    if (due.empty()) return std::nullopt;
    StoredMail& mail = due.front();
    const bool taken = database_.write(kWritingOutbox, [&](Session& session) {
      return Query(
                 session,
                 "UPDATE host_mails SET attempts = attempts + 1, next_at = ? WHERE id = ? AND state = 0 AND "
                 "attempts = ? AND (next_at <= ? OR next_at > ?)")
                 .number(to_microseconds(until))
                 .number(mail.id)
                 .number(mail.attempts)
                 .number(to_microseconds(now))
                 .number(to_microseconds(now + kLongestRetryDelay))
                 .run() == 1;
    });
    if (!taken) continue;
    ++mail.attempts;
    return std::move(mail);
  }
}

void OutboxTable::mark_sent(const StoredMail& mail) {
  end_attempt(database_, mail, StoredMail::State::sent, "", {});
}

void OutboxTable::mark_failed(const StoredMail& mail, const std::string& reason) {
  end_attempt(database_, mail, StoredMail::State::failed, reason, {});
}

void OutboxTable::retry_at(const StoredMail& mail, const std::string& reason, host_sdk::Timestamp at) {
  end_attempt(database_, mail, StoredMail::State::waiting, reason, at);
}

std::optional<host_sdk::Timestamp> OutboxTable::next_due() {
  return database_.with_session(kReadingOutbox, [&](Session& session) {
    std::optional<host_sdk::Timestamp> next;
    Query(session, "SELECT MIN(next_at) FROM host_mails WHERE state = 0").read("n", [&](const sql::Row& row) {
      if (const auto at = row.number_or_null(0)) next = from_microseconds(*at);
    });
    return next;
  });
}

OutboxState OutboxTable::state() {
  return database_.with_session(kReadingOutbox, [&](Session& session) {
    OutboxState state;
    Query(session, "SELECT COUNT(*), MIN(created_at) FROM host_mails WHERE state = 0")
        .read("nn", [&](const sql::Row& row) {
          state.waiting = row.number(0);
          if (const auto at = row.number_or_null(1)) state.oldest_waiting = from_microseconds(*at);
        });
    state.failed = Query(session, "SELECT COUNT(*) FROM host_mails WHERE state = 2").read_number();
    return state;
  });
}

std::vector<StoredMail> OutboxTable::latest(std::string_view company_id, int limit) {
  return database_.with_session(kReadingOutbox, [&](Session& session) {
    Query query(session,
                select_mails("WHERE company_id = ? ORDER BY id DESC LIMIT " + std::to_string(limit)));
    query.text(company_id, "company_id");
    return read_mails(std::move(query));
  });
}

void OutboxTable::remove_old(host_sdk::Timestamp before) {
  database_.with_session(kWritingOutbox, [&](Session& session) {
    Query(session, "DELETE FROM host_mails WHERE state <> 0 AND created_at < ?")
        .number(to_microseconds(before))
        .run();
  });
}

}  // namespace sample_host
