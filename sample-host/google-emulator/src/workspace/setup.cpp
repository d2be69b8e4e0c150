#include "workspace/setup.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include <yaml-cpp/yaml.h>
#include <boost/json/array.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "common/text.hpp"
#include "host_sdk/text.hpp"
#include "workspace/generator.hpp"

namespace emulator {

namespace json = boost::json;

const char* const kBareWorkspace = R"(
customer: {id: C03az79cb, name: Acme Inc., domain: acme.com, secondary_domains: [acme.co.uk, acme.de]}
oauth_clients:
  - client_id: 1234.apps.googleusercontent.com
    client_secret: demo-client-secret
    redirect_uris: ["http://127.0.0.1:*/plugins/*/callback/*", "http://localhost:*/plugins/*/callback/*"]
sign_in: [dana.reyes@acme.com]
users:
  - {primaryEmail: dana.reyes@acme.com, name: {givenName: Dana, familyName: Reyes}, isAdmin: true}
)";

namespace {

[[noreturn]] void fail(const std::string& file, const YAML::Node& node, const std::string& what) {
  throw std::runtime_error(file + ":" + std::to_string(node.Mark().line + 1) + ": " + what);
}

json::value scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return json::value(text);  // quoted
  if (text == "true") return true;
  if (text == "false") return false;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  // A leading zero or plus means an id or a phone number.
  if (error == std::errc() && end == text.data() + text.size() && (text == "0" || text.front() != '0'))
    return number;
  return json::value(text);
}

json::value to_json(const YAML::Node& node) {
  if (node.IsScalar()) return scalar(node);
  if (node.IsSequence()) {
    json::array array;
    for (const YAML::Node& element : node) array.push_back(to_json(element));
    return array;
  }
  if (node.IsMap()) {
    json::object object;
    for (const auto& entry : node) object[entry.first.Scalar()] = to_json(entry.second);
    return object;
  }
  return nullptr;
}

void check_keys(const std::string& file, const YAML::Node& node, const std::set<std::string>& known) {
  for (const auto& entry : node)
    if (!known.count(entry.first.Scalar())) fail(file, entry.first, "unknown key " + entry.first.Scalar());
}

std::vector<std::string> texts(const YAML::Node& node) {
  std::vector<std::string> found;
  if (node)
    for (const YAML::Node& element : node) found.push_back(element.Scalar());
  return found;
}

std::string text(const std::string& file, const YAML::Node& node, const char* key) {
  if (!node[key] || !node[key].IsScalar()) fail(file, node, std::string(key) + " is missing");
  return node[key].Scalar();
}

/// `parent` is a copy: the list of units grows meanwhile.
void read_units(const std::string& file, const YAML::Node& units, const std::string parent,
                Workspace& workspace) {
  for (const YAML::Node& node : units) {
    check_keys(file, node, {"name", "id", "description", "units"});
    json::object source{{"name", text(file, node, "name")}, {"parentOrgUnitId", parent}};
    if (node["id"]) source["orgUnitId"] = node["id"].Scalar();
    if (node["description"]) source["description"] = node["description"].Scalar();
    const Index index = workspace.create_unit(source);
    if (node["units"]) read_units(file, node["units"], workspace.units()[index].id, workspace);
  }
}

/// Adds file and line to errors of one creation.
template <class Create>
void at(const std::string& file, const YAML::Node& node, Create create) {
  try {
    create();
  } catch (const ControlError& error) {
    fail(file, node, error.what());
  }
}

GenerateRequest read_generate(const YAML::Node& node) {
  GenerateRequest request;
  request.users = node["users"].as<std::size_t>(0);
  request.groups = node["groups"].as<std::size_t>(0);
  request.members_per_group = node["members_per_group"].as<std::size_t>(20);
  request.units = node["units"].as<std::size_t>(0);
  request.seed = node["seed"].as<std::uint64_t>(1);
  return request;
}

