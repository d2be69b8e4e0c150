// The permissions that the plugin asks for, and which of them it got.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gup::google {

/// The read-only scopes that a sync needs.
inline constexpr const char* kUserScope = "https://www.googleapis.com/auth/admin.directory.user.readonly";
inline constexpr const char* kGroupScope = "https://www.googleapis.com/auth/admin.directory.group.readonly";
inline constexpr const char* kUnitScope = "https://www.googleapis.com/auth/admin.directory.orgunit.readonly";

/// Lists the custom attributes to choose from. No sync needs it: their values are part of the users.
inline constexpr const char* kSchemaScope =
    "https://www.googleapis.com/auth/admin.directory.userschema.readonly";

/// The three read-only scopes as one string.
[[nodiscard]] std::string needed_scopes(std::string_view separator);

/// The `scope` parameter of the consent screen: the needed scopes, and "openid email" to identify the
/// account. `with_schemas`: also `kSchemaScope`.
[[nodiscard]] std::string requested_scopes(bool with_schemas = false);

/// `granted` contains `kSchemaScope`, or its writable form.
[[nodiscard]] bool grants_schemas(const std::vector<std::string>& granted);

/// What `granted` gives no access to: "users", "groups", "organizational units"; empty if nothing is missing.
/// The writable form of a scope includes its read-only form. Order and additional scopes are ignored.
[[nodiscard]] std::vector<std::string> missing_access(const std::vector<std::string>& granted);

/// Splits the space-separated list of the token endpoint.
[[nodiscard]] std::vector<std::string> split_scopes(const std::string& list);

}  // namespace gup::google
