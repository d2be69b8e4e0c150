#include "database/tables/schema.hpp"

namespace gup::database {
namespace {

/// Writes CREATE TABLE statements in one dialect.
class Tables {
 public:
  explicit Tables(const Dialect& dialect) : dialect_(dialect) {}

  /// A column of a short text that compares byte by byte.
  [[nodiscard]] std::string key(const std::string& name, int length) const {
    return name + " " + dialect_.key_text(length) + " NOT NULL, ";
  }
  [[nodiscard]] std::string company() const { return key("company_id", 64); }
  [[nodiscard]] std::string number(const std::string& name) const { return name + " BIGINT NOT NULL, "; }
  [[nodiscard]] std::string optional_number(const std::string& name) const { return name + " BIGINT, "; }
  [[nodiscard]] std::string text(const std::string& name) const {
    return name + " " + dialect_.long_text() + " NOT NULL, ";
  }
  [[nodiscard]] std::string optional_text(const std::string& name) const {
    return name + " " + dialect_.long_text() + ", ";
  }

  void add(const std::string& name, const std::string& columns, const std::string& primary_key) {
    std::string options = dialect_.table_options();
    // Rows in the order of the key, as in InnoDB: one tree instead of two.
    if (dialect_.backend() == Backend::sqlite3) options += " WITHOUT ROWID";
    statements_.push_back("CREATE TABLE IF NOT EXISTS " + name + " (" + columns + "PRIMARY KEY (" +
                          primary_key + "))" + options);
  }
  void add_index(const std::string& table, const std::string& columns) {
    std::string name = table + "_by_" + columns;
    for (auto at = name.find(", "); at != std::string::npos; at = name.find(", ")) name.replace(at, 2, "_");
    statements_.push_back("CREATE INDEX IF NOT EXISTS " + name + " ON " + table + " (" + columns + ")");
  }
  /// A new column, with the value for existing rows.
  void add_column(const std::string& table, const std::string& definition, const std::string& present) {
    statements_.push_back("ALTER TABLE " + table + " " + dialect_.add_column() + " " + definition +
                          " NOT NULL DEFAULT " + present);
  }
  void add_optional_column(const std::string& table, const std::string& definition) {
    statements_.push_back("ALTER TABLE " + table + " " + dialect_.add_column() + " " + definition);
  }
  void add_statement(const std::string& sql) { statements_.push_back(sql); }

  [[nodiscard]] std::vector<std::string> take() { return std::move(statements_); }

