// Decodes Google's error responses in all their formats.
#pragma once

#include <string>
#include <string_view>

namespace gup::google {

/// An error of the directory. Every part except the status may be empty: Google's JSON omits parts, and
/// proxies send HTML or plain text.
struct DirectoryError {
  long status = 0;
  /// `errors[].reason`, or the reason that matches a known plain text: "quotaExceeded".
  std::string reason;
  /// Google's message, or the title of an HTML page: one line of at most 200 bytes.
  std::string message;
  /// "PERMISSION_DENIED".
  std::string status_name;
  /// `details[].reason`: "SERVICE_DISABLED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT".
  std::string detail;
  /// True if the body was Google's own JSON. Otherwise a 404 may come from a proxy.
  bool from_google = false;
};

[[nodiscard]] DirectoryError decode_directory_error(long status, std::string_view body);

/// An error of the token or revocation endpoint, which has its own JSON format.
struct TokenError {
  long status = 0;
  /// "invalid_grant"; empty if the body has another format. Only letters, digits and underscores.
  std::string error;
  /// "invalid_rapt"; usually absent.
  std::string subtype;
  /// Google's description: one line of at most 200 bytes. Compare it, but never show it: it may repeat what
  /// the plugin sent.
  std::string description{};
};

[[nodiscard]] TokenError decode_token_error(long status, std::string_view body);

}  // namespace gup::google
