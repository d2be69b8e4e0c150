#include "database/tables/connections_table.hpp"

#include "database/bulk/bulk_writer.hpp"
#include "database/tables/json_text.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

/// Returns the next revision from a counter, not from the row: a connection that is removed and recreated
/// must not repeat a revision.
std::int64_t next_revision(Session& session) {
  Query(session, "UPDATE gup_counters SET next_value = next_value + 1 WHERE name = 'connection'").run();
  return Query(session, "SELECT next_value - 1 FROM gup_counters WHERE name = 'connection'").read_number();
}

}  // namespace

std::optional<Connection> load_connection(Session& session, const std::string& company_id) {
  std::optional<Connection> found;
  const auto keep = [&](const Row& row) {
    Connection connection;
    connection.company_id = company_id;
    connection.state = static_cast<ConnectionState>(row.number(0));
    connection.customer_id = row.text(1);
    connection.account_id = row.text(2);
    connection.admin_email = row.text(3);
    connection.domain = row.text(4);
    connection.scopes = texts_from_json(row.text(5));
    connection.connected_by = row.text(6);
    connection.connected_at = host_sdk::from_microseconds(row.number(7));
    connection.problem = static_cast<ConnectionProblem>(row.number(8));
    connection.problem_text = row.text(9);
    if (const auto since = row.number_or_null(10))
      connection.problem_since = host_sdk::from_microseconds(*since);
    connection.kind = static_cast<ConnectionKind>(row.number(11));
    connection.service_account = row.text(12);
    connection.service_account_id = row.text(13);
    connection.revision = row.number(14);
    found = std::move(connection);
  };
  Query(session,
        "SELECT state, customer_id, account_id, admin_email, domain, scopes, connected_by, connected_at, "
        "problem, problem_text, problem_since, kind, service_account, service_account_id, revision FROM "
        "gup_connections WHERE company_id = ?")
      .text(company_id, "company_id")
      .read("nttttttnntnnttn", keep);
  return found;
}

std::optional<std::int64_t> save_connection(Session& session, const Connection& connection,
                                            std::int64_t expected_revision) {
  const std::int64_t present = Query(session, "SELECT revision FROM gup_connections WHERE company_id = ?" +
                                                  session.dialect().for_update())
                                   .text(connection.company_id, "company_id")
                                   .read_number();
  if (present != expected_revision) return std::nullopt;
  const std::int64_t revision = next_revision(session);
  static const Columns kKeys{{"company_id", 't'}};
  static const Columns kOthers{{"state", 'n'},           {"customer_id", 't'},
                               {"account_id", 't'},      {"admin_email", 't'},
                               {"domain", 't'},          {"scopes", 't'},
                               {"connected_by", 't'},    {"connected_at", 'n'},
                               {"problem", 'n'},         {"problem_text", 't'},
                               {"problem_since", 'n'},   {"kind", 'n'},
                               {"service_account", 't'}, {"service_account_id", 't'},
                               {"revision", 'n'}};
  const auto fill = [&](std::size_t, Values& row) {
    row.text(connection.company_id, "company_id")
        .number(static_cast<std::int64_t>(connection.state))
        .text(connection.customer_id, "customer_id")
        .text(connection.account_id, "account_id")
        .text(connection.admin_email, "admin_email")
        .text(connection.domain, "domain")
        .text(to_json(connection.scopes), "scopes")
        .text(connection.connected_by, "connected_by")
        .number(host_sdk::to_microseconds(connection.connected_at))
        .number(static_cast<std::int64_t>(connection.problem))
        .text(connection.problem_text, "problem_text");
    row.number(connection.problem_since
                   ? std::optional<std::int64_t>(host_sdk::to_microseconds(*connection.problem_since))
                   : std::nullopt)
        .number(static_cast<std::int64_t>(connection.kind))
        .text(connection.service_account, "service_account")
        .text(connection.service_account_id, "service_account_id")
        .number(revision);
  };
  const auto writer = make_bulk_writer(session);
  if (expected_revision > 0) {
    writer->upsert("gup_connections", kKeys, kOthers, 1, fill);
  } else {
    // If two first saves meet, the second one's insert fails with a conflict.
    Columns all = kKeys;
    all.insert(all.end(), kOthers.begin(), kOthers.end());
    writer->insert("gup_connections", all, 1, fill);
  }
  return revision;
}

std::vector<std::string> companies_of_account(Session& session, const std::string& account_id,
                                              const std::string& but_company_id) {
  std::vector<std::string> companies;
  Query(
      session,
      "SELECT company_id FROM gup_connections WHERE account_id = ? AND company_id <> ? AND state <> ? ORDER "
      "BY company_id")
      .text(account_id, "account_id")
      .text(but_company_id, "company_id")
      .number(static_cast<std::int64_t>(ConnectionState::not_connected))
      .read("t", [&](const Row& row) { companies.push_back(row.text(0)); });
  return companies;
}

}  // namespace gup::database