 private:
  const Dialect& dialect_;
  std::vector<std::string> statements_;
};

void add_connection_and_settings(Tables& t) {
  t.add("gup_connections",
        t.company() + t.number("state") + t.key("customer_id", 128) + t.key("account_id", 128) +
            t.key("admin_email", 320) + t.key("domain", 255) + t.text("scopes") + t.text("connected_by") +
            t.number("connected_at") + t.number("problem") + t.text("problem_text") +
            t.optional_number("problem_since"),
        "company_id");
  t.add("gup_settings",
        t.company() + t.key("source", 32) + t.key("scope", 32) + t.text("unit_ids") + t.text("group_ids") +
            t.number("include_sub_units") + t.number("include_nested_groups") + t.key("method", 32) +
            t.text("target_group") + t.key("on_leaving", 32) + t.key("existing_users", 32) +
            t.number("limit_percent") + t.number("limit_at_least") + t.number("revision") +
            t.text("saved_by") + t.number("saved_at"),
        "company_id");
}

/// The people and groups that the plugin manages.
void add_links(Tables& t) {
  t.add("gup_links",
        t.company() + t.key("external_id", 255) + t.number("user_id") + t.number("origin") +
            t.number("state") + t.key("status_at_adoption", 16) + t.number("content_hash") +
            t.number("row_updated_at") + t.optional_number("missing_since"),
        "company_id, external_id");
  t.add("gup_link_sources", t.company() + t.key("external_id", 255) + t.key("source_id", 255),
        "company_id, external_id, source_id");
  t.add("gup_source_groups", t.company() + t.key("group_id", 255) + t.key("parent_id", 255),
        "company_id, group_id, parent_id");
  t.add("gup_group_links",
        t.company() + t.key("source_id", 255) + t.number("group_id") + t.text("source_name") +
            t.number("row_updated_at"),
        "company_id, source_id");
  t.add("gup_held_removals",
        t.company() + t.key("external_id", 255) + t.number("user_id") + t.text("email") + t.text("reason") +
            t.number("held_since"),
        "company_id, external_id");
}

void add_runs(Tables& t) {
  std::string counts;
  for (const char* count : {"added", "updated", "reactivated", "removed", "held", "frozen", "unchanged",
                            "skipped", "failed", "groups_added", "groups_updated", "groups_removed",
                            "requests", "retries", "managed_before", "managed_after", "people_left"})
    counts += t.number(count);
  t.add("gup_runs",
        t.number("id") + t.company() + t.number("kind") + t.number("state") + t.number("started_through") +
            t.text("started_by") + t.number("started_at") + t.optional_number("finished_at") + counts +
            t.text("remarks") + t.number("result_code") + t.text("result_sentence") +
            t.optional_number("retry_after_seconds") + t.text("progress"),
        "id");
  t.add_index("gup_runs", "company_id, id");
  t.add("gup_run_changes",
        t.number("run_id") + t.number("seq") + t.number("kind") + t.key("external_id", 255) +
            t.number("user_id") + t.text("email") + t.text("reason") + t.optional_text("row_before") +
            t.optional_text("row_after"),
        "run_id, seq");
  t.add("gup_counters", t.key("name", 32) + t.number("next_value"), "name");
  t.add_statement(
      "INSERT INTO gup_counters (name, next_value) SELECT 'run', 1 FROM gup_schema WHERE version = 0 AND NOT "
      "EXISTS (SELECT 1 FROM gup_counters WHERE name = 'run')");
}

void add_leases(Tables& t) {
  t.add("gup_leases", t.company() + t.key("holder", 512) + t.number("run_id") + t.number("expires_at"),
        "company_id");
  // Not a column of the lease: a transaction that applies a plan locks that row and must still see a cancel.
  t.add("gup_cancels", t.company() + t.key("holder", 512), "company_id");
}

/// A connection is a sign-in or a service account.
void add_service_accounts(Tables& t, const Dialect& dialect) {
  t.add_column("gup_connections", "kind BIGINT", "0");
  t.add_column("gup_connections", "service_account " + dialect.key_text(320), "''");
  t.add_column("gup_connections", "service_account_id " + dialect.key_text(128), "''");
}

/// Connections are saved by revision. Those that exist get 1.
void add_connection_revisions(Tables& t) {
  t.add_column("gup_connections", "revision BIGINT", "1");
  t.add_statement(
      "INSERT INTO gup_counters (name, next_value) SELECT 'connection', 2 FROM gup_schema WHERE NOT EXISTS "
      "(SELECT 1 FROM gup_counters WHERE name = 'connection')");
}

/// A preview is void once the settings have another revision. Held removals are listed by user.
void add_previews(Tables& t) {
  t.add_column("gup_runs", "settings_revision BIGINT", "0");
  t.add_index("gup_held_removals", "company_id, user_id");
}

/// The history of one person. Rows of former versions have no hash, so they are found by the person's id.
void add_person_history(Tables& t) {
  t.add_column("gup_run_changes", "email_hash BIGINT", "0");
  t.add_index("gup_run_changes", "email_hash, run_id");
  t.add_index("gup_run_changes", "external_id, run_id");
}

/// What runs changed, as it was before: what undoing them needs. Deleted together with the run.
void add_before_images(Tables& t, const Dialect& dialect) {
  t.add_column("gup_runs", "kept_changes BIGINT", "-1");
  t.add_column("gup_runs", "undone_by BIGINT", "0");
  const auto optional_key = [&](const std::string& name, int length) {
    return name + " " + dialect.key_text(length) + ", ";
  };
  // The fields of this version: a later field gets its column in a later version.
  const std::string fields = optional_key("email", 320) + optional_key("first_name", 255) +
                             optional_key("last_name", 255) + optional_key("department", 255) +
                             optional_key("job_title", 255) + optional_key("phone_number", 255) +
                             optional_key("manager_email", 320) + optional_key("preferred_language", 64) +
                             optional_key("location", 255);
  t.add("gup_run_users",
        t.number("run_id") + t.number("user_id") + t.number("deleted") + t.key("email_key", 700) + fields +
            optional_key("time_zone", 255) + t.key("status", 16) + t.key("provider", 64) +
            optional_key("external_id", 255) + t.number("created_at") + t.number("updated_at"),
        "run_id, user_id");
  t.add("gup_run_links",
        t.number("run_id") + t.key("external_id", 255) + t.number("user_id") + t.number("origin") +
            t.number("state") + t.key("status_at_adoption", 16) + t.number("content_hash") +
            t.number("row_updated_at") + t.optional_number("missing_since"),
        "run_id, external_id");
  t.add("gup_run_link_sources", t.number("run_id") + t.key("external_id", 255) + t.key("source_id", 255),
        "run_id, external_id, source_id");
  t.add("gup_run_source_groups", t.number("run_id") + t.key("group_id", 255) + t.key("parent_id", 255),
        "run_id, group_id, parent_id");
  t.add("gup_run_groups",
        t.number("run_id") + t.number("group_id") + t.number("kind") + t.key("name", 256) +
            t.key("name_key", 700) + t.key("provider", 64) + optional_key("external_id", 255) +
            t.number("created_at") + t.number("updated_at") + t.key("source_id", 255) + t.text("source_name"),
        "run_id, group_id");
  t.add("gup_run_members",
        t.number("run_id") + t.number("group_id") + t.number("user_id") + t.key("provider", 64) +
            t.number("added"),
        "run_id, group_id, user_id, provider");
  t.add("gup_run_connections",
        t.number("run_id") + t.number("kind") + t.key("customer_id", 128) + t.key("account_id", 128) +
            t.key("admin_email", 320),
        "run_id");
  t.add("gup_run_settings",
        t.number("run_id") + t.key("source", 32) + t.key("scope", 32) + t.text("unit_ids") +
            t.text("group_ids") + t.number("include_sub_units") + t.number("include_nested_groups") +
            t.key("method", 32) + t.text("target_group") + t.key("on_leaving", 32) +
            t.key("existing_users", 32) + t.number("limit_percent") + t.number("limit_at_least") +
            t.number("revision") + t.text("saved_by") + t.number("saved_at"),
        "run_id");
}

void add_run_settings(Tables& t, const Dialect& dialect) {
  t.add_optional_column("gup_runs", "settings " + dialect.long_text());
}

/// The names of units and groups, so that a person can be explained without asking Google.
void add_source_labels(Tables& t) {
  t.add("gup_source_labels", t.company() + t.key("source_id", 255) + t.text("label"),
        "company_id, source_id");
}

/// The last known names and addresses of units and groups. Replaces gup_source_labels.
void add_source_names(Tables& t) {
  t.add(
      "gup_source_names",
      t.company() + t.key("source_id", 255) + t.text("name") + t.text("address") + t.key("successor_id", 255),
      "company_id, source_id");
  t.add_statement(
      "INSERT INTO gup_source_names (company_id, source_id, name, address, successor_id) SELECT company_id, "
      "source_id, label, '', '' FROM gup_source_labels l WHERE NOT EXISTS (SELECT 1 FROM gup_source_names n "
      "WHERE n.company_id = l.company_id AND n.source_id = l.source_id)");
}

/// Held removals of target groups can be dismissed. The table that gup_source_names replaced goes in a
/// version of its own: where changes of tables cannot be rolled back, a version may be repeated from its
/// start.
void add_dismissed_groups(Tables& t) {
  t.add_statement("DROP TABLE IF EXISTS gup_source_labels");
  t.add_optional_column("gup_group_links", "dismissed_since BIGINT");
}

/// How many memberships a run added and removed.
void add_membership_counts(Tables& t) {
  t.add_column("gup_runs", "memberships_added BIGINT", "0");
  t.add_column("gup_runs", "memberships_removed BIGINT", "0");
}

/// How many people and sources of a run stay as they are because Google did not confirm a change.
void add_unclear_counts(Tables& t) {
  t.add_column("gup_runs", "unclear BIGINT", "0");
}

/// The exclusions of companies, and the members of excluded groups.
void add_exclusions(Tables& t) {
  const std::string rule = t.key("kind", 32) + t.key("value", 320) + t.text("name") + t.text("reason") +
                           t.text("added_by") + t.number("added_at") + t.text("removed_by") +
                           t.optional_number("removed_at");
  t.add("gup_exclusions", t.company() + rule, "company_id, kind, value");
  t.add("gup_run_exclusions", t.number("run_id") + rule, "run_id, kind, value");
  t.add("gup_exclusion_members",
        t.company() + t.key("group_id", 128) + t.key("listed_by", 255) + t.key("external_id", 255),
        "company_id, group_id, listed_by, external_id");
}

/// A step on leaving for each cause, and when people who left are deleted. An empty step is that of the first
/// cause.
void add_leaving_steps(Tables& t, const Dialect& dialect) {
  for (const char* table : {"gup_settings", "gup_run_settings"}) {
    t.add_column(table, "on_leaving_suspended " + dialect.key_text(32), "''");
    t.add_column(table, "on_leaving_deselected " + dialect.key_text(32), "''");
    t.add_column(table, "delete_after_days BIGINT", "30");
  }
  for (const char* table : {"gup_links", "gup_run_links"}) {
    t.add_column(table, "leaving_cause BIGINT", "0");
    t.add_column(table, "delete_after_days BIGINT", "0");
  }
}

/// Where fields come from, and what an empty value does; a row for each rule that is not the default.
void add_field_rules(Tables& t) {
  const std::string rule = t.key("field", 64) + t.text("sources") + t.key("when_empty", 16) +
                           t.text("value_text") + t.text("saved_by") + t.number("saved_at");
  t.add("gup_field_rules", t.company() + rule, "company_id, field");
  t.add("gup_run_field_rules", t.number("run_id") + rule, "run_id, field");
}

/// The field whose values make target groups.
void add_group_attribute(Tables& t, const Dialect& dialect) {
  t.add_column("gup_settings", "group_attribute " + dialect.key_text(32), "'department'");
  t.add_column("gup_run_settings", "group_attribute " + dialect.key_text(32), "'department'");
}

/// Earlier settings, as files.
void add_settings_versions(Tables& t) {
  t.add("gup_settings_versions",
        t.company() + t.number("version") + t.number("revision") + t.text("saved_by") + t.number("saved_at") +
            t.text("settings"),
        "company_id, version");
}

/// Undoing a run restores dismissed removals of target groups.
void add_dismissals_of_runs(Tables& t) {
  t.add_optional_column("gup_run_groups", "dismissed_since BIGINT");
}

/// A target group that was edited in the host before an undone run is edited after the undo, too.
void add_edits_of_groups(Tables& t) {
  t.add_optional_column("gup_run_groups", "link_updated_at BIGINT");
}

/// The secret that a connection uses; empty: the one under the fixed name of former versions. And the secrets
/// that none uses, because the host's store has no list.
void add_secret_names(Tables& t, const Dialect& dialect) {
  t.add_column("gup_connections", "secret_name " + dialect.key_text(128), "''");
  t.add("gup_unused_secrets",
        t.company() + t.key("name", 128) + t.key("account_id", 128) + t.number("released") +
            t.number("reserved_until"),
        "company_id, name");
}

}  // namespace

host_sdk::sql::SchemaVersions schema_versions(const Dialect& dialect) {
  Tables first(dialect);
  add_connection_and_settings(first);
  add_links(first);
  add_runs(first);
  add_leases(first);
  Tables second(dialect);
  add_service_accounts(second, dialect);
  Tables third(dialect);
  add_connection_revisions(third);
  Tables fourth(dialect);
  add_previews(fourth);
  Tables fifth(dialect);
  add_person_history(fifth);
  Tables sixth(dialect);
  add_before_images(sixth, dialect);
  Tables seventh(dialect);
  add_run_settings(seventh, dialect);
  Tables eighth(dialect);
  add_source_labels(eighth);
  Tables ninth(dialect);
  add_source_names(ninth);
  Tables tenth(dialect);
  add_dismissed_groups(tenth);
  Tables eleventh(dialect);
  add_membership_counts(eleventh);
  Tables twelfth(dialect);
  add_unclear_counts(twelfth);
  Tables thirteenth(dialect);
  add_exclusions(thirteenth);
  Tables fourteenth(dialect);
  add_leaving_steps(fourteenth, dialect);
  Tables fifteenth(dialect);
  add_field_rules(fifteenth);
  Tables sixteenth(dialect);
  add_group_attribute(sixteenth, dialect);
  Tables seventeenth(dialect);
  add_settings_versions(seventeenth);
  Tables eighteenth(dialect);
  add_dismissals_of_runs(eighteenth);
  Tables nineteenth(dialect);
  add_edits_of_groups(nineteenth);
  Tables twentieth(dialect);
  add_secret_names(twentieth, dialect);
  return {first.take(),     second.take(),      third.take(),      fourth.take(),     fifth.take(),
          sixth.take(),     seventh.take(),     eighth.take(),     ninth.take(),      tenth.take(),
          eleventh.take(),  twelfth.take(),     thirteenth.take(), fourteenth.take(), fifteenth.take(),
          sixteenth.take(), seventeenth.take(), eighteenth.take(), nineteenth.take(), twentieth.take()};
}

host_sdk::sql::Schema schema() {
  return {"gup_schema", "The plugin's tables", schema_versions};
}

}  // namespace gup::database
