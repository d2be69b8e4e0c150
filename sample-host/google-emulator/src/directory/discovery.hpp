#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "common/message.hpp"

/// The methods of the directory, as the discovery document describes them.
namespace emulator {

struct ParameterRule {
  std::string location;  ///< "path" or "query"
  std::string type;      ///< "string", "integer", "boolean"
  std::vector<std::string> allowed;
  std::optional<std::int64_t> minimum;
  std::optional<std::int64_t> maximum;
  std::string pattern;
  bool required = false;
  bool repeated = false;
};

struct MethodRule {
  std::string id;           ///< e.g. directory.users.list
  std::string http_method;  ///< e.g. GET
  std::vector<std::string> path;
  std::map<std::string, ParameterRule> parameters;
  std::vector<std::string> scopes;
  std::string response_schema;
};

struct Match {
  const MethodRule* method = nullptr;  ///< null if no method matches
  Parameters path_parameters;
};

class Discovery {
 public:
  /// Throws std::runtime_error with the file's name when it cannot be read.
  static Discovery load(const std::filesystem::path& file);

  Match match(const std::string& http_method, const std::string& encoded_path) const;
  /// The query parameters that every method takes.
  const std::map<std::string, ParameterRule>& common_parameters() const { return common_; }
  /// The properties of a schema.
  const boost::json::object& properties(const std::string& schema) const;
  /// Returns Google's one-line description of a scope, or the scope itself.
  std::string scope_description(const std::string& scope) const;

 private:
  void collect(const boost::json::object& resource);

  std::vector<MethodRule> methods_;
  std::map<std::string, ParameterRule> common_;
  boost::json::object schemas_;
  std::map<std::string, std::string> scopes_;
};

}  // namespace emulator
