// How Google is reached: the operator's settings, as plain values.
#pragma once

#include <optional>
#include <string>

#include "secret_text.hpp"

namespace gup {

/// Where Google is. Google's own addresses by default; an emulator's in local use. All are https, or http on
/// a loopback address; anything else is refused by `open_google`.
struct GoogleEndpoints {
  std::string authorization = "https://accounts.google.com/o/oauth2/v2/auth";
  std::string token = "https://oauth2.googleapis.com/token";
  std::string revocation = "https://oauth2.googleapis.com/revoke";
  /// Without a path: "/admin/directory/v1/..." is appended.
  std::string directory = "https://admin.googleapis.com";
};

struct GoogleClientSettings {
  std::string client_id;
  SecretText client_secret;
  GoogleEndpoints endpoints;
  /// For one Google account and client, over all runs of this process: never more than this in any 60
  /// seconds, nor more than a thirtieth of it in any second. At least 1.
  int requests_per_minute = 2400;
  /// The same for all accounts of the client together, in this process; absent: no such limit. At least 1.
  std::optional<int> project_requests_per_minute;
  /// A PEM file with the authorities whose certificates are believed, in place of the machine's. Empty:
  /// those.
  std::string ca_file;
  /// How many member lists are read side by side; the user listing runs beside them. At least 1.
  int concurrency = 16;
};

}  // namespace gup
