// Questions to Google with the stored credentials of a company.
#pragma once

#include "sync/access/credentials_in_use.hpp"

namespace gup {

/// Calls `ask` with a reader of the company's directory, and returns its answer. If Google replaced the
/// refresh token, stores the new one, also when `ask` throws. Throws what `ask` throws, and `Failure`. [any]
template <typename Ask>
auto ask_directory(const AccessServices& services, const Connection& connection, const Ask& ask) {
  CredentialsInUse credentials(services, connection);
  const auto reader = credentials.open_directory();
  auto answer = [&] {
    try {
      return ask(*reader);
    } catch (...) {
      credentials.keep_replaced_token_after_error(*reader);
      throw;
    }
  }();
  credentials.keep_replaced_token(*reader);
  return answer;
}

}  // namespace gup
