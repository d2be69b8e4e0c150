// Who is behind a request, and what every route needs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accounts/accounts.hpp"
#include "host_sdk/company.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "runtime.hpp"
#include "web/host/attempts.hpp"
#include "web/host/flashes.hpp"
#include "web/http/message.hpp"
#include "web/layout.hpp"

namespace sample_host::web {

inline constexpr std::string_view kSessionCookie = "host_session";
inline constexpr std::string_view kSignInCookie = "host_sign_in";

/// What the routes share. Thread-safe.
struct Services {
  HostRuntime& runtime;
  Flashes flashes{};
  Attempts attempts_by_name{5};
  Attempts attempts_by_client{30};
};

/// A signed-in person.
struct Visit {
  host_sdk::Company company;
  Viewer viewer;
  /// Goes into every form and is checked on every POST; made from the session's token.
  std::string csrf_token;
  bool administrator = false;
};

/// The person whose session cookie the request carries.
[[nodiscard]] std::optional<Visit> find_visit(Services& services, const Request& request);

/// What binds a session to the password that opened it.
[[nodiscard]] std::string stamp_of(const AccountConfig& account);

/// The token of the forms of a session.
[[nodiscard]] std::string csrf_token_of(std::string_view session_token);

/// True when the texts are equal; takes the same time wherever they differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

/// `Set-Cookie` for a cookie that scripts cannot read. `keep` false takes it back. Lax, since with Strict a
/// person who comes back from a foreign site's consent page would be signed out.
[[nodiscard]] std::string cookie_header(const Services& services, std::string_view name,
                                        std::string_view value, bool keep);

/// A page of the host for a signed-in person.
[[nodiscard]] Response page_response(Services& services, const Visit& visit, int status, std::string title,
                                     Place place, const Html& content,
                                     const std::vector<std::string>& form_origins = {});
/// A page that says what is the matter.
[[nodiscard]] Response message_response(Services& services, const Visit& visit, int status,
                                        std::string_view title, std::string_view text);

}  // namespace sample_host::web
