#include "database/callbacks_table.hpp"

#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {
namespace {

/// Permissions are words without blanks.
std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

void CallbacksTable::add(const std::string& state_hash, const ExpectedCallback& expected) {
  const std::string can = join(expected.actor.can);
  const Int expires = micros(expected.expires_at);
  with_session(pool_, "the callback cannot be stored", [&](soci::session& sql) {
    sql << "INSERT INTO host_callbacks (state_hash, plugin_id, page_slug, company_id, actor_id, actor_name, "
           "actor_can, session_hash, expires_at) VALUES (:hash, :plugin, :page, :company, :actor, "
           ":actor_name, "
           ":can, :session, :expires)",
        soci::use(state_hash, "hash"), soci::use(expected.plugin_id, "plugin"),
        soci::use(expected.page_slug, "page"), soci::use(expected.company_id, "company"),
        soci::use(expected.actor.id, "actor"), soci::use(expected.actor.name, "actor_name"),
        soci::use(can, "can"), soci::use(expected.session_hash, "session"), soci::use(expires, "expires");
  });
}

std::optional<ExpectedCallback> CallbacksTable::find(const std::string& state_hash) {
  return with_session(
      pool_, "the callback cannot be read", [&](soci::session& sql) -> std::optional<ExpectedCallback> {
        ExpectedCallback found;
        std::string can;
        Int expires = 0;
        Int used = 0;
        soci::indicator used_null = soci::i_null;
        sql << "SELECT plugin_id, page_slug, company_id, actor_id, actor_name, actor_can, "
               "session_hash, expires_at, used_at FROM host_callbacks WHERE state_hash = :hash",
            soci::use(state_hash, "hash"), soci::into(found.plugin_id), soci::into(found.page_slug),
            soci::into(found.company_id), soci::into(found.actor.id), soci::into(found.actor.name),
            soci::into(can), soci::into(found.session_hash), soci::into(expires), soci::into(used, used_null);
        if (!sql.got_data()) return {};
        found.actor.can = split(can);
        found.expires_at = moment(expires);
        found.used = used_null == soci::i_ok;
        return found;
      });
}

bool CallbacksTable::use(const std::string& state_hash, host_sdk::Timestamp now) {
  const Int at = micros(now);
  return in_transaction(pool_, "the callback cannot be used", [&](soci::session& sql) {
    soci::statement update =
        (sql.prepare << "UPDATE host_callbacks SET used_at = :now WHERE state_hash = :hash AND "
                        "used_at IS NULL AND expires_at > :still",
         soci::use(at, "now"), soci::use(state_hash, "hash"), soci::use(at, "still"));
    update.execute(true);
    return update.get_affected_rows() == 1;
  });
}

void CallbacksTable::put_outcome(const std::string& state_hash, const std::string& outcome) {
  with_session(pool_, "the callback's outcome cannot be stored", [&](soci::session& sql) {
    sql << "UPDATE host_callbacks SET outcome = :outcome WHERE state_hash = :hash",
        soci::use(outcome, "outcome"), soci::use(state_hash, "hash");
  });
}

std::optional<std::string> CallbacksTable::outcome(const std::string& state_hash) {
  return with_session(pool_, "the callback's outcome cannot be read",
                      [&](soci::session& sql) -> std::optional<std::string> {
                        std::string text;
                        soci::indicator null = soci::i_null;
                        sql << "SELECT outcome FROM host_callbacks WHERE state_hash = :hash",
                            soci::use(state_hash, "hash"), soci::into(text, null);
                        if (!sql.got_data() || null != soci::i_ok) return {};
                        return text;
                      });
}

void CallbacksTable::remove_expired(host_sdk::Timestamp before) {
  const Int at = micros(before);
  with_session(pool_, "old callbacks cannot be removed", [&](soci::session& sql) {
    sql << "DELETE FROM host_callbacks WHERE expires_at < :before", soci::use(at, "before");
  });
}

}  // namespace sample_host
