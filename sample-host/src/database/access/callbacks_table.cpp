#include "database/access/callbacks_table.hpp"

#include "database/host_database.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
void CallbacksTable::add(const std::string& state_hash, const ExpectedCallback& expected) {
  database_.with_session("the callback cannot be stored", [&](Session& session) {
    Query(session,
          "INSERT INTO host_callbacks (state_hash, plugin_id, page_slug, company_id, actor_id, actor_name, "
          "actor_can, actor_from, session_hash, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .text(state_hash, "state_hash")
        .text(expected.plugin_id, "plugin_id")
        .text(expected.page_slug, "page_slug")
        .text(expected.company_id, "company_id")
        .text(expected.actor.id, "actor_id")
        .text(expected.actor.name, "actor_name")
        .text(host_sdk::join(expected.actor.can, " "), "actor_can")
        .text(expected.actor.from, "actor_from")
        .text(expected.session_hash, "session_hash")
        .number(host_sdk::to_microseconds(expected.expires_at))
        .run();
  });
}

std::optional<ExpectedCallback> CallbacksTable::find(const std::string& state_hash) {
  return database_.with_session("the callback cannot be read", [&](Session& session) {
    std::optional<ExpectedCallback> found;
    Query(
        session,
        "SELECT plugin_id, page_slug, company_id, actor_id, actor_name, actor_can, session_hash, expires_at, "
        "used_at, actor_from FROM host_callbacks WHERE state_hash = ?")
        .text(state_hash, "state_hash")
        .read("tttttttnnt", [&](const sql::Row& row) {
          auto& callback = found.emplace();
          callback.plugin_id = row.text(0);
          callback.page_slug = row.text(1);
          callback.company_id = row.text(2);
          callback.actor.id = row.text(3);
          callback.actor.name = row.text(4);
          callback.actor.can = host_sdk::split(row.text(5), ' ');
          callback.session_hash = row.text(6);
          callback.expires_at = host_sdk::from_microseconds(row.number(7));
          callback.used = row.number_or_null(8).has_value();
          callback.actor.from = row.text(9);
        });
    return found;
  });
}

bool CallbacksTable::use(const std::string& state_hash, host_sdk::Timestamp now) {
  const auto at = host_sdk::to_microseconds(now);
  return database_.write("the callback cannot be used", [&](Session& session) {
    return Query(session,
                 "UPDATE host_callbacks SET used_at = ? WHERE state_hash = ? AND used_at IS NULL AND "
                 "expires_at > ?")
               .number(at)
               .text(state_hash, "state_hash")
               .number(at)
               .run() == 1;
  });
}

void CallbacksTable::put_outcome(const std::string& state_hash, const std::string& outcome) {
  database_.with_session("the callback's outcome cannot be stored", [&](Session& session) {
    Query(session, "UPDATE host_callbacks SET outcome = ? WHERE state_hash = ?")
        .text(outcome, "outcome")
        .text(state_hash, "state_hash")
        .run();
  });
}

std::optional<std::string> CallbacksTable::outcome(const std::string& state_hash) {
  return database_.with_session("the callback's outcome cannot be read", [&](Session& session) {
    return Query(session, "SELECT outcome FROM host_callbacks WHERE state_hash = ?")
        .text(state_hash, "state_hash")
        .read_text();
  });
}

void CallbacksTable::remove_expired(host_sdk::Timestamp before) {
  database_.with_session("old callbacks cannot be removed", [&](Session& session) {
    Query(session, "DELETE FROM host_callbacks WHERE expires_at < ?")
        .number(host_sdk::to_microseconds(before))
        .run();
  });
}

}  // namespace sample_host
