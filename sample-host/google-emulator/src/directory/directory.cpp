#include "directory/directory.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "common/text.hpp"
#include "directory/answers/groups_answers.hpp"
#include "directory/answers/members_answers.hpp"
#include "directory/answers/units_answers.hpp"
#include "directory/answers/users_answers.hpp"
#include "directory/discovery_check.hpp"
#include "host_sdk/text.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

using Handler = json::value (*)(const Call&);

Handler handler_for(const std::string& method) {
  static const std::map<std::string, Handler> kHandlers = {
      {"directory.users.list", users_list},       {"directory.users.get", users_get},
      {"directory.groups.list", groups_list},     {"directory.groups.get", groups_get},
      {"directory.members.list", members_list},   {"directory.members.hasMember", members_has_member},
      {"directory.orgunits.list", units_list},    {"directory.orgunits.get", units_get},
      {"directory.customers.get", customers_get}, {"directory.domains.list", domains_list},
      {"directory.schemas.list", schemas_list},
  };
  const auto found = kHandlers.find(method);
  return found == kHandlers.end() ? nullptr : found->second;
}

const AccessToken& require_token(Emulator& emulator, const Request& request) {
  const std::string header = request.header("authorization");
  if (header.empty()) throw login_required();
  if (host_sdk::lower_ascii(header.substr(0, 7)) != "bearer ") throw invalid_credentials();
  const AccessToken* token = emulator.tokens.access(header.substr(7), emulator.now());
  if (!token) throw invalid_credentials();
  return *token;
}

void require_scope(const AccessToken& token, const MethodRule& method) {
  for (const std::string& scope : method.scopes)
    if (token.scopes.count(scope)) return;
  // Google lists every sufficient scope; the read-only one fits a reader.
  std::string sufficient;
  for (const std::string& scope : method.scopes) sufficient += sufficient.empty() ? scope : " " + scope;
  throw missing_scope(sufficient);
}

void count_against_quota(Emulator& emulator, const AccessToken& token) {
  const std::int64_t allowed = emulator.switches.number("quota_per_minute");
  if (allowed == 0) return;
  std::string key = token.grant.client_id + " " + token.grant.subject;
  if (emulator.switches.is("quota_scope", "separate")) key.append(" ").append(std::to_string(token.chain));
  // Accepted requests of the last 60 seconds.
  std::deque<std::int64_t>& counted = emulator.quota[key];
  while (!counted.empty() && emulator.now() - counted.front() >= 60) counted.pop_front();
  if (static_cast<std::int64_t>(counted.size()) < allowed) {
    counted.push_back(emulator.now());
    return;
  }
  const std::string& answer = emulator.switches.text("quota_answer");
  throw throttled(std::stoi(answer.substr(0, 3)), answer.substr(4));
}

Caller identify(Emulator& emulator, const AccessToken& token) {
  Caller caller;
  caller.subject = token.grant.subject;
  if (token.service_account) {
    for (const ServiceAccount& account : emulator.setup.service_accounts)
      if (account.client_email == token.grant.subject) caller.admin = account.admin;
    caller.service_account = true;
    caller.workspace = emulator.setup.workspaces.front().get();
    return caller;
  }
  for (const auto& workspace : emulator.setup.workspaces) {
    const auto index = workspace->users().find(token.grant.subject);
    if (!index) continue;
    const User& user = workspace->users()[*index];
    if (user.suspended || user.archived) throw invalid_credentials();
    caller.workspace = workspace.get();
    caller.admin = user.admin || user.delegated_admin;
    if (!user.admin && user.delegated_admin) {
      if (emulator.switches.is("delegated_admin", "forbidden")) caller.admin = false;
      if (emulator.switches.is("delegated_admin", "own_unit")) caller.only_unit = user.unit;
    }
  }
  if (!caller.workspace && !emulator.find_account(caller.subject))
    throw invalid_credentials();  // deleted meanwhile
  if (emulator.switches.on("admin_role_removed")) caller.admin = false;
  return caller;
}

/// Checks the request against the discovery document, independent of the caller.
std::optional<ApiError> check_request(const Emulator& emulator, const Match& match, const Request& request,
                                      FieldMask& mask, LoggedRequest& entry) {
  if (const auto violation =
          find_violation(emulator.discovery, *match.method, match, request.query, emulator.switches)) {
    entry.violation = violation->message;
    ApiError error(400, violation->reason, violation->message);
    error.location = violation->parameter;
    return error;
  }
  const std::string* fields = find(request.query, "fields");
  if (!fields) return std::nullopt;
  try {
    mask = checked_field_mask(emulator.discovery, *match.method, *fields, emulator.switches);
  } catch (const FieldMaskError& error) {
    if (!error.allowed) entry.violation = error.what();
    return invalid(error.what(), "fields");
  }
  return std::nullopt;
}

