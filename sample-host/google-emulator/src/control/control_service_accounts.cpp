#include "control/control_service_accounts.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "control/control.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

ServiceAccount& find_account(Emulator& emulator, const std::string& client_email) {
  auto& accounts = emulator.setup.service_accounts;
  const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const ServiceAccount& account) {
    return account.client_email == client_email;
  });
  if (found == accounts.end()) throw ControlError(404, "there is no service account " + client_email);
  return *found;
}

std::vector<std::string> scopes_of(const json::object& body) {
  std::vector<std::string> scopes;
  if (const json::value* list = body.if_contains("scopes"))
    for (const json::value& scope : list->as_array()) scopes.emplace_back(scope.as_string());
  return scopes;
}

json::object describe(const ServiceAccount& account) {
  json::array keys;
  for (const auto& [id, pem] : account.public_keys) keys.emplace_back(id);
  json::array scopes;
  for (const std::string& scope : account.scopes) scopes.emplace_back(scope);
  return {{"client_email", account.client_email},
          {"client_id", account.client_id},
          {"scopes", std::move(scopes)},
          {"customer", account.customer},
          {"keys", std::move(keys)}};
}

/// Returns the key file that Google offers for download once.
json::object create_key(ServiceAccount& account, const std::string& host) {
  const RsaKey key = RsaKey::generate();
  account.public_keys[key.id()] = key.public_pem();
  return {{"type", "service_account"},
          {"project_id", "emulated-project"},
          {"private_key_id", key.id()},
          {"private_key", key.private_pem()},
          {"client_email", account.client_email},
          {"client_id", account.client_id},
          {"auth_uri", "http://" + host + "/o/oauth2/v2/auth"},
          {"token_uri", "https://oauth2.googleapis.com/token"},
          {"universe_domain", "googleapis.com"}};
}

Answer create_account(Emulator& emulator, const Request& request) {
  const json::object body = object_body(request);
  auto& accounts = emulator.setup.service_accounts;
  ServiceAccount account;
  const std::string number = std::to_string(accounts.size() + 1);
  account.client_email = text_member(body, "client_email")
                             .value_or("sync-" + number + "@emulated-project.iam.gserviceaccount.com");
  account.client_id = text_member(body, "client_id").value_or("10000000000000000000" + number);
  account.customer = text_member(body, "customer").value_or("");
  if (!account.customer.empty() && !emulator.find_workspace(account.customer))
    throw ControlError(404, "there is no customer " + account.customer);
  account.scopes = scopes_of(body);
  for (const ServiceAccount& known : accounts)
    if (known.client_email == account.client_email)
      throw ControlError(409, account.client_email + " exists already");
  accounts.push_back(std::move(account));
  return json_answer(200, create_key(accounts.back(), request.header("host")));
}

Answer list_accounts(const Emulator& emulator) {
  json::array list;
  for (const ServiceAccount& account : emulator.setup.service_accounts) list.push_back(describe(account));
  return json_answer(200, list);
}

Answer change_account(Emulator& emulator, const Request& request, ServiceAccount& account) {
  if (request.method == "DELETE") {
    std::erase_if(emulator.setup.service_accounts, [email = account.client_email](const ServiceAccount& one) {
      return one.client_email == email;
    });
    return json_answer(200, json::object{});
  }
  const json::object body = object_body(request);
  if (body.contains("scopes")) account.scopes = scopes_of(body);
  return json_answer(200, describe(account));
}

}  // namespace

Answer control_service_accounts(Emulator& emulator, const Request& request,
                                const std::vector<std::string>& path) {
  const std::string& method = request.method;
  if (path.size() == 1 && method == "POST") return create_account(emulator, request);
  if (path.size() == 1 && method == "GET") return list_accounts(emulator);
  const bool keys = path.size() >= 3 && path[2] == "keys";
  if (path.size() == 2 && (method == "PATCH" || method == "DELETE"))
    return change_account(emulator, request, find_account(emulator, path[1]));
  if (path.size() == 3 && keys && method == "POST")
    return json_answer(200, create_key(find_account(emulator, path[1]), request.header("host")));
  if (path.size() == 4 && keys && method == "DELETE") {
    ServiceAccount& account = find_account(emulator, path[1]);
    if (account.public_keys.erase(path[3]) == 0)
      throw ControlError(404, account.client_email + " has no key " + path[3]);
    return json_answer(200, json::object{});
  }
  throw ControlError(405,
                     "service accounts take GET, POST, PATCH and DELETE; see the README of the emulator");
}

}  // namespace emulator
