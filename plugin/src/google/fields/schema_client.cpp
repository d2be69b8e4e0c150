#include "google/fields/schema_client.hpp"

#include <utility>

#include "google/directory/decoders.hpp"

namespace gup::google {

namespace asio = boost::asio;

SchemaClient::SchemaClient(EventLoop& loop, HttpClient& http, TokenClient& token_client,
                           const DirectoryAccess& access, ApiCaller& api)
    : api_(api) {
  const auto* delegated = std::get_if<DelegatedAccess>(&access.credentials);
  if (delegated == nullptr) return;
  DelegatedAccess with_schemas = *delegated;
  with_schemas.with_schemas = true;
  own_tokens_.emplace(loop, token_client, std::move(with_schemas));
  own_api_.emplace(loop, http, *own_tokens_, access.pacer, access.clock, access.random, access.traffic);
}

asio::awaitable<void> SchemaClient::read(std::string url,
                                         std::optional<std::vector<KnownAttribute>>& attributes) {
  ApiRequest request{{"schemas.list", CallKind::object, false}, std::move(url)};
  ApiCaller& api = own_api_ ? *own_api_ : api_;
  (void)co_await api.get(std::move(request),
                         [&](std::string_view body) { attributes = decode_schemas(body); });
}

}  // namespace gup::google