Answer serialized(const Emulator& emulator, const Request& request, json::value body, const FieldMask& mask) {
  const json::value* etag = body.as_object().if_contains("etag");
  const std::string tag = etag && etag->is_string() ? std::string(etag->get_string()) : std::string();
  if (!tag.empty() && emulator.switches.is("if_none_match", "304") &&
      request.header("if-none-match") == tag) {
    Answer unchanged;
    unchanged.status = 304;
    unchanged.headers.emplace_back("ETag", tag);
    return unchanged;
  }
  mask.apply(body);
  Answer answer = json_answer(200, body);
  if (first_value(request.query, "prettyPrint") != "false") answer.body = pretty_json(answer.body);
  if (!tag.empty()) answer.headers.emplace_back("ETag", tag);
  return answer;
}

}  // namespace

void check_customer(const Call& call, const std::string& customer, const ApiError& unknown) {
  if (customer == "my_customer") {
    // A service account without an impersonated user has no customer.
    if (call.caller.service_account) throw unknown;
    return;
  }
  if (customer == call.workspace.customer().id) return;
  if (call.emulator.find_workspace(customer)) throw forbidden();
  throw unknown;
}

void check_list_owner(const Call& call) {
  const std::string* customer = find(call.query, "customer");
  const std::string* domain = find(call.query, "domain");
  const bool by_user = call.method.id == "directory.groups.list" && find(call.query, "userKey");
  if (by_user && customer) throw invalid_input("userKey");
  if (!customer && !domain && !by_user) throw bad_request();
  if (customer) check_customer(call, *customer, bad_request());
  if (domain && !call.workspace.owns_domain(*domain)) {
    for (const auto& other : call.emulator.setup.workspaces)
      if (other->owns_domain(*domain)) throw forbidden();
    throw not_found_message("Domain not found.");
  }
}

Answer answer_directory(Emulator& emulator, const Request& request, LoggedRequest& entry) {
  const Match match = emulator.discovery.match(request.method, request.path);
  if (!match.method) {
    entry.violation = "no method " + request.method + " " + entry.path;
    Answer answer =
        html_answer(404,
                    "<!DOCTYPE html>\n<html lang=en><title>Error 404 (Not Found)!!1</title>\n<p><b>404."
                    "</b> <ins>That's an error.</ins>\n<p>The requested URL was not found on this "
                    "server. <ins>That's all we know.</ins>\n");
    answer.reason = "unknown path";
    return answer;
  }
  ++emulator.etag_counter;
  FieldMask mask;
  const auto refused = check_request(emulator, match, request, mask, entry);
  const Handler handler = handler_for(match.method->id);
  if (!handler) entry.violation = match.method->id + " is not part of a read-only sync and is not emulated";
  try {
    if (emulator.switches.on("api_disabled")) throw access_not_configured();
    const AccessToken& token = require_token(emulator, request);
    entry.account = token.grant.subject;
    require_scope(token, *match.method);
    count_against_quota(emulator, token);
    if (emulator.switches.on("domain_cannot_use_apis")) throw domain_cannot_use_apis();
    if (refused) throw *refused;
    if (!handler) throw ApiError(501, "notImplemented", match.method->id + " is not emulated");
    const Caller caller = identify(emulator, token);
    const bool public_view = first_value(request.query, "viewType") == "domain_public";
    if (!caller.workspace || !(caller.admin || public_view)) throw forbidden();
    json::monotonic_resource memory(emulator.answer_memory.data(), emulator.answer_memory.size());
    const Call call{emulator, *match.method, match.path_parameters, request.query,
                    mask,     caller,        *caller.workspace,     &memory};
    if (match.method->id == "directory.users.list" || match.method->id == "directory.groups.list") {
      if (!find(request.query, "customer") && !find(request.query, "domain") &&
          !find(request.query, "userKey"))
        entry.violation = "customer or domain is required";
      check_list_owner(call);
    }
    return serialized(emulator, request, handler(call), mask);
  } catch (ApiError& error) {
    return error_answer(error, match.method->id);
  }
}

}  // namespace emulator
