#include "common/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace emulator {

namespace json = boost::json;

ApiError bad_request() {
  return {400, "badRequest", "Bad Request"};
}

ApiError invalid(const std::string& message, const std::string& parameter) {
  ApiError error(400, "invalid", message);
  error.location = parameter;
  return error;
}

ApiError invalid_input(const std::string& parameter) {
  return invalid("Invalid Input: " + parameter, parameter);
}

ApiError not_found(const std::string& key_name) {
  return {404, "notFound", "Resource Not Found: " + key_name};
}

ApiError not_found_message(const std::string& message) {
  return {404, "notFound", message};
}

ApiError forbidden() {
  return {403, "forbidden", "Not Authorized to access this resource/api"};
}

ApiError invalid_credentials() {
  ApiError error(
      401, "authError",
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or "
      "other valid authentication credential.");
  error.listed_message = "Invalid Credentials";
  error.authenticate = "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";
  return error;
}

ApiError login_required() {
  ApiError error(
      401, "required",
      "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie "
      "or other valid authentication credential.");
  error.listed_message = "Login Required.";
  error.authenticate = "Bearer realm=\"https://accounts.google.com/\"";
  return error;
}

ApiError missing_scope(const std::string& sufficient_scope) {
  ApiError error(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
  error.listed_message = "Insufficient Permission";
  error.detail_reason = "ACCESS_TOKEN_SCOPE_INSUFFICIENT";
  error.authenticate =
      "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\"" +
      sufficient_scope + "\"";
  return error;
}

ApiError access_not_configured() {
  ApiError error(
      403, "accessNotConfigured",
      "Admin SDK API has not been used in project 1234 before or it is disabled. Enable it by visiting "
      "https://console.developers.google.com/apis/api/admin.googleapis.com/overview?project=1234 then "
      "retry. If you enabled this API recently, wait a few minutes for the action to propagate to our "
      "systems and retry.");
  error.domain = "usageLimits";
  error.detail_reason = "SERVICE_DISABLED";
  return error;
}

ApiError domain_cannot_use_apis() {
  return {403, "domainCannotUseApis", "Domain cannot use apis."};
}

ApiError throttled(int status, const std::string& reason) {
  ApiError error(status, reason,
                 status == 429
                     ? "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of "
                       "service 'admin.googleapis.com' for consumer 'project_number:1234'."
                     : "Quota exceeded for the current request");
  error.domain = status == 429 ? "global" : "usageLimits";
  return error;
}

std::string canonical_status(int status) {
  switch (status) {
    case 400:
      return "INVALID_ARGUMENT";
    case 401:
      return "UNAUTHENTICATED";
    case 403:
      return "PERMISSION_DENIED";
    case 404:
      return "NOT_FOUND";
    case 409:
      return "ALREADY_EXISTS";
    case 412:
      return "FAILED_PRECONDITION";
    case 429:
      return "RESOURCE_EXHAUSTED";
    case 500:
      return "INTERNAL";
    case 501:
      return "UNIMPLEMENTED";
    case 503:
      return "UNAVAILABLE";
    case 504:
      return "DEADLINE_EXCEEDED";
    default:
      return "UNKNOWN";
  }
}

Answer error_answer(const ApiError& error, const std::string& method) {
  json::object listed{{"message", error.listed_message.empty() ? error.what() : error.listed_message.c_str()},
                      {"domain", error.domain},
                      {"reason", error.reason}};
  if (!error.location.empty()) {
    listed["locationType"] = "parameter";
    listed["location"] = error.location;
  }
  json::object body{
      {"code", error.status}, {"message", error.what()}, {"errors", json::array{std::move(listed)}}};
  // Older errors of the directory (forbidden, notFound) have no canonical status; newer layers add it.
  if (error.status == 401 || !error.detail_reason.empty()) body["status"] = canonical_status(error.status);
  if (!error.detail_reason.empty()) {
    body["details"] = json::array{{{"@type", "type.googleapis.com/google.rpc.ErrorInfo"},
                                   {"reason", error.detail_reason},
                                   {"domain", "googleapis.com"},
                                   {"metadata", {{"service", "admin.googleapis.com"}, {"method", method}}}}};
  }
  Answer answer = json_answer(error.status, json::object{{"error", std::move(body)}});
  answer.reason = error.reason;
  if (!error.authenticate.empty()) answer.headers.emplace_back("WWW-Authenticate", error.authenticate);
  return answer;
}

Answer token_error_answer(const TokenError& error) {
  json::object body{{"error", error.error}};
  if (*error.what() != '\0') body["error_description"] = error.what();
  if (!error.subtype.empty()) body["error_subtype"] = error.subtype;
  Answer answer = json_answer(error.status, body);
  answer.reason = error.error;
  return answer;
}

}  // namespace emulator
