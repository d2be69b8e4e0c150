#include "config/connection_string.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "config/connection_pairs.hpp"
#include "host_sdk/encoding.hpp"

namespace sample_host {
namespace {

bool has(const ConnectionPairs& pairs, std::string_view key) {
  return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == key; });
}

void add_missing(ConnectionPairs& pairs, const ConnectionPairs& defaults) {
  for (const auto& pair : defaults)
    if (!has(pairs, pair.first)) pairs.push_back(pair);
}

void add_password(ConnectionPairs& pairs, const std::optional<host_sdk::SecretText>& password) {
  if (!password) return;
  if (has(pairs, "password") || has(pairs, "pass"))
    throw std::invalid_argument(
        "contains a password, and there is one under the key 'password' as well: keep one of them");
  pairs.emplace_back("password", password->reveal());
}

std::string ready_sqlite(const std::string& connection, const std::filesystem::path& folder) {
  const auto pairs = connection.find('=') == std::string::npos ? ConnectionPairs{{"dbname", connection}}
                                                               : sqlite_pairs(connection);
  std::string path;
  bool timeout = false;
  std::string rest;
  for (const auto& [key, value] : pairs) {
    if (key == "dbname" || key == "db") {
      path = value;
    } else {
      timeout = timeout || key == "timeout";
      rest += " " + key + "=" + value;
    }
  }
  if (path.empty()) throw std::invalid_argument("names no file; write dbname=host.db");
  if (path.starts_with(":memory:") || path.starts_with("file:")) {
    throw std::invalid_argument("must name a file, because several processes share the database");
  }
  if (path.find('"') != std::string::npos)
    throw std::invalid_argument("must not contain a quotation mark in its path");
  const auto absolute = (folder / path).lexically_normal().string();
  std::error_code ignored;
  if (std::filesystem::exists(absolute, ignored) && !std::filesystem::is_regular_file(absolute, ignored))
    throw std::invalid_argument("names " + absolute + ", which is not a regular file");
  return "dbname=\"" + absolute + "\"" + rest + (timeout ? "" : " timeout=5");
}

/// A URI with parameters only: SOCI mangles quotation marks in the other form, and URIs without parameters.
std::string ready_postgresql(ConnectionPairs pairs) {
  // A session ends within 30 seconds when the server stops answering or the network drops its packets.
  add_missing(pairs, {{"application_name", "sample-host"},
                      {"client_encoding", "UTF8"},
                      {"connect_timeout", "5"},
                      {"keepalives_idle", "30"},
                      {"keepalives_interval", "10"},
                      {"keepalives_count", "3"},
                      {"tcp_user_timeout", "30000"}});
  std::string uri = "postgresql://";
  char separator = '?';
  for (const auto& [key, value] : pairs) {
    uri += separator + host_sdk::percent_encode(key) + "=" + host_sdk::percent_encode(value);
    separator = '&';
  }
  return uri;
}

std::string ready_mysql(ConnectionPairs pairs) {
  constexpr std::array<std::string_view, 16> kKnown{
      "host",         "port",         "unix_socket", "db",      "dbname",       "service", "user",
      "password",     "pass",         "sslca",       "sslcert", "local_infile", "charset", "connect_timeout",
      "read_timeout", "write_timeout"};
  for (const auto& [key, value] : pairs) {
    if (key == "reconnect")
      throw std::invalid_argument("must not enable reconnect, which silently loses half a transaction");
    if (std::find(kKnown.begin(), kKnown.end(), key) == kKnown.end())
      throw std::invalid_argument(
          "has a key other than host, port, unix_socket, db, user, password, sslca, sslcert, charset, "
          "connect_timeout, read_timeout, write_timeout");
    if (key == "charset" && value != "utf8mb4")
      throw std::invalid_argument("must use the charset utf8mb4, because names can contain any character");
  }
  // Far longer than the longest statement of a sync; ends a session whose network drops its packets.
  add_missing(
      pairs,
      {{"charset", "utf8mb4"}, {"connect_timeout", "5"}, {"read_timeout", "600"}, {"write_timeout", "600"}});
  std::string text;
  for (const auto& [key, value] : pairs) {
    text += (text.empty() ? "" : " ") + key + "='";
    for (const char c : value) {
      if (c == '\'' || c == '\\') text += '\\';
      text += c;
    }
    text += '\'';
  }
  return text;
}

}  // namespace

std::string ready_connection_string(const std::string& backend, const std::string& connection,
                                    const std::optional<host_sdk::SecretText>& password,
                                    const std::filesystem::path& folder) {
  if (backend == "sqlite3") {
    if (password) throw std::invalid_argument("names a SQLite file, which has no password");
    return ready_sqlite(connection, folder);
  }
  auto pairs = backend == "postgresql" ? postgresql_pairs(connection) : mysql_pairs(connection);
  add_password(pairs, password);
  return backend == "postgresql" ? ready_postgresql(std::move(pairs)) : ready_mysql(std::move(pairs));
}

}  // namespace sample_host
