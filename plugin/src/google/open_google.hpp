// Opens Google for the plugin: the one place that knows which classes stand behind the seams.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "google/google_service.hpp"
#include "google/http_limits.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup::google {

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
  std::string client_secret;
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

/// Opens no connection yet. Throws `operator_action` for settings that cannot work. The caller owns the
/// service and keeps `clock` alive as long; readers must not outlive the service. [lifecycle]
[[nodiscard]] std::unique_ptr<GoogleService> open_google(GoogleClientSettings settings,
                                                         host_sdk::Clock& clock,
                                                         const HttpLimits& limits = {});

}  // namespace gup::google
