#include "google/directory/directory_requests.hpp"

#include "google/wire/parameters.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google {

using host_sdk::percent_encode;

namespace {

/// Only the fields that the decoder reads, so that no other personal data is transferred, and only names that
/// every revision of the API knows, because an unknown name is a 400. Fields of type "any" are selected as a
/// whole: Google does not document selections inside them.
constexpr const char* kUserFields =
    "kind,id,primaryEmail,name,suspended,archived,orgUnitPath,organizations,phones,relations,languages,"
    "locations,"
    "aliases,nonEditableAliases";

constexpr const char* kUnitsFields = "kind,organizationUnits(orgUnitId,orgUnitPath,name,parentOrgUnitId)";

Parameters with_page(Parameters parameters, const std::string& page_token) {
  if (!page_token.empty()) parameters.emplace_back("pageToken", page_token);
  return parameters;
}

}  // namespace

DirectoryRequests::DirectoryRequests(std::string base) : base_(std::move(base)) {
  while (base_.ends_with('/')) base_.pop_back();
  base_ += "/admin/directory/v1/";
}

std::string DirectoryRequests::user_fields() const {
  std::string fields = kUserFields;
  if (extra_.guest) fields += ",isGuestUser";
  if (extra_.mailbox) fields += ",isMailboxSetup";
  if (extra_.last_sign_in) fields += ",lastLoginTime";
  return fields;
}

// Without "nextPageToken" in the mask, a list would end silently after its first page; "kind" tells a list of
// Google from any other JSON object. `query` is never used: Google's search index lags by up to 36 hours. The
// projection `basic` omits only custom fields. Ordering by email keeps pages stable while users are added and
// removed.
std::string DirectoryRequests::users(const std::string& page_token, Order order) const {
  const Parameters parameters{
      {"customer", "my_customer"},
      {"maxResults", "500"},
      {"orderBy", "email"},
      {"sortOrder", order == Order::ascending ? "ASCENDING" : "DESCENDING"},
      {"projection", "basic"},
      {"viewType", "admin_view"},
      {"fields", std::string("kind,nextPageToken,users(") + user_fields() + ")"},
      {"prettyPrint", "false"},
  };
  return base_ + "users?" + encode_query(with_page(parameters, page_token));
}

// Google documents the parameter as a text, and that it lists deleted users only.
std::string DirectoryRequests::deleted_users(const std::string& page_token) const {
  const Parameters parameters{
      {"customer", "my_customer"}, {"maxResults", "500"},
      {"showDeleted", "true"},     {"fields", "kind,nextPageToken,users(id,deletionTime)"},
      {"prettyPrint", "false"},
  };
  return base_ + "users?" + encode_query(with_page(parameters, page_token));
}

std::string DirectoryRequests::groups(const std::string& page_token) const {
  const Parameters parameters{
      {"customer", "my_customer"}, {"maxResults", "200"},
      {"orderBy", "email"},        {"fields", "kind,nextPageToken,groups(id,email,name)"},
      {"prettyPrint", "false"},
  };
  return base_ + "groups?" + encode_query(with_page(parameters, page_token));
}

// Direct members only: Google's own expansion of nested groups is known to omit members.
std::string DirectoryRequests::members(const std::string& group_id, const std::string& page_token) const {
  const Parameters parameters{
      {"maxResults", "200"},
      {"fields", "kind,nextPageToken,members(id,email,type)"},
      {"prettyPrint", "false"},
  };
  return base_ + "groups/" + percent_encode(group_id) + "/members?" +
         encode_query(with_page(parameters, page_token));
}

// The only `type` that includes the root. The method is not paginated.
std::string DirectoryRequests::units() const {
  return base_ + "customer/my_customer/orgunits?" +
         encode_query({{"orgUnitPath", "/"},
                       {"type", "allIncludingParent"},
                       {"fields", kUnitsFields},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::child_units(const std::string& id) const {
  Parameters parameters{{"type", "children"}, {"fields", kUnitsFields}, {"prettyPrint", "false"}};
  // Absent, the parameter means the root.
  if (!id.empty()) parameters.emplace_back("orgUnitPath", id);
  return base_ + "customer/my_customer/orgunits?" + encode_query(parameters);
}

std::string DirectoryRequests::user(const std::string& id) const {
  return base_ + "users/" + percent_encode(id) + "?" +
         encode_query({{"projection", "basic"},
                       {"viewType", "admin_view"},
                       {"fields", user_fields()},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::group(const std::string& id) const {
  return base_ + "groups/" + percent_encode(id) + "?" +
         encode_query({{"fields", "kind,id,email,name"}, {"prettyPrint", "false"}});
}

// A path would need escapes that Google decodes twice; an id does not.
std::string DirectoryRequests::unit(const std::string& id) const {
  return base_ + "customer/my_customer/orgunits/" + percent_encode(id) + "?" +
         encode_query(
             {{"fields", "kind,orgUnitId,orgUnitPath,name,parentOrgUnitId"}, {"prettyPrint", "false"}});
}

std::string DirectoryRequests::has_member(const std::string& group_id, const std::string& person_id) const {
  return base_ + "groups/" + percent_encode(group_id) + "/hasMember/" + percent_encode(person_id) + "?" +
         encode_query({{"fields", "isMember"}, {"prettyPrint", "false"}});
}

// `userKey` and `customer` exclude each other.
std::string DirectoryRequests::groups_of(const std::string& person_id, const std::string& page_token) const {
  const Parameters parameters{{"userKey", person_id},
                              {"maxResults", "200"},
                              {"fields", "kind,nextPageToken,groups(id,email,name)"},
                              {"prettyPrint", "false"}};
  return base_ + "groups?" + encode_query(with_page(parameters, page_token));
}

std::string DirectoryRequests::one_user() const {
  return base_ + "users?" +
         encode_query({{"customer", "my_customer"},
                       {"maxResults", "1"},
                       {"fields", "kind,nextPageToken,users(id)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::one_group() const {
  return base_ + "groups?" +
         encode_query({{"customer", "my_customer"},
                       {"maxResults", "1"},
                       {"fields", "kind,nextPageToken,groups(id)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::one_member(const std::string& group_id) const {
  return base_ + "groups/" + percent_encode(group_id) + "/members?" +
         encode_query({{"maxResults", "1"},
                       {"fields", "kind,nextPageToken,members(id,email,type)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::top_units() const {
  return base_ + "customer/my_customer/orgunits?" +
         encode_query({{"type", "children"},
                       {"fields", "kind,organizationUnits(orgUnitId)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::administrator(const std::string& id) const {
  return base_ + "users/" + percent_encode(id) + "?" +
         encode_query({{"fields", "kind,id,primaryEmail,customerId,isAdmin,isDelegatedAdmin"},
                       {"prettyPrint", "false"}});
}

}  // namespace gup::google
