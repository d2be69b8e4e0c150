#include "google/directory/directory_requests.hpp"

#include "google/parameters.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google {

using host_sdk::percent_encode;

namespace {

/// Only what is kept, so that neither personal data nor noise (last sign-in, photo) crosses the wire; and
/// only names that every revision of the interface knows, because an unknown one is a 400. `any` fields are
/// named whole: whether a selection inside them works is not documented.
constexpr const char* kUserFields =
    "id,primaryEmail,name,suspended,archived,orgUnitPath,organizations,phones,relations,languages,locations,"
    "aliases,nonEditableAliases";

Parameters with_page(Parameters parameters, const std::string& page_token) {
  if (!page_token.empty()) parameters.emplace_back("pageToken", page_token);
  return parameters;
}

}  // namespace

DirectoryRequests::DirectoryRequests(std::string base) : base_(std::move(base)) {
  while (base_.ends_with('/')) base_.pop_back();
  base_ += "/admin/directory/v1/";
}

// Masks without "nextPageToken" would end a list silently after its first page. `query` is not used anywhere:
// Google's search index lags by up to 36 hours. The projection is `basic`, which leaves out nothing but the
// customer's own fields. An order of addresses keeps pages stable while people come and go.
std::string DirectoryRequests::users(const std::string& page_token, Order order) const {
  const Parameters parameters{
      {"customer", "my_customer"},
      {"maxResults", "500"},
      {"orderBy", "email"},
      {"sortOrder", order == Order::ascending ? "ASCENDING" : "DESCENDING"},
      {"projection", "basic"},
      {"viewType", "admin_view"},
      {"fields", std::string("nextPageToken,users(") + kUserFields + ")"},
      {"prettyPrint", "false"},
  };
  return base_ + "users?" + encode_query(with_page(parameters, page_token));
}

std::string DirectoryRequests::groups(const std::string& page_token) const {
  const Parameters parameters{
      {"customer", "my_customer"}, {"maxResults", "200"},
      {"orderBy", "email"},        {"fields", "nextPageToken,groups(id,email,name)"},
      {"prettyPrint", "false"},
  };
  return base_ + "groups?" + encode_query(with_page(parameters, page_token));
}

// Direct members only: Google's own expansion of nested groups is known to leave people out.
std::string DirectoryRequests::members(const std::string& group_id, const std::string& page_token) const {
  const Parameters parameters{
      {"maxResults", "200"},
      {"fields", "nextPageToken,members(id,email,type)"},
      {"prettyPrint", "false"},
  };
  return base_ + "groups/" + percent_encode(group_id) + "/members?" +
         encode_query(with_page(parameters, page_token));
}

// The only type that returns the root. There is no paging.
std::string DirectoryRequests::units() const {
  return base_ + "customer/my_customer/orgunits?" +
         encode_query({{"orgUnitPath", "/"},
                       {"type", "allIncludingParent"},
                       {"fields", "organizationUnits(orgUnitId,orgUnitPath,name,parentOrgUnitId)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::user(const std::string& id) const {
  return base_ + "users/" + percent_encode(id) + "?" +
         encode_query({{"projection", "basic"},
                       {"viewType", "admin_view"},
                       {"fields", kUserFields},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::one_user() const {
  return base_ + "users?" +
         encode_query({{"customer", "my_customer"},
                       {"maxResults", "1"},
                       {"fields", "nextPageToken,users(id)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::one_group() const {
  return base_ + "groups?" +
         encode_query({{"customer", "my_customer"},
                       {"maxResults", "1"},
                       {"fields", "nextPageToken,groups(id)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::top_units() const {
  return base_ + "customer/my_customer/orgunits?" +
         encode_query(
             {{"type", "children"}, {"fields", "organizationUnits(orgUnitId)"}, {"prettyPrint", "false"}});
}

std::string DirectoryRequests::administrator(const std::string& id) const {
  return base_ + "users/" + percent_encode(id) + "?" +
         encode_query(
             {{"fields", "id,primaryEmail,customerId,isAdmin,isDelegatedAdmin"}, {"prettyPrint", "false"}});
}

}  // namespace gup::google
