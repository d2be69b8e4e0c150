// The host's settings: host.yaml.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "config/trusted_proxies.hpp"
#include "host_sdk/company.hpp"
#include "host_sdk/secret_text.hpp"
#include "host_sdk/services/logger.hpp"

namespace sample_host {

/// What an account may do in its company.
enum class Role : std::uint8_t { viewer = 0, administrator = 1 };

/// The address that the host listens at; with port 0 the system chooses one.
struct ListenAddress {
  std::string host;
  std::uint16_t port = 0;
};

struct DatabaseConfig {
  /// `sqlite3`, `postgresql` or `mysql`.
  std::string backend;
  /// SOCI's connection string, with absolute SQLite paths. May contain a password: never log it.
  host_sdk::SecretText connection;
};

struct PluginConfig {
  std::filesystem::path manifest;
  /// Empty when the plugin needs no settings.
  std::filesystem::path settings;
  /// Origins that the plugin may redirect to, in addition to those of its manifest: for local emulators.
  std::vector<std::string> redirect_origins;
};

struct AccountConfig {
  std::string name;
  /// An argon2id hash as `sample-host password` prints it.
  std::string password_hash;
  std::string company;
  Role role = Role::viewer;
  /// One of `Config::languages`; empty for the browser's. The person may choose another one.
  std::string language{};
};

/// How the connection to the mail server is encrypted.
enum class MailSecurity : std::uint8_t {
  /// Upgraded before anything else is sent (RFC 3207).
  starttls,
  /// TLS from the beginning of the connection (RFC 8314).
  tls,
  /// Not at all: only for a server on this machine.
  none,
};

/// The server that sends emails.
struct MailConfig {
  std::string server;
  std::uint16_t port = 0;
  MailSecurity security = MailSecurity::starttls;
  /// Empty if the server needs no sign-in.
  std::string user;
  host_sdk::SecretText password;
  std::string from_address;
  /// The sender's display name; may be empty.
  std::string from_name;
  /// The certificate authority to trust; empty for the system's.
  std::filesystem::path ca_file;
};

/// The content of host.yaml; every path is absolute.
struct Config {
  std::filesystem::path file;
  ListenAddress listen;
  /// Without a trailing slash. Empty if the file has none; the bound address is then used.
  std::string public_url;
  /// Reverse proxies in front of the host, whose X-Forwarded-For tells who the client is.
  TrustedProxies trusted_proxies;
  DatabaseConfig database;
  std::filesystem::path key_file;
  /// Keys that still decrypt, while secrets are rotated.
  std::vector<std::filesystem::path> other_key_files;
  std::vector<PluginConfig> plugins;
  std::vector<host_sdk::Company> companies;
  /// Who gets a company's notices by email until its administrators choose recipients: by company.
  std::map<std::string, std::vector<std::string>> notify;
  /// Absent if the host sends no email.
  std::optional<MailConfig> mail;
  std::vector<AccountConfig> accounts;
  /// The languages of the pages. The first one is used if a browser asks for none of them. Not
  /// empty.
  std::vector<std::string> languages{"en"};
  /// Where the metrics are served; absent if they are not.
  std::optional<ListenAddress> metrics;
  /// The lowest level that `serve` writes.
  host_sdk::LogLevel log_level = host_sdk::LogLevel::info;
  /// Not of the file, but of `serve --watch`: plugins are loaded from private copies of their libraries.
  bool private_copies = false;
};

/// `what()` is one sentence with the file, the line and the key.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace sample_host
