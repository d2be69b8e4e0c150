// What an error answer of Google says, in whichever of its shapes it comes.
#pragma once

#include <string>
#include <string_view>

namespace gup::google {

/// An error of the directory. Every part but the status may be empty: Google's JSON leaves them out, and what
/// stands between us and Google writes HTML or plain text.
struct DirectoryError {
  long status = 0;
  /// `errors[0].reason`, or the reason that a known plain text stands for: "quotaExceeded".
  std::string reason;
  /// In Google's words; one line of at most 200 bytes, or the title of an HTML page.
  std::string message;
  /// "PERMISSION_DENIED".
  std::string status_name;
  /// `details[].reason`: "SERVICE_DISABLED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT".
  std::string detail;
  /// The body was Google's own JSON. Without it, a 404 may be anybody's.
  bool from_google = false;
};

[[nodiscard]] DirectoryError read_directory_error(long status, std::string_view body);

/// An error of the token or revocation endpoint: another shape of JSON.
struct TokenError {
  long status = 0;
  /// "invalid_grant"; empty if the body is not that shape. Only letters, digits and underscores.
  std::string error;
  /// "invalid_rapt"; mostly absent.
  std::string subtype;
  /// In Google's words; one line of at most 200 bytes. To be compared and never to be shown: it may be made
  /// of what we sent.
  std::string description{};
};

[[nodiscard]] TokenError read_token_error(long status, std::string_view body);

}  // namespace gup::google
