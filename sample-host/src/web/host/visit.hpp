// The signed-in person behind a request, and what all routes share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accounts/accounts.hpp"
#include "host_sdk/company.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "runtime.hpp"
#include "web/drawing.hpp"
#include "web/host/attempts.hpp"
#include "web/host/flashes.hpp"
#include "web/host/open_streams.hpp"
#include "web/layout.hpp"
#include "web/messages.hpp"

namespace sample_host::web {

inline constexpr std::string_view kSessionCookie = "host_session";
inline constexpr std::string_view kSignInCookie = "host_sign_in";

/// State shared by all routes. Thread-safe.
struct Services {
  HostRuntime& runtime;
  Flashes flashes{};
  Attempts attempts_by_name{5};
  Attempts attempts_by_client{30};
  OpenStreams streams{};
};

/// A signed-in person.
struct Visit {
  host_sdk::Company company;
  Viewer viewer;
  /// The CSRF token in every form, checked on every POST; derived from the session's token.
  std::string csrf_token;
  bool administrator = false;
  Appearance appearance;
  /// The language that the person chose, or the account's, or else the browser's.
  std::string language;
};

/// The address of the client that sent the request, as the trusted proxies say.
[[nodiscard]] std::string client_of(const Services& services, const Request& request);

/// The language of the request's browser, of those that the host offers.
[[nodiscard]] std::string language_of(const Services& services, const Request& request);

/// Returns the person whose session cookie the request carries.
[[nodiscard]] std::optional<Visit> find_visit(Services& services, const Request& request);

/// A hash of name and password hash: a changed password ends the sessions that the old one opened.
[[nodiscard]] std::string stamp_of(const AccountConfig& account);

/// The CSRF token of a session.
[[nodiscard]] std::string csrf_token_of(std::string_view session_token);

/// Compares in constant time.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

/// The value of Set-Cookie for a cookie that scripts cannot read; `keep` false deletes it. SameSite=Lax,
/// because with Strict a person who returns from a consent page on another site would be signed out.
[[nodiscard]] std::string cookie_header(const Services& services, std::string_view name,
                                        std::string_view value, bool keep);

/// The drawing context of a viewer for a page at `address`.
[[nodiscard]] Drawing drawing_for(Services& services, const Visit& visit, std::string address);

/// A page for a signed-in person.
[[nodiscard]] Response page_response(Services& services, const Visit& visit, int status, std::string title,
                                     Place place, const Html& content,
                                     const std::vector<std::string>& form_origins = {});
/// A page with a message, for errors.
[[nodiscard]] Response message_response(Services& services, const Visit& visit, int status,
                                        std::string_view title, std::string_view text);

}  // namespace sample_host::web
