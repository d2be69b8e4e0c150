#include "google/sign_in/scopes.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace gup::google {

namespace {

constexpr std::array kNeeded{kUserScope, kGroupScope, kUnitScope};

}  // namespace

std::string needed_scopes(std::string_view separator) {
  std::string list;
  for (const char* scope : kNeeded) list.append(list.empty() ? "" : separator).append(scope);
  return list;
}

std::string requested_scopes() {
  return "openid email " + needed_scopes(" ");
}

std::vector<std::string> missing_scopes(const Grant& grant) {
  const auto granted = [&](std::string_view scope) {
    return std::find(grant.scopes.begin(), grant.scopes.end(), scope) != grant.scopes.end();
  };
  constexpr std::string_view kReadOnly = ".readonly";
  std::vector<std::string> missing;
  for (const std::string_view scope : kNeeded) {
    const std::string_view writable = scope.substr(0, scope.size() - kReadOnly.size());
    if (!granted(scope) && !granted(writable)) missing.emplace_back(scope);
  }
  return missing;
}

std::vector<std::string> split_scopes(const std::string& list) {
  std::istringstream stream(list);
  std::vector<std::string> scopes;
  for (std::string scope; stream >> scope;) scopes.push_back(scope);
  return scopes;
}

}  // namespace gup::google
