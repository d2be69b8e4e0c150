#include "config/read_config.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>

#include "config/connection_string.hpp"
#include "config/read_mail.hpp"
#include "host_sdk/network.hpp"
#include "host_sdk/service_rules.hpp"
#include "host_sdk/value_rules.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "text/languages.hpp"

namespace sample_host {
namespace {

using host_sdk::origin_of;
using host_sdk::yaml::Mapping;

ListenAddress read_listen(const Mapping& root, const std::string& usual) {
  const auto text = root.string("listen", usual);
  const auto colon = text.rfind(':');
  ListenAddress listen;
  const char* end = text.data() + text.size();
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
    throw root.error("listen", "must be an address and a port: " + usual);
  }
  const auto [read_to, error] = std::from_chars(text.data() + colon + 1, end, listen.port);
  if (error == std::errc::result_out_of_range) throw root.error("listen", "must have a port from 0 to 65535");
  if (error != std::errc() || read_to != end)
    throw root.error("listen", "must be an address and a port: " + usual);
  listen.host = text.substr(0, colon);
  if (listen.host.front() == '[' && listen.host.back() == ']') {
    listen.host = listen.host.substr(1, listen.host.size() - 2);
  }
  return listen;
}

std::optional<ListenAddress> read_metrics(const Mapping& root) {
  if (!root.has("metrics")) return std::nullopt;
  return read_listen(root.mapping("metrics"), "127.0.0.1:9464");
}

host_sdk::LogLevel read_log_level(const Mapping& root) {
  using host_sdk::LogLevel;
  if (!root.has("log")) return LogLevel::info;
  const auto name = root.mapping("log").choice("level", {"error", "warning", "info", "debug"}, "info");
  if (name == "error") return LogLevel::error;
  if (name == "warning") return LogLevel::warning;
  return name == "debug" ? LogLevel::debug : LogLevel::info;
}

std::string read_public_url(const Mapping& root) {
  if (!root.has("public_url")) return {};
  auto url = root.string("public_url");
  while (url.ends_with('/')) url.pop_back();
  if (!origin_of(url) || url.find_first_of("?# \\\"<>") != std::string::npos) {
    throw root.error("public_url", "must be an http or https address without user, query or fragment");
  }
  return url;
}

TrustedProxies read_trusted_proxies(const Mapping& root) {
  TrustedProxies proxies;
  try {
    for (const auto& network : root.strings("trusted_proxies")) proxies.add(network);
  } catch (const std::invalid_argument& e) {
    throw root.error("trusted_proxies", e.what());
  }
  return proxies;
}

DatabaseConfig read_database(const Mapping& root, const std::filesystem::path& folder) {
  const auto part = root.mapping("database");
  DatabaseConfig database;
  database.backend = part.choice("backend", {"sqlite3", "postgresql", "mysql"});
  const auto connection = part.secret("connection");
  const auto password = part.optional_secret("password");
  try {
    database.connection = host_sdk::SecretText(
        ready_connection_string(database.backend, connection.reveal(), password, folder));
  } catch (const std::invalid_argument& e) {
    throw part.error("connection", e.what());
  }
  return database;
}

std::vector<PluginConfig> read_plugins(const Mapping& root) {
  std::vector<PluginConfig> plugins;
  for (const auto& item : root.mappings("plugins")) {
    PluginConfig plugin;
    plugin.manifest = item.path("manifest");
    if (item.has("settings")) plugin.settings = item.path("settings");
    for (const auto& text : item.strings("redirect_origins")) {
      const auto origin = origin_of(text);
      if (!origin) throw item.error("redirect_origins", "must list origins such as http://127.0.0.1:8090");
      plugin.redirect_origins.push_back(*origin);
    }
    plugins.push_back(std::move(plugin));
  }
  return plugins;
}

std::vector<host_sdk::Company> read_companies(const Mapping& root,
                                              std::map<std::string, std::vector<std::string>>& notify) {
  std::vector<host_sdk::Company> companies;
  std::set<std::string> ids;
  for (const auto& item : root.mappings("companies")) {
    host_sdk::Company company{item.string("id"), item.string("name")};
    if (!host_sdk::is_company_id(company.id)) {
      throw item.error("id", "must be 1 to 64 of the characters a-z, 0-9, '-' and '_'");
    }
    if (!ids.insert(company.id).second) throw item.error("id", "is already the id of another company");
    notify[company.id] = read_notify(item);
    companies.push_back(std::move(company));
  }
  if (companies.empty()) throw root.error("companies", "must name at least one company");
  std::sort(companies.begin(), companies.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return companies;
}

std::vector<std::string> read_languages(const Mapping& root) {
  const auto known = host_languages();
  if (!root.has("languages")) return known;
  auto languages = root.strings("languages");
  if (languages.empty()) throw root.error("languages", "must name at least one language");
  for (auto at = languages.begin(); at != languages.end(); ++at) {
    if (const auto problem = host_sdk::choice_problem(*at, known); !problem.empty())
      throw root.error("languages", problem);
    if (std::find(languages.begin(), at, *at) != at)
      throw root.error("languages", "names '" + *at + "' twice");
  }
  return languages;
}

std::vector<AccountConfig> read_accounts(const Mapping& root, const std::vector<host_sdk::Company>& companies,
                                         const std::vector<std::string>& languages) {
  std::vector<AccountConfig> accounts;
  std::set<std::string> names;
  for (const auto& item : root.mappings("accounts")) {
    AccountConfig account;
    account.name = item.string("name");
    account.password_hash = item.secret("password_hash").reveal();
    account.company = item.string("company");
    account.role = item.choice("role", {"administrator", "viewer"}) == "administrator" ? Role::administrator
                                                                                       : Role::viewer;
    if (item.has("language")) {
      account.language = item.string("language");
      if (std::find(languages.begin(), languages.end(), account.language) == languages.end())
        throw item.error("language", "is not one of the languages of this file; add it under languages");
    }
    if (account.name.size() > 128) throw item.error("name", "must not be longer than 128 bytes");
    if (!names.insert(account.name).second)
      throw item.error("name", "is already the name of another account");
    if (!account.password_hash.starts_with("$argon2id$")) {
      throw item.error("password_hash", "must be a hash that `sample-host password` printed");
    }
    if (std::none_of(companies.begin(), companies.end(),
                     [&](const auto& company) { return company.id == account.company; })) {
      throw item.error("company", "names no company of this file; add it under companies");
    }
    accounts.push_back(std::move(account));
  }
  return accounts;
}

}  // namespace

Config read_config(const std::filesystem::path& file) {
  try {
    Config config;
    config.file = std::filesystem::absolute(file).lexically_normal();
    const auto root = host_sdk::yaml::read_file(config.file);
    config.listen = read_listen(root, "127.0.0.1:8080");
    config.metrics = read_metrics(root);
    config.log_level = read_log_level(root);
    config.public_url = read_public_url(root);
    config.trusted_proxies = read_trusted_proxies(root);
    config.database = read_database(root, config.file.parent_path());
    const auto secrets = root.mapping("secrets");
    config.key_file = secrets.path("key_file");
    for (const std::string& other : secrets.strings("other_key_files"))
      config.other_key_files.push_back((config.file.parent_path() / other).lexically_normal());
    config.plugins = read_plugins(root);
    config.companies = read_companies(root, config.notify);
    config.mail = read_mail(root);
    config.languages = read_languages(root);
    config.accounts = read_accounts(root, config.companies, config.languages);
    root.finish();
    return config;
  } catch (const host_sdk::yaml::YamlError& e) {
    throw ConfigError(e.what());
  }
}

}  // namespace sample_host
