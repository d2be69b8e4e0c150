// The operator's settings for Google, as plain values.
#pragma once

#include <optional>
#include <string>

#include "secret_text.hpp"

namespace gup {

/// Google's addresses by default; an emulator's in local use. https, or http on a loopback address: no other
/// request is sent.
struct GoogleEndpoints {
  std::string authorization = "https://accounts.google.com/o/oauth2/v2/auth";
  std::string token = "https://oauth2.googleapis.com/token";
  std::string revocation = "https://oauth2.googleapis.com/revoke";
  /// The address without a path: "/admin/directory/v1/..." is appended.
  std::string directory = "https://admin.googleapis.com";
};

struct GoogleClientSettings {
  std::string client_id;
  SecretText client_secret;
  GoogleEndpoints endpoints;
  /// The limit for one Google account and client, over all runs of this process: the most requests in any 60
  /// seconds, and a thirtieth of it in any second. At least 1.
  int requests_per_minute = 2400;
  /// The limit for all accounts of the client together in this process; absent for no limit. At least 1.
  std::optional<int> project_requests_per_minute;
  /// A PEM file of trusted certificate authorities; empty for the machine's own.
  std::string ca_file;
  /// The most member lists that are read concurrently, in addition to the user list. At least 1.
  int concurrency = 16;
};

}  // namespace gup
