#include "sync/access/credentials.hpp"

#include <optional>

#include "failure.hpp"
#include "google/sign_in/key_file.hpp"

namespace gup {
namespace {

using google::DelegatedAccess;
using google::RefreshToken;
using host_sdk::ResultCode;

/// Whoever gives the connection another secret erases the former one afterwards. So a missing secret is
/// missing only if the connection still names it.
SecretText need_secret(host_sdk::HostServices& host, ConnectionStore& store, Connection& connection) {
  for (;;) {
    auto secret = find_secret(host.secrets(), connection.company_id, connection.secret_name).text;
    if (secret) return *std::move(secret);
    const auto now = store.load_connection(connection.company_id);
    if (!now || now->secret_name == connection.secret_name)
      throw Failure(
          ResultCode::access_lost,
          "The stored Google credentials are missing or cannot be decrypted. Connect to Google again.");
    if (now->revision != connection.revision)
      throw Failure(ResultCode::try_again,
                    "The connection to Google changed at the same time. Try again later.");
    connection.secret_name = now->secret_name;
  }
}

google::ServiceAccountKey read_key(const SecretText& secret) {
  try {
    return google::read_key_file(secret.reveal());
  } catch (const google::UnusableKeyFile&) {
    throw Failure(ResultCode::access_lost,
                  "The stored key of the service account cannot be used. Enter it again.");
  }
}

}  // namespace

google::Credentials credentials_of(host_sdk::HostServices& host, ConnectionStore& store,
                                   Connection& connection) {
  SecretText secret = need_secret(host, store, connection);
  if (connection.kind == ConnectionKind::sign_in) return RefreshToken{std::move(secret)};
  return DelegatedAccess{read_key(secret), connection.admin_email};
}

void put_credentials(host_sdk::HostServices& host, const std::string& company_id, const std::string& name,
                     const google::Credentials& credentials) {
  const auto* token = std::get_if<RefreshToken>(&credentials);
  const SecretText text =
      token != nullptr ? token->text : google::write_key_file(std::get<DelegatedAccess>(credentials).key);
  throw_unless_done(host.secrets().put(company_id, name, text.reveal()));
}

}  // namespace gup
