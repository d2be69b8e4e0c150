// The credentials of a connection while its directory is read.
#pragma once

#include <memory>

#include "google/directory/directory_reader.hpp"
#include "sync/access/unused_access.hpp"

namespace gup {

/// Reads the credentials once, and stores the refresh token with which Google replaces theirs.
class CredentialsInUse {
 public:
  /// Errors: those of `credentials_of`.
  CredentialsInUse(const AccessServices& services, Connection connection);

  [[nodiscard]] std::unique_ptr<google::DirectoryReader> open_directory() const;

  /// Stores the replaced refresh token, if there is one, and gives it to the connection. A reconnect or
  /// unlink that comes first wins: then the token is erased again. Errors: throws `Failure`. [any]
  void keep_replaced_token(const google::DirectoryReader& reader);

  /// The same while another error is being handled: a failure is logged and not thrown, so that it does not
  /// replace that error. [any]
  void keep_replaced_token_after_error(const google::DirectoryReader& reader) noexcept;

 private:
  const AccessServices services_;
  Connection connection_;
  google::Credentials credentials_;
};

}  // namespace gup
