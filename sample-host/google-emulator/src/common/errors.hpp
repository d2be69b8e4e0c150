#pragma once

#include <stdexcept>
#include <string>

#include "common/message.hpp"

/// Google's error answers (contract section 4).
namespace emulator {

/// An answer of the Directory API that is an error. Thrown by the method that finds it, caught by the router.
class ApiError : public std::runtime_error {
 public:
  ApiError(int http_status, std::string reason_word, const std::string& message)
      : std::runtime_error(message), status(http_status), reason(std::move(reason_word)) {}

  int status;
  std::string reason;
  std::string domain = "global";
  std::string listed_message;  ///< of errors[0], when it differs from the outer one
  std::string location;        ///< the invalid parameter
  std::string detail_reason;   ///< google.rpc.ErrorInfo, e.g. SERVICE_DISABLED
  std::string authenticate;    ///< WWW-Authenticate
};

ApiError bad_request();
ApiError invalid(const std::string& message, const std::string& parameter = "");
ApiError invalid_input(const std::string& parameter);
/// 404 with "Resource Not Found: userKey" or similar.
ApiError not_found(const std::string& key_name);
/// 404 with its own message.
ApiError not_found_message(const std::string& message);
ApiError forbidden();
ApiError invalid_credentials();
ApiError login_required();
ApiError missing_scope(const std::string& sufficient_scope);
ApiError access_not_configured();
ApiError domain_cannot_use_apis();
ApiError throttled(int status, const std::string& reason);

/// The canonical name of an HTTP status in google.rpc.Code, such as PERMISSION_DENIED.
std::string canonical_status(int status);
/// `method` is the discovery id, for details.metadata.
Answer error_answer(const ApiError& error, const std::string& method);

/// An error of the token and revocation endpoints, which has another format.
class TokenError : public std::runtime_error {
 public:
  TokenError(int http_status, std::string error_word, const std::string& description,
             std::string subtype_word = "")
      : std::runtime_error(description),
        status(http_status),
        error(std::move(error_word)),
        subtype(std::move(subtype_word)) {}

  int status;
  std::string error;
  std::string subtype;
};

Answer token_error_answer(const TokenError& error);

/// A failed request to the control interface; the message is the reason.
class ControlError : public std::runtime_error {
 public:
  ControlError(int http_status, const std::string& message)
      : std::runtime_error(message), status(http_status) {}
  int status;
};

}  // namespace emulator