std::unique_ptr<Workspace> read_workspace(const std::string& file, const YAML::Node& root,
                                          const std::optional<GenerateRequest>& generate) {
  const YAML::Node source = root["customer"];
  if (!source) fail(file, root, "customer is missing");
  check_keys(file, source, {"id", "name", "domain", "secondary_domains"});
  Customer customer;
  customer.id = text(file, source, "id");
  customer.domain = host_sdk::lower_ascii(text(file, source, "domain"));
  customer.secondary_domains = texts(source["secondary_domains"]);
  customer.name = source["name"] ? source["name"].Scalar() : customer.domain;
  auto workspace = std::make_unique<Workspace>(customer);
  workspace->begin_loading();
  if (root["units"])
    at(file, root["units"],
       [&] { read_units(file, root["units"], workspace->units()[kRootUnit].id, *workspace); });
  if (root["schemas"])
    for (const YAML::Node& node : root["schemas"])
      at(file, node, [&] { workspace->schemas().create(to_json(node).as_object()); });
  if (root["users"])
    for (const YAML::Node& node : root["users"])
      at(file, node, [&] { workspace->create_user(to_json(node).as_object()); });
  if (generate) {
    emulator::generate(*workspace, *generate);
  } else if (root["generate"]) {
    check_keys(file, root["generate"], {"users", "groups", "members_per_group", "units", "seed"});
    emulator::generate(*workspace, read_generate(root["generate"]));
  }
  if (!root["groups"]) return workspace;
  for (const YAML::Node& node : root["groups"])
    at(file, node, [&] { workspace->create_group(to_json(node).as_object()); });
  // Members last: a group may refer to a later one in the file.
  for (const YAML::Node& node : root["groups"]) {
    const Index group = *workspace->groups().find(node["email"].Scalar());
    if (node["members"])
      for (const YAML::Node& member : node["members"])
        at(file, member, [&] {
          const json::value value = to_json(member);
          workspace->add_member(group, value.is_string() ? json::object{{"email", value}} : value.as_object(),
                                0);
        });
  }
  return workspace;
}

void read_service_accounts(const std::string& file, const YAML::Node& nodes, Setup& setup) {
  for (const YAML::Node& node : nodes) {
    check_keys(file, node,
               {"client_email", "client_id", "public_key", "private_key_id", "scopes", "customer", "admin"});
    ServiceAccount account;
    account.client_email = text(file, node, "client_email");
    account.client_id = text(file, node, "client_id");
    account.scopes = texts(node["scopes"]);
    if (node["customer"]) account.customer = text(file, node, "customer");
    account.admin = node["admin"].as<bool>(false);
    if (node["public_key"])
      account.public_keys[node["private_key_id"] ? node["private_key_id"].Scalar() : ""] =
          node["public_key"].Scalar();
    setup.service_accounts.push_back(std::move(account));
  }
}

}  // namespace

Setup parse_setup(const std::string& yaml, const std::string& name,
                  const std::optional<GenerateRequest>& generate) {
  YAML::Node root;
  try {
    root = YAML::Load(yaml);
  } catch (const YAML::Exception& error) {
    throw std::runtime_error(name + ":" + std::to_string(error.mark.line + 1) + ": " + error.msg);
  }
  if (!root.IsMap()) throw std::runtime_error(name + ": not a workspace file");
  check_keys(name, root,
             {"customer", "oauth_clients", "service_accounts", "consumer_accounts", "sign_in", "units",
              "schemas", "users", "groups", "generate", "foreign_customers"});
  Setup setup;
  setup.workspaces.push_back(read_workspace(name, root, generate));
  setup.sign_in = texts(root["sign_in"]);
  if (root["foreign_customers"]) {
    for (const YAML::Node& node : root["foreign_customers"]) {
      check_keys(name, node, {"customer", "sign_in", "units", "schemas", "users", "groups", "generate"});
      setup.workspaces.push_back(read_workspace(name, node, std::nullopt));
      for (std::string& account : texts(node["sign_in"])) setup.sign_in.push_back(std::move(account));
    }
  }
  for (const auto& workspace : setup.workspaces) {
    workspace->finish_loading();
    for (const auto& other : setup.workspaces)
      if (other != workspace) workspace->adopt_external_ids(*other);
  }
  if (root["oauth_clients"]) {
    for (const YAML::Node& node : root["oauth_clients"]) {
      check_keys(name, node, {"client_id", "client_secret", "redirect_uris"});
      setup.clients.push_back(
          {text(name, node, "client_id"), text(name, node, "client_secret"), texts(node["redirect_uris"])});
    }
  }
  if (root["service_accounts"]) read_service_accounts(name, root["service_accounts"], setup);
  if (root["consumer_accounts"]) {
    for (const YAML::Node& node : root["consumer_accounts"]) {
      check_keys(name, node, {"id", "email", "name"});
      setup.consumers.push_back(
          {text(name, node, "id"), text(name, node, "email"), text(name, node, "name")});
      setup.sign_in.push_back(setup.consumers.back().email);
    }
  }
  return setup;
}

Setup read_setup(const std::filesystem::path& file, const std::optional<GenerateRequest>& generate) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read the workspace file " + file.string());
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  return parse_setup(text, file.string(), generate);
}

}  // namespace emulator
