// Lists the custom attributes that a customer defined.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <vector>

#include "google/directory/api_caller.hpp"
#include "google/directory/directory_client.hpp"
#include "google/sign_in/token_client.hpp"
#include "google/sign_in/token_source.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup::google {

/// A service account gets a token of its own for this: Google refuses a token as a whole if one of its scopes
/// is not delegated, and a sync does not need this scope. All references must outlive the client.
class SchemaClient {
 public:
  /// `api` has the token of the reader, which is used unless `access` is a service account's.
  SchemaClient(EventLoop& loop, HttpClient& http, TokenClient& token_client, const DirectoryAccess& access,
               ApiCaller& api);
  SchemaClient(const SchemaClient&) = delete;
  SchemaClient& operator=(const SchemaClient&) = delete;

  /// Sets `attributes` if Google lists them. Errors: `Failure`.
  [[nodiscard]] boost::asio::awaitable<void> read(std::string url,
                                                  std::optional<std::vector<KnownAttribute>>& attributes);
  /// The usage of the service account's requests.
  [[nodiscard]] Usage usage() const { return own_api_ ? own_api_->usage() : Usage{}; }

 private:
  ApiCaller& api_;
  std::optional<TokenSource> own_tokens_;
  std::optional<ApiCaller> own_api_;
};

}  // namespace gup::google
