#include "control/control.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "common/errors.hpp"
#include "common/text.hpp"
#include "control/control_directory.hpp"
#include "control/control_service_accounts.hpp"
#include "oauth/oauth_pages.hpp"

namespace emulator {

namespace json = boost::json;

json::value request_body(const Request& request) {
  boost::system::error_code failed;
  json::value value = json::parse(request.body, failed);
  if (failed) throw ControlError(400, "the body is not JSON: " + failed.message());
  return value;
}

json::object object_body(const Request& request) {
  json::value value = request_body(request);
  if (!value.is_object()) throw ControlError(400, "the body must be a JSON object");
  return std::move(value.get_object());
}

namespace {

Answer describe_state(const Emulator& emulator) {
  const Workspace& workspace = *emulator.setup.workspaces.front();
  std::size_t units = 0;
  for (const Unit& unit : workspace.units())
    if (!unit.deleted) ++units;
  return json_answer(200, json::object{{"customer", workspace.customer().id},
                                       {"domain", workspace.customer().domain},
                                       {"users", workspace.users().in_order(UserOrder::kEmail).size()},
                                       {"deleted_users", workspace.users().deleted().size()},
                                       {"groups", workspace.groups().by_email().size()},
                                       {"units", units},
                                       {"foreign_customers", emulator.setup.workspaces.size() - 1},
                                       {"access_tokens", emulator.tokens.access_count()},
                                       {"refresh_tokens", emulator.tokens.refresh_count()},
                                       {"requests", emulator.log.last()},
                                       {"violations", emulator.log.violation_count()}});
}

Answer revoke_grants(Emulator& emulator, const Request& request) {
  const json::object body = object_body(request);
  const std::string key = std::string(body.at("account").as_string());
  std::string subject = key;
  if (const auto account = emulator.find_account(key)) subject = account->subject;
  return json_answer(200, json::object{{"revoked", emulator.tokens.revoke_account(subject)}});
}

std::uint64_t since(const Request& request) {
  const std::string text = first_value(request.query, "since");
  if (text.empty()) return 0;
  if (text.find_first_not_of("0123456789") != std::string::npos || text.size() > 18)
    throw ControlError(400, "since is a number");
  return std::stoull(text);
}

/// Answers fixed paths; `named` is METHOD and path.
std::optional<Answer> answer_fixed(Emulator& emulator, const Request& request, const std::string& named) {
  if (named == "GET /emulator/state") return describe_state(emulator);
  if (named == "GET /emulator/requests")
    return json_answer(
        200, json::object{{"last", emulator.log.last()}, {"requests", emulator.log.since(since(request))}});
  if (named == "GET /emulator/violations")
    return json_answer(200, json::object{{"violations", emulator.log.violations()}});
  if (named == "POST /emulator/reset") {
    emulator.reset();
    return describe_state(emulator);
  }
  if (named == "GET /emulator/switches") return json_answer(200, emulator.switches.describe());
  if (named == "PUT /emulator/switches") {
    emulator.switches.set(object_body(request));
    return json_answer(200, emulator.switches.describe());
  }
  if (named == "GET /emulator/faults") return json_answer(200, emulator.faults.describe());
  if (named == "POST /emulator/faults") {
    const json::value body = request_body(request);
    if (body.is_array())
      emulator.faults.add(body.get_array());
    else
      emulator.faults.add(json::array{body});
    return json_answer(200, emulator.faults.describe());
  }
  if (named == "DELETE /emulator/faults") {
    emulator.faults.clear();
    return json_answer(200, json::array());
  }
  if (named == "POST /emulator/tokens/expire") {
    const auto count = emulator.tokens.access_count();
    emulator.tokens.expire_access_tokens();
    return json_answer(200, json::object{{"expired", count}});
  }
  if (named == "POST /emulator/grants/revoke") return revoke_grants(emulator, request);
  if (named == "GET /emulator/style.css") {
    Answer answer = html_answer(200, kStyleSheet);
    answer.content_type = "text/css; charset=utf-8";
    return answer;
  }
  return std::nullopt;
}

Answer answer_or_throw(Emulator& emulator, const Request& request) {
  if (const auto fixed = answer_fixed(emulator, request, request.method + " " + request.path)) return *fixed;
  std::vector<std::string> path;
  for (const std::string_view segment : split(std::string_view(request.path).substr(1), '/'))
    path.push_back(percent_decode(segment, false));
  if (path.size() >= 2 && path[1] == "service_accounts")
    return control_service_accounts(emulator, request, {path.begin() + 1, path.end()});
  Workspace* workspace = emulator.setup.workspaces.front().get();
  if (const std::string* customer = find(request.query, "customer"))
    workspace = emulator.find_workspace(*customer);
  if (!workspace) throw ControlError(404, "there is no such customer");
  if (path.size() >= 2) {
    path.erase(path.begin());
    if (path[0] == "users") return control_users(emulator, *workspace, request, path);
    if (path[0] == "units") return control_units(emulator, *workspace, request, path);
    if (path[0] == "schemas") return control_schemas(emulator, *workspace, request, path);
    if (path[0] == "groups") return control_groups(emulator, *workspace, request, path);
  }
  throw ControlError(404, "the control interface has nothing there; see the README of the emulator");
}

}  // namespace

Answer answer_control(Emulator& emulator, const Request& request) {
  try {
    return answer_or_throw(emulator, request);
  } catch (const ControlError& error) {
    return json_answer(error.status, json::object{{"error", error.what()}});
  } catch (const std::invalid_argument& error) {  // Boost.JSON: a member of another type than expected
    return json_answer(400, json::object{{"error", error.what()}});
  } catch (const std::out_of_range&) {
    return json_answer(400, json::object{{"error", "a member is missing"}});
  }
}

}  // namespace emulator
