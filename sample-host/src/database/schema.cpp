#include "database/schema.hpp"

namespace sample_host {
namespace {

using Statements = std::vector<std::string>;

std::string table(const Dialect& d, const std::string& name, const std::string& columns) {
  return "CREATE TABLE IF NOT EXISTS " + name + " (" + columns + ")" + d.table_options();
}

std::string company(const Dialect& d) {
  return "company_id " + d.text(64) + " NOT NULL";
}

/// MySQL knows no CREATE INDEX IF NOT EXISTS, so there an index is part of its table.
void add_index(const Dialect& d, Statements& statements, const std::string& name, const std::string& on) {
  if (d.backend() == Backend::mysql) return;
  statements.push_back("CREATE INDEX IF NOT EXISTS " + name + " ON " + on);
}
std::string inner_index(const Dialect& d, const std::string& name, const std::string& columns) {
  return d.backend() == Backend::mysql ? ", INDEX " + name + " (" + columns + ")" : std::string{};
}

/// Design: the three tables that plugins write. Times are microseconds since 1970 in UTC: exact, and the same
/// on every database. No foreign keys, so that a plugin may write them in any order.
void add_target_tables(const Dialect& d, Statements& statements) {
  const auto optional_text = [&](const std::string& name, int length) {
    return name + " " + d.text(length) + " DEFAULT '', ";
  };
  const std::string common = "id " + d.given_key() + ", " + company(d) + ", provider " + d.text(64) +
                             " NOT NULL DEFAULT '', external_id " + d.text(255) +
                             ", created_at BIGINT NOT NULL DEFAULT 0, updated_at BIGINT NOT NULL DEFAULT 0, ";
  // The keys are case-folded, which can make a text longer; with the company's id 700 is what an index of
  // InnoDB holds. The unique key (company_id, email_key) also serves the pages of the list.
  statements.push_back(
      table(d, "target_users",
            common + "email " + d.text(320) + " NOT NULL, email_key " + d.text(700) + " NOT NULL, " +
                optional_text("first_name", 255) + optional_text("last_name", 255) +
                optional_text("department", 255) + optional_text("job_title", 255) +
                optional_text("phone_number", 255) + optional_text("manager_email", 320) +
                optional_text("preferred_language", 64) + optional_text("time_zone", 64) +
                optional_text("location", 255) + "status " + d.text(16) + " NOT NULL DEFAULT 'active', " +
                "UNIQUE (company_id, email_key), UNIQUE (company_id, provider, external_id)"));
  statements.push_back(
      table(d, "target_groups",
            common + "name " + d.text(256) + " NOT NULL, name_key " + d.text(700) +
                " NOT NULL, UNIQUE (company_id, name_key), UNIQUE (company_id, provider, external_id)"));
  statements.push_back(table(d, "target_group_members",
                             "group_id BIGINT NOT NULL, user_id BIGINT NOT NULL, provider " + d.text(64) +
                                 " NOT NULL DEFAULT '', PRIMARY KEY (group_id, user_id, provider)" +
                                 inner_index(d, "target_group_members_user", "user_id")));
  add_index(d, statements, "target_group_members_user", "target_group_members (user_id)");
}

/// What plugins are lent: ids, secrets, due times, notices, the audit trail.
void add_service_tables(const Dialect& d, Statements& statements) {
  statements.push_back(
      table(d, "host_ids", "kind " + d.text(32) + " NOT NULL PRIMARY KEY, next_id BIGINT NOT NULL"));
  statements.push_back(
      table(d, "host_secrets",
            "plugin_id " + d.text(64) + " NOT NULL, " + company(d) + ", name " + d.text(128) +
                " NOT NULL, sealed " + d.long_text() +
                " NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (plugin_id, company_id, name)"));
  statements.push_back(
      table(d, "host_schedule",
            "task_id " + d.text(160) + " NOT NULL, " + company(d) +
                ", paused SMALLINT NOT NULL, due_at BIGINT NOT NULL, period_seconds BIGINT NOT NULL, "
                "failures INTEGER "
                "NOT NULL, claimed_by " +
                d.text(64) + " NOT NULL, claimed_until BIGINT NOT NULL, PRIMARY KEY (task_id, company_id)" +
                inner_index(d, "host_schedule_due", "due_at")));
  add_index(d, statements, "host_schedule_due", "host_schedule (due_at)");
  statements.push_back(table(
      d, "host_task_runs",
      "id " + d.counted_key() + ", task_id " + d.text(160) + " NOT NULL, " + company(d) +
          ", started_at BIGINT NOT NULL, finished_at BIGINT NOT NULL, code INTEGER NOT NULL, "
          "sentence " +
          d.long_text() + " NOT NULL" + inner_index(d, "host_task_runs_pair", "task_id, company_id, id")));
  add_index(d, statements, "host_task_runs_pair", "host_task_runs (task_id, company_id, id)");
  statements.push_back(
      table(d, "host_notices",
            "plugin_id " + d.text(64) + " NOT NULL, " + company(d) + ", topic " + d.text(64) +
                " NOT NULL, tone INTEGER NOT NULL, title " + d.long_text() + " NOT NULL, body " +
                d.long_text() + " NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (plugin_id, company_id, topic)"));
  statements.push_back(table(d, "host_audit",
                             "id " + d.counted_key() + ", " + company(d) + ", actor_id " + d.text(128) +
                                 " NOT NULL, actor_name " + d.text(255) + " NOT NULL, source " + d.text(64) +
                                 " NOT NULL, action " + d.text(128) + " NOT NULL, detail " + d.long_text() +
                                 " NOT NULL, at BIGINT NOT NULL" +
                                 inner_index(d, "host_audit_company", "company_id, id")));
  add_index(d, statements, "host_audit_company", "host_audit (company_id, id)");
}

/// What belongs to browsers and processes: sign-ins, returns from foreign sites, serving hosts.
void add_session_tables(const Dialect& d, Statements& statements) {
  statements.push_back(table(d, "host_sessions",
                             "token_hash " + d.text(64) + " NOT NULL PRIMARY KEY, account " + d.text(128) +
                                 " NOT NULL, account_stamp " + d.text(64) +
                                 " NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL"));
  statements.push_back(
      table(d, "host_callbacks",
            "state_hash " + d.text(64) + " NOT NULL PRIMARY KEY, plugin_id " + d.text(64) +
                " NOT NULL, page_slug " + d.text(64) + " NOT NULL, " + company(d) + ", actor_id " +
                d.text(128) + " NOT NULL, actor_name " + d.text(255) + " NOT NULL, actor_can " +
                d.long_text() + " NOT NULL, session_hash " + d.text(64) +
                " NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, outcome " + d.long_text()));
  statements.push_back(
      table(d, "host_servers",
            "id " + d.text(64) + " NOT NULL PRIMARY KEY, public_url " + d.text(1024) + " NOT NULL, machine " +
                d.text(255) +
                " NOT NULL, pid BIGINT NOT NULL, pid_started BIGINT NOT NULL, heartbeat_at BIGINT "
                "NOT NULL"));
}

}  // namespace

std::vector<std::vector<std::string>> schema_versions(const Dialect& dialect) {
  Statements first;
  add_target_tables(dialect, first);
  add_service_tables(dialect, first);
  add_session_tables(dialect, first);
  return {first};
}

}  // namespace sample_host
