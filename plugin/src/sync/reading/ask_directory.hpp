// Questions to Google with the stored credentials of a company.
#pragma once

#include "google/google_service.hpp"
#include "sync/reading/credentials.hpp"

namespace gup {

/// Calls `ask` with a reader of the company's directory, and returns its answer. If Google replaced the
/// refresh token, stores the new one, also when `ask` throws. Throws what `ask` throws, and `Failure`. [any]
template <typename Ask>
auto ask_directory(host_sdk::HostServices& host, google::GoogleService& google, const Connection& connection,
                   const Ask& ask) {
  const auto credentials = credentials_of(host, connection);
  const auto reader = google.open_directory(credentials, connection.account_id);
  auto answer = [&] {
    try {
      return ask(*reader);
    } catch (...) {
      keep_replaced_token_after_error(host, connection.company_id, credentials, *reader);
      throw;
    }
  }();
  keep_replaced_token(host, connection.company_id, credentials, *reader);
  return answer;
}

}  // namespace gup
