#include "database/schema.hpp"

#include "host_sdk/optional_services/calendar.hpp"

namespace sample_host {
namespace {

using host_sdk::sql::Backend;
using host_sdk::sql::Dialect;

using Statements = std::vector<std::string>;

std::string table(const Dialect& d, const std::string& name, const std::string& columns) {
  return "CREATE TABLE IF NOT EXISTS " + name + " (" + columns + ")" + d.table_options();
}

std::string company(const Dialect& d) {
  return "company_id " + d.key_text(64) + " NOT NULL";
}

/// MySQL has no CREATE INDEX IF NOT EXISTS, so there an index is part of its table.
void add_index(const Dialect& d, Statements& statements, const std::string& name, const std::string& on) {
  if (d.backend() == Backend::mysql) return;
  statements.push_back("CREATE INDEX IF NOT EXISTS " + name + " ON " + on);
}
std::string inner_index(const Dialect& d, const std::string& name, const std::string& columns) {
  return d.backend() == Backend::mysql ? ", INDEX " + name + " (" + columns + ")" : std::string{};
}

/// The three tables that plugins write. Times are microseconds since 1970 in UTC: exact, and the same on
/// every database. No foreign keys, so that a plugin may write the tables in any order.
void add_target_tables(const Dialect& d, Statements& statements) {
  const auto field = [&](const std::string& column, int maximum) {
    return column + " " + d.key_text(maximum) + " DEFAULT '', ";
  };
  // The fields of this version: a later field gets its column in a later version.
  const std::string fields = field("first_name", 255) + field("last_name", 255) + field("department", 255) +
                             field("job_title", 255) + field("phone_number", 255) +
                             field("manager_email", 320) + field("preferred_language", 64) +
                             field("time_zone", 64) + field("location", 255);
  const std::string common = "id " + d.assigned_key() + ", " + company(d) + ", provider " + d.key_text(64) +
                             " NOT NULL DEFAULT '', external_id " + d.key_text(255) +
                             ", created_at BIGINT NOT NULL DEFAULT 0, updated_at BIGINT NOT NULL DEFAULT 0, ";
  // Case folding can make a key longer. With the company's id, 700 code points fill an index entry of InnoDB.
  // The unique key (company_id, email_key) also serves the pages of the list.
  statements.push_back(table(d, "target_users",
                             common + "email " + d.key_text(320) + " NOT NULL, email_key " + d.key_text(700) +
                                 " NOT NULL, " + fields + "status " + d.key_text(16) +
                                 " NOT NULL DEFAULT 'active', UNIQUE (company_id, email_key), UNIQUE "
                                 "(company_id, provider, external_id)"));
  statements.push_back(
      table(d, "target_groups",
            common + "name " + d.key_text(256) + " NOT NULL, name_key " + d.key_text(700) +
                " NOT NULL, UNIQUE (company_id, name_key), UNIQUE (company_id, provider, external_id)"));
  statements.push_back(table(d, "target_group_members",
                             "group_id BIGINT NOT NULL, user_id BIGINT NOT NULL, provider " + d.key_text(64) +
                                 " NOT NULL DEFAULT '', PRIMARY KEY (group_id, user_id, provider)" +
                                 inner_index(d, "target_group_members_user", "user_id")));
  add_index(d, statements, "target_group_members_user", "target_group_members (user_id)");
}

/// Behind the services of plugins: ids, secrets, due times, notices, the audit trail.
void add_service_tables(const Dialect& d, Statements& statements) {
  statements.push_back(
      table(d, "host_ids", "kind " + d.key_text(32) + " NOT NULL PRIMARY KEY, next_id BIGINT NOT NULL"));
  statements.push_back(
      table(d, "host_secrets",
            "plugin_id " + d.key_text(64) + " NOT NULL, " + company(d) + ", name " + d.key_text(128) +
                " NOT NULL, sealed " + d.long_text() +
                " NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (plugin_id, company_id, name)"));
  statements.push_back(table(
      d, "host_schedule",
      "task_id " + d.key_text(160) + " NOT NULL, " + company(d) +
          ", paused SMALLINT NOT NULL, due_at BIGINT NOT NULL, period_seconds BIGINT NOT NULL, failures "
          "INTEGER NOT NULL, claimed_by " +
          d.key_text(64) + " NOT NULL, claimed_until BIGINT NOT NULL, PRIMARY KEY (task_id, company_id)" +
          inner_index(d, "host_schedule_due", "due_at")));
  add_index(d, statements, "host_schedule_due", "host_schedule (due_at)");
  statements.push_back(table(
      d, "host_task_runs",
      "id " + d.generated_key() + ", task_id " + d.key_text(160) + " NOT NULL, " + company(d) +
          ", started_at BIGINT NOT NULL, finished_at BIGINT NOT NULL, code INTEGER NOT NULL, "
          "sentence " +
          d.long_text() + " NOT NULL" + inner_index(d, "host_task_runs_pair", "task_id, company_id, id")));
  add_index(d, statements, "host_task_runs_pair", "host_task_runs (task_id, company_id, id)");
  statements.push_back(
      table(d, "host_notices",
            "plugin_id " + d.key_text(64) + " NOT NULL, " + company(d) + ", topic " + d.key_text(64) +
                " NOT NULL, tone INTEGER NOT NULL, title " + d.long_text() + " NOT NULL, body " +
                d.long_text() + " NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (plugin_id, company_id, topic)"));
  statements.push_back(table(d, "host_audit",
                             "id " + d.generated_key() + ", " + company(d) + ", actor_id " + d.key_text(128) +
                                 " NOT NULL, actor_name " + d.key_text(255) + " NOT NULL, source " +
                                 d.key_text(64) + " NOT NULL, action " + d.key_text(128) +
                                 " NOT NULL, detail " + d.long_text() + " NOT NULL, at BIGINT NOT NULL" +
                                 inner_index(d, "host_audit_company", "company_id, id")));
  add_index(d, statements, "host_audit_company", "host_audit (company_id, id)");
}

/// Of browsers and processes: sign-ins, callbacks from external sites, serving hosts.
void add_session_tables(const Dialect& d, Statements& statements) {
  statements.push_back(table(d, "host_sessions",
                             "token_hash " + d.key_text(64) + " NOT NULL PRIMARY KEY, account " +
                                 d.key_text(128) + " NOT NULL, account_stamp " + d.key_text(64) +
                                 " NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL"));
  statements.push_back(
      table(d, "host_callbacks",
            "state_hash " + d.key_text(64) + " NOT NULL PRIMARY KEY, plugin_id " + d.key_text(64) +
                " NOT NULL, page_slug " + d.key_text(64) + " NOT NULL, " + company(d) + ", actor_id " +
                d.key_text(128) + " NOT NULL, actor_name " + d.key_text(255) + " NOT NULL, actor_can " +
                d.long_text() + " NOT NULL, session_hash " + d.key_text(64) +
                " NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, outcome " + d.long_text()));
  statements.push_back(
      table(d, "host_servers",
            "id " + d.key_text(64) + " NOT NULL PRIMARY KEY, public_url " + d.key_text(1024) +
                " NOT NULL, machine " + d.key_text(255) +
                " NOT NULL, pid BIGINT NOT NULL, pid_started BIGINT NOT NULL, heartbeat_at BIGINT "
                "NOT NULL"));
}

/// Where an action came from: a page and its client, or a command line. Older entries do not say.
void add_origins(const Dialect& d, Statements& statements) {
  statements.push_back("ALTER TABLE host_audit " + d.add_column() + " origin " + d.key_text(512) +
                       " NOT NULL DEFAULT ''");
  statements.push_back("ALTER TABLE host_callbacks " + d.add_column() + " actor_from " + d.key_text(512) +
                       " NOT NULL DEFAULT ''");
}

/// Notices by email: who gets them, which were sent, and the emails themselves.
void add_mail_tables(const Dialect& d, Statements& statements) {
  statements.push_back("ALTER TABLE host_notices " + d.add_column() + " mail SMALLINT NOT NULL DEFAULT 0");
  statements.push_back("ALTER TABLE host_notices " + d.add_column() + " page " + d.key_text(64) +
                       " NOT NULL DEFAULT ''");
  // How many emails of a topic were sent, and when the last one was.
  statements.push_back(table(d, "host_notice_mails",
                             "plugin_id " + d.key_text(64) + " NOT NULL, " + company(d) + ", topic " +
                                 d.key_text(64) +
                                 " NOT NULL, sent INTEGER NOT NULL, first_at BIGINT NOT NULL, last_at BIGINT "
                                 "NOT NULL, PRIMARY KEY (plugin_id, company_id, topic)"));
  // A row for each company whose administrators chose its recipients.
  statements.push_back(table(d, "host_mail_choices", company(d) + " PRIMARY KEY, chosen_at BIGINT NOT NULL"));
  statements.push_back(
      table(d, "host_mail_recipients",
            company(d) + ", address_key " + d.key_text(320) + " NOT NULL, address " + d.key_text(320) +
                " NOT NULL, problems SMALLINT NOT NULL, digest SMALLINT NOT NULL, PRIMARY KEY "
                "(company_id, address_key)"));
  statements.push_back(
      table(d, "host_mails",
            "id " + d.generated_key() + ", " + company(d) + ", recipient " + d.key_text(320) +
                " NOT NULL, subject " + d.long_text() + " NOT NULL, body " + d.long_text() +
                " NOT NULL, message_id " + d.key_text(255) +
                " NOT NULL, state SMALLINT NOT NULL, attempts INTEGER NOT NULL, created_at BIGINT NOT NULL, "
                "next_at BIGINT NOT NULL, reason " +
                d.long_text() + " NOT NULL" + inner_index(d, "host_mails_due", "state, next_at") +
                inner_index(d, "host_mails_company", "company_id, id")));
  add_index(d, statements, "host_mails_due", "host_mails (state, next_at)");
  add_index(d, statements, "host_mails_company", "host_mails (company_id, id)");
}

/// Each claim of a due run has a number, which survives the end of the run.
void add_claim_numbers(const Dialect& d, Statements& statements) {
  statements.push_back("ALTER TABLE host_schedule " + d.add_column() + " claims BIGINT NOT NULL DEFAULT 0");
}

/// The rule of each pair, who paused it, and how far ahead its due time can lie.
void add_schedule_rules(const Dialect& d, Statements& statements) {
  const auto add = [&](const std::string& column) {
    statements.push_back("ALTER TABLE host_schedule " + d.add_column() + " " + column);
  };
  add("rule_seconds BIGINT NOT NULL DEFAULT 0");
  add("rule_minute BIGINT");
  add("rule_zone " + d.key_text(64) + " NOT NULL DEFAULT ''");
  add("rule_quiet_days BIGINT NOT NULL DEFAULT 0");
  add("ahead_seconds BIGINT NOT NULL DEFAULT 0");
  add("paused_by " + d.key_text(255) + " NOT NULL DEFAULT ''");
  add("paused_at BIGINT NOT NULL DEFAULT 0");
  statements.push_back("UPDATE host_schedule SET ahead_seconds = period_seconds WHERE ahead_seconds = 0");
}

/// Links for people without an account.
void add_invitations(const Dialect& d, Statements& statements) {
  statements.push_back(table(d, "host_invitations",
                             "token_hash " + d.key_text(64) + " NOT NULL PRIMARY KEY, " + company(d) +
                                 ", page_slug " + d.key_text(64) + " NOT NULL, invited_by " +
                                 d.key_text(255) + " NOT NULL, expires_at BIGINT NOT NULL"));
}

/// The languages that people chose for their pages.
void add_account_languages(const Dialect& d, Statements& statements) {
  statements.push_back(table(
      d, "host_account_languages",
      "account " + d.key_text(128) + " NOT NULL PRIMARY KEY, language " + d.key_text(35) + " NOT NULL"));
}

/// Behind the services that plugins find by an id: leases and settings of companies.
void add_company_tables(const Dialect& d, Statements& statements) {
  const std::string owner = "plugin_id " + d.key_text(64) + " NOT NULL, " + company(d);
  // A row stays when its lease is free, so that the fencing number only grows.
  statements.push_back(
      table(d, "host_leases",
            owner + ", name " + d.key_text(64) +
                " NOT NULL, fence BIGINT NOT NULL, held SMALLINT NOT NULL, holder " + d.key_text(255) +
                " NOT NULL, machine " + d.key_text(255) +
                " NOT NULL, acquired_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, PRIMARY KEY (plugin_id, "
                "company_id, name)"));
  statements.push_back(table(d, "host_company_settings",
                             owner + ", revision BIGINT NOT NULL, saved_by " + d.key_text(255) +
                                 " NOT NULL, saved_at BIGINT NOT NULL, settings " + d.long_text() +
                                 " NOT NULL, PRIMARY KEY (plugin_id, company_id, revision)"));
}

/// The dates on which the schedule of a pair rests: "2026-12-24 to 2027-01-01,2027-05-01".
void add_quiet_dates(const Dialect& d, Statements& statements) {
  static_assert(host_sdk::kMostDateRanges * sizeof("2026-12-24 to 2027-01-01,") <= 1600);
  statements.push_back("ALTER TABLE host_schedule " + d.add_column() + " quiet_dates " + d.key_text(1600) +
                       " NOT NULL DEFAULT ''");
}

}  // namespace

host_sdk::sql::SchemaVersions schema_versions(const Dialect& dialect) {
  Statements first;
  add_target_tables(dialect, first);
  add_service_tables(dialect, first);
  add_session_tables(dialect, first);
  Statements second;
  add_origins(dialect, second);
  Statements third;
  add_mail_tables(dialect, third);
  Statements fourth;
  add_claim_numbers(dialect, fourth);
  Statements fifth;
  add_schedule_rules(dialect, fifth);
  Statements sixth;
  add_invitations(dialect, sixth);
  Statements seventh;
  add_account_languages(dialect, seventh);
  Statements eighth;
  add_company_tables(dialect, eighth);
  Statements ninth;
  add_quiet_dates(dialect, ninth);
  return {first, second, third, fourth, fifth, sixth, seventh, eighth, ninth};
}

}  // namespace sample_host
