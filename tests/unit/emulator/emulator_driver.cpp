#include "emulator_driver.hpp"

#include <stdexcept>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "common/text.hpp"

namespace json = boost::json;
using emulator::Answer;

namespace {

const char* const kWorkspace = R"(
customer: {id: C01acme, name: Acme Inc., domain: acme.com, secondary_domains: [acme.de]}
oauth_clients:
  - {client_id: client-1, client_secret: secret-1, redirect_uris: ["http://127.0.0.1:*/plugins/*/callback/*"]}
service_accounts:
  - client_email: sync@project.iam.gserviceaccount.com
    client_id: "1001"
    scopes: ["https://www.googleapis.com/auth/admin.directory.user.readonly"]
consumer_accounts: [{id: "900", email: someone@gmail.com, name: Someone}]
sign_in: [dana@acme.com, plain@acme.com]
units:
  - name: Sales
    id: id:sales
    units: [{name: East, id: "id:east", units: [{name: Shops, id: "id:shops"}]}]
  - {name: Support, id: "id:support"}
users:
  - {id: "1", primaryEmail: dana@acme.com, name: {givenName: Dana, familyName: Reyes}, isAdmin: true}
  - {id: "2", primaryEmail: plain@acme.com, name: {givenName: Plain, familyName: User}, orgUnitPath: /Support}
  - {id: "3", primaryEmail: Bo@acme.de, name: {givenName: Bo, familyName: Ek}, orgUnitPath: /Sales/East/Shops}
  - {id: "4", primaryEmail: gone@acme.com, name: {givenName: Gone, familyName: Away}, suspended: true}
groups:
  - {id: g1, email: team@acme.com, name: Team, members: [dana@acme.com, inner@acme.com, x@gmail.com]}
  - {id: g2, email: inner@acme.com, name: Inner, members: [plain@acme.com, {email: dana@acme.com, role: OWNER}]}
  - {id: g3, email: all@acme.com, name: All, members: [{type: CUSTOMER}]}
  - {id: g4, email: none@acme.com, name: Empty}
foreign_customers:
  - customer: {id: C02other, domain: other.example}
    sign_in: [boss@other.example]
    users: [{id: "800", primaryEmail: boss@other.example, name: {givenName: B, familyName: O}, isAdmin: true}]
    groups: [{id: f1, email: crew@other.example, name: Crew}]
)";

/// Parsed once, although every test has its own emulator.
const emulator::Discovery& discovery() {
  static const emulator::Discovery kDocument = emulator::Discovery::load(GOOGLE_EMULATOR_DISCOVERY);
  return kDocument;
}

emulator::Setup load(std::size_t generated) {
  if (generated == 0) return emulator::parse_setup(kWorkspace, "test workspace", std::nullopt);
  emulator::GenerateRequest request;
  request.users = generated;
  request.seed = 7;
  return emulator::parse_setup(kWorkspace, "test workspace", request);
}

}  // namespace

const std::string EmulatorDriver::kVerifier(50, 'v');
const std::string EmulatorDriver::kRedirect = "http://127.0.0.1:4711/plugins/some-plugin/callback/google";
const std::string EmulatorDriver::kDirectoryScopes =
    "openid email https://www.googleapis.com/auth/admin.directory.user.readonly "
    "https://www.googleapis.com/auth/admin.directory.group.readonly "
    "https://www.googleapis.com/auth/admin.directory.orgunit.readonly";

EmulatorDriver::EmulatorDriver(std::size_t generated)
    : google(
          discovery(), [generated] { return load(generated); }, [this] { return now; }) {}

Answer EmulatorDriver::send(const std::string& method, const std::string& target, const std::string& body,
                            const std::string& token) {
  emulator::Request request;
  request.method = method;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string::npos) request.query = emulator::parse_parameters(target.substr(question + 1));
  request.body = body;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.headers["host"] = "127.0.0.1:8090";
  if (!token.empty()) request.headers["authorization"] = "Bearer " + token;
  return google.handle(request);
}

