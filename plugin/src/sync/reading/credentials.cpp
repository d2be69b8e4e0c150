#include "sync/reading/credentials.hpp"

#include <exception>
#include <optional>

#include "failure.hpp"
#include "google/sign_in/key_file.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using google::DelegatedAccess;
using google::RefreshToken;
using host_sdk::ResultCode;

SecretText need_secret(host_sdk::HostServices& host, const std::string& company_id, const char* name) {
  auto secret = find_secret(host.secrets(), company_id, name).text;
  if (!secret)
    throw Failure(
        ResultCode::access_lost,
        "The stored Google credentials are missing or cannot be decrypted. Connect to Google again.");
  return *std::move(secret);
}

google::ServiceAccountKey read_key(const SecretText& secret) {
  try {
    return google::read_key_file(secret.reveal());
  } catch (const google::UnusableKeyFile&) {
    throw Failure(ResultCode::access_lost,
                  "The stored key of the service account cannot be used. Enter it again.");
  }
}

struct StoredSecret {
  const char* name;
  SecretText text;
};

/// Credentials as they are in the secret store.
StoredSecret stored_form(const google::Credentials& credentials) {
  if (const auto* token = std::get_if<RefreshToken>(&credentials)) return {kRefreshTokenSecret, token->text};
  return {kServiceAccountSecret, google::write_key_file(std::get<DelegatedAccess>(credentials).key)};
}

}  // namespace

google::Credentials credentials_of(host_sdk::HostServices& host, const Connection& connection) {
  const std::string& company_id = connection.company_id;
  if (connection.kind == ConnectionKind::sign_in)
    return RefreshToken{need_secret(host, company_id, kRefreshTokenSecret)};
  return DelegatedAccess{read_key(need_secret(host, company_id, kServiceAccountSecret)),
                         connection.admin_email};
}

void keep_credentials(host_sdk::HostServices& host, const std::string& company_id,
                      const google::Credentials& credentials) {
  const auto [name, text] = stored_form(credentials);
  throw_unless_done(host.secrets().put(company_id, name, text.reveal()));
}

std::optional<SecretText> former_credentials(host_sdk::HostServices& host, const std::string& company_id,
                                             const google::Credentials& replacement) {
  return find_secret(host.secrets(), company_id, stored_form(replacement).name).text;
}

void restore_credentials(host_sdk::HostServices& host, const std::string& company_id,
                         const google::Credentials& replacement,
                         const std::optional<SecretText>& former) noexcept try {
  const auto [name, text] = stored_form(replacement);
  if (read_secret(host.secrets(), company_id, name) != text) return;
  throw_unless_done(former ? host.secrets().put(company_id, name, former->reveal())
                           : host.secrets().erase(company_id, name));
} catch (const std::exception& error) {
  host.logger().error(company_id,
                      host_sdk::LogLine("credentials_not_restored").with("reason", log_text(error)));
}

void erase_restored(host_sdk::HostServices& host, const std::string& company_id,
                    const google::Credentials& replacement, const SecretText& former) noexcept try {
  const std::string name = stored_form(replacement).name;
  if (read_secret(host.secrets(), company_id, name) == former)
    throw_unless_done(host.secrets().erase(company_id, name));
} catch (const std::exception& error) {
  host.logger().error(company_id,
                      host_sdk::LogLine("restored_credentials_not_erased").with("reason", log_text(error)));
}

void forget_other_credentials(host_sdk::HostServices& host, const std::string& company_id,
                              const google::Credentials& kept) {
  const bool token = std::holds_alternative<RefreshToken>(kept);
  throw_unless_done(host.secrets().erase(company_id, token ? kServiceAccountSecret : kRefreshTokenSecret));
}

void forget_credentials(host_sdk::HostServices& host, const std::string& company_id) {
  throw_unless_done(host.secrets().erase(company_id, kRefreshTokenSecret));
  throw_unless_done(host.secrets().erase(company_id, kServiceAccountSecret));
}

void keep_replaced_token(host_sdk::HostServices& host, const std::string& company_id,
                         const google::Credentials& used, const google::DirectoryReader& reader) {
  const auto* former = std::get_if<RefreshToken>(&used);
  const auto token = reader.replaced_refresh_token();
  if (former == nullptr || !token) return;
  // Keeps a token that a reconnect has stored meanwhile. The host's store has no conditional `put`, so a
  // reconnect that stores its token right here loses it; if the former grant is revoked then, the next sync
  // asks for another reconnect.
  const auto present = read_secret(host.secrets(), company_id, kRefreshTokenSecret);
  if (present == former->text)
    throw_unless_done(host.secrets().put(company_id, kRefreshTokenSecret, token->reveal()));
}

void keep_replaced_token_after_error(host_sdk::HostServices& host, const std::string& company_id,
                                     const google::Credentials& used,
                                     const google::DirectoryReader& reader) noexcept try {
  keep_replaced_token(host, company_id, used, reader);
} catch (const std::exception& error) {
  host.logger().error(company_id,
                      host_sdk::LogLine("refresh_token_not_saved").with("reason", log_text(error)));
}

}  // namespace gup
