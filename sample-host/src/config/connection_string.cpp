#include "config/connection_string.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace sample_host {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// SOCI's form for SQLite: `key=value` separated by blanks, a value with blanks in double quotes.
Pairs split_pairs(std::string_view text) {
  Pairs pairs;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const auto equals = text.find('=', at);
    if (equals == std::string_view::npos) throw std::invalid_argument("must be written as key=value pairs");
    std::string key{text.substr(at, equals - at)};
    at = equals + 1;
    std::string value;
    if (at < text.size() && text[at] == '"') {
      const auto end = text.find('"', at + 1);
      if (end == std::string_view::npos) throw std::invalid_argument("a quotation mark is not closed");
      value = text.substr(at + 1, end - at - 1);
      at = end + 1;
    } else {
      const auto end = std::min(text.find(' ', at), text.size());
      value = text.substr(at, end - at);
      at = end;
    }
    pairs.emplace_back(std::move(key), std::move(value));
  }
  return pairs;
}

std::string ready_sqlite(const std::string& connection, const std::filesystem::path& folder) {
  Pairs pairs =
      connection.find('=') == std::string::npos ? Pairs{{"dbname", connection}} : split_pairs(connection);
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
  if (path.empty()) throw std::invalid_argument("names no file (dbname=host.db)");
  if (path.starts_with(":memory:") || path.starts_with("file:")) {
    throw std::invalid_argument("must name a file, since several processes share the database");
  }
  if (path.find('"') != std::string::npos) throw std::invalid_argument("the path holds a quotation mark");
  const auto absolute = (folder / path).lexically_normal().string();
  return "dbname=\"" + absolute + "\"" + rest + (timeout ? "" : " timeout=5");
}

}  // namespace

std::string ready_connection_string(const std::string& backend, const std::string& connection,
                                    const std::filesystem::path& folder) {
  if (backend == "sqlite3") return ready_sqlite(connection, folder);
  const bool uri = connection.starts_with("postgresql://") || connection.starts_with("postgres://");
  if (backend == "postgresql" && uri && connection.find('?') == std::string::npos) {
    return connection + "?application_name=sample-host";
  }
  return connection;
}

}  // namespace sample_host
