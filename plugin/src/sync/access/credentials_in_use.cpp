#include "sync/access/credentials_in_use.hpp"

#include <exception>
#include <utility>

#include "failure.hpp"
#include "sync/access/credentials.hpp"

namespace gup {

CredentialsInUse::CredentialsInUse(const AccessServices& services, Connection connection)
    : services_(services),
      connection_(std::move(connection)),
      credentials_(credentials_of(services_.host, services_.store, connection_)) {}

std::unique_ptr<google::DirectoryReader> CredentialsInUse::open_directory() const {
  return services_.google.open_directory(credentials_, connection_.account_id);
}

void CredentialsInUse::keep_replaced_token(const google::DirectoryReader& reader) {
  const auto* present = std::get_if<google::RefreshToken>(&credentials_);
  const auto token = reader.replaced_refresh_token();
  if (present == nullptr || !token || *token == present->text) return;
  const google::Credentials replacement = google::RefreshToken{*token};
  const std::string& company_id = connection_.company_id;
  const std::string name = store_unused(services_, connection_, replacement);
  if (services_.store.replace_secret(company_id, connection_.secret_name, name))
    connection_.secret_name = name;
  else
    services_.store.release_secret(company_id, name);
  credentials_ = replacement;
  erase_unused_access(services_, company_id);
}

void CredentialsInUse::keep_replaced_token_after_error(const google::DirectoryReader& reader) noexcept try {
  keep_replaced_token(reader);
} catch (const std::exception& error) {
  services_.host.logger().error(connection_.company_id,
                                host_sdk::LogLine("refresh_token_not_saved").with("reason", log_text(error)));
}

}  // namespace gup
