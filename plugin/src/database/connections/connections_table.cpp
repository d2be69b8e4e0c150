#include "database/connections/connections_table.hpp"

#include "database/bulk/bulk_writer.hpp"
#include "database/connections/unused_secrets_table.hpp"
#include "database/tables/json_text.hpp"
#include "host_sdk/time.hpp"
#include "model/secret_names.hpp"

namespace gup::database {
namespace {

/// Connections that former versions saved name no secret.
std::string name_of_secret(const Connection& connection, std::string stored) {
  if (!stored.empty() || connection.state == ConnectionState::not_connected) return stored;
  return connection.kind == ConnectionKind::sign_in ? kRefreshTokenSecret : kServiceAccountSecret;
}

std::optional<Connection> read_connection(Session& session, const std::string& company_id,
                                          const std::string& suffix) {
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
    connection.secret_name = name_of_secret(connection, row.text(14));
    connection.revision = row.number(15);
    found = std::move(connection);
  };
  Query(session,
        "SELECT state, customer_id, account_id, admin_email, domain, scopes, connected_by, connected_at, "
        "problem, problem_text, problem_since, kind, service_account, service_account_id, secret_name, "
        "revision FROM gup_connections WHERE company_id = ?" +
            suffix)
      .text(company_id, "company_id")
      .read("nttttttnntnntttn", keep);
  return found;
}

bool uses_secret(ConnectionState state) {
  return state == ConnectionState::connected || state == ConnectionState::reconnect_needed;
}

/// Lists the secret of a connection that gets another one.
void leave_secret(Session& session, const Connection& connection) {
  if (connection.secret_name.empty()) return;
  const bool is_token = connection.kind == ConnectionKind::sign_in;
  add_unused_secret(session, connection.company_id,
                    {connection.secret_name, is_token ? connection.account_id : ""});
}

/// Writes the whole row and returns its new revision.
std::int64_t write_connection(Session& session, const Connection& connection, bool exists,
                              const std::string& secret_name) {
  const std::int64_t revision = next_connection_number(session);
  static const Columns kKeys{{"company_id", 't'}};
  static const Columns kOthers{{"state", 'n'},           {"customer_id", 't'},
                               {"account_id", 't'},      {"admin_email", 't'},
                               {"domain", 't'},          {"scopes", 't'},
                               {"connected_by", 't'},    {"connected_at", 'n'},
                               {"problem", 'n'},         {"problem_text", 't'},
                               {"problem_since", 'n'},   {"kind", 'n'},
                               {"service_account", 't'}, {"service_account_id", 't'},
                               {"secret_name", 't'},     {"revision", 'n'}};
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
        .text(secret_name, "secret_name")
        .number(revision);
  };
  const auto writer = make_bulk_writer(session);
  if (exists) {
    writer->upsert("gup_connections", kKeys, kOthers, 1, fill);
  } else {
    // If two first saves meet, the second one's insert fails with a conflict.
    Columns all = kKeys;
    all.insert(all.end(), kOthers.begin(), kOthers.end());
    writer->insert("gup_connections", all, 1, fill);
  }
  return revision;
}

}  // namespace

std::optional<Connection> load_connection(Session& session, const std::string& company_id) {
  return read_connection(session, company_id, "");
}

std::optional<std::int64_t> save_connection(Session& session, const Connection& connection,
                                            std::int64_t expected_revision) {
  const auto present = read_connection(session, connection.company_id, session.dialect().for_update());
  if ((present ? present->revision : 0) != expected_revision) return std::nullopt;
  return write_connection(session, connection, present.has_value(), present ? present->secret_name : "");
}

std::optional<std::int64_t> connect(Session& session, const Connection& connection,
                                    std::int64_t expected_revision, const std::string& secret_name) {
  const std::string& company_id = connection.company_id;
  const auto former = read_connection(session, company_id, session.dialect().for_update());
  if ((former ? former->revision : 0) != expected_revision) return std::nullopt;
  if (!take_reserved_secret(session, company_id, secret_name)) return std::nullopt;
  if (former) leave_secret(session, *former);
  return write_connection(session, connection, former.has_value(), secret_name);
}

bool replace_secret(Session& session, const std::string& company_id, const std::string& former,
                    const std::string& replacement) {
  const auto connection = read_connection(session, company_id, session.dialect().for_update());
  if (!connection || connection->secret_name != former || !uses_secret(connection->state)) return false;
  if (!take_reserved_secret(session, company_id, replacement)) return false;
  leave_secret(session, *connection);
  Query(session, "UPDATE gup_connections SET secret_name = ? WHERE company_id = ?")
      .text(replacement, "secret_name")
      .text(company_id, "company_id")
      .run();
  return true;
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
