#include "google/sign_in/scopes.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace gup::google {

namespace {

struct NeededScope {
  std::string_view scope;
  const char* gives_access_to;
};

constexpr std::array kNeeded{NeededScope{kUserScope, "users"}, NeededScope{kGroupScope, "groups"},
                             NeededScope{kUnitScope, "organizational units"}};

/// "…admin.directory.user" for "…admin.directory.user.readonly".
constexpr std::string_view writable_form(std::string_view scope) {
  return scope.substr(0, scope.size() - std::string_view(".readonly").size());
}

}  // namespace

std::string needed_scopes(std::string_view separator) {
  std::string list;
  for (const auto& needed : kNeeded) list.append(list.empty() ? "" : separator).append(needed.scope);
  return list;
}

std::string requested_scopes(bool with_schemas) {
  return "openid email " + needed_scopes(" ") + (with_schemas ? std::string(" ") + kSchemaScope : "");
}

bool grants_schemas(const std::vector<std::string>& granted) {
  return std::ranges::any_of(granted, [](const std::string& scope) {
    return scope == kSchemaScope || scope == writable_form(kSchemaScope);
  });
}

std::vector<std::string> missing_access(const std::vector<std::string>& granted) {
  const auto has = [&](std::string_view scope) {
    return std::find(granted.begin(), granted.end(), scope) != granted.end();
  };
  std::vector<std::string> missing;
  for (const auto& [scope, gives_access_to] : kNeeded)
    if (!has(scope) && !has(writable_form(scope))) missing.emplace_back(gives_access_to);
  return missing;
}

std::vector<std::string> split_scopes(const std::string& list) {
  std::istringstream stream(list);
  std::vector<std::string> scopes;
  for (std::string scope; stream >> scope;) scopes.push_back(scope);
  return scopes;
}

}  // namespace gup::google