std::string EmulatorDriver::access_token(const std::string& account) {
  emulator::AccessToken token;
  token.grant = {google.find_account(account).value().subject, "client-1"};
  for (const char* kind : {"user", "group", "orgunit", "customer", "domain", "userschema"})
    token.scopes.insert(std::string("https://www.googleapis.com/auth/admin.directory.") + kind + ".readonly");
  token.expires_at = now + 3600;
  return google.tokens.add_access(token, now);
}

Answer EmulatorDriver::get(const std::string& target) {
  return send("GET", "/admin/directory/v1/" + target, "", access_token("dana@acme.com"));
}

json::value EmulatorDriver::get_json(const std::string& target) {
  const Answer answer = get(target);
  if (answer.status != 200) throw std::runtime_error(target + " answered " + answer.body);
  return parsed(answer);
}

json::value EmulatorDriver::control(const std::string& method, const std::string& target,
                                    const std::string& body) {
  const Answer answer = send(method, "/emulator/" + target, body);
  if (answer.status >= 300) throw std::runtime_error(target + " answered " + answer.body);
  return parsed(answer);
}

void EmulatorDriver::set_switch(const std::string& json) {
  control("PUT", "switches", json);
}

void EmulatorDriver::add_fault(const std::string& json) {
  control("POST", "faults", json);
}

std::string EmulatorDriver::consent(const std::string& account, const std::string& extra_query,
                                    const std::string& scopes, const std::string& action) {
  const std::string challenge = host_sdk::base64url_encode(emulator::sha256(kVerifier));
  const Answer page =
      send("GET", "/o/oauth2/v2/auth?client_id=client-1&response_type=code&state=st%20ate&redirect_uri=" +
                      emulator::percent_encode(kRedirect) +
                      "&scope=" + emulator::percent_encode(kDirectoryScopes) +
                      "&code_challenge=" + challenge + "&code_challenge_method=S256" + extra_query);
  if (page.status == 302) return emulator::first_value(page.headers, "Location");
  const std::string marker = "name=\"request\" value=\"";
  const auto start = page.body.find(marker);
  if (start == std::string::npos) throw std::runtime_error("no form in " + page.body);
  const auto end = page.body.find('"', start + marker.size());
  std::string form = "request=" + page.body.substr(start + marker.size(), end - start - marker.size()) +
                     "&account=" + emulator::percent_encode(account);
  if (action.empty()) {
    const Answer chosen = send("POST", "/o/oauth2/v2/auth", form);
    return emulator::first_value(chosen.headers, "Location");
  }
  form += "&action=" + action;
  for (const std::string& scope : emulator::words(scopes))
    form += "&scope=" + emulator::percent_encode(scope);
  return emulator::first_value(send("POST", "/o/oauth2/v2/auth", form).headers, "Location");
}

Answer EmulatorDriver::exchange(const std::string& redirect, const std::string& verifier) {
  return send("POST", "/token",
              "grant_type=authorization_code&client_id=client-1&client_secret=secret-1&code=" +
                  emulator::percent_encode(query_value(redirect, "code")) + "&code_verifier=" + verifier +
                  "&redirect_uri=" + emulator::percent_encode(kRedirect));
}

Answer EmulatorDriver::refresh(const std::string& refresh_token) {
  return send("POST", "/token",
              "grant_type=refresh_token&client_id=client-1&client_secret=secret-1&refresh_token=" +
                  emulator::percent_encode(refresh_token));
}

json::value parsed(const Answer& answer) {
  return json::parse(answer.body);
}

std::string reason_of(const Answer& answer) {
  return std::string(parsed(answer).at("error").at("errors").at(0).at("reason").as_string());
}

std::string token_error_of(const Answer& answer) {
  return text(parsed(answer), "error");
}

std::string text(const json::value& value, const std::string& member) {
  return std::string(value.at(member).as_string());
}

std::string query_value(const std::string& address, const std::string& name) {
  const auto question = address.find('?');
  if (question == std::string::npos) return {};
  return emulator::first_value(emulator::parse_parameters(address.substr(question + 1)), name);
}
