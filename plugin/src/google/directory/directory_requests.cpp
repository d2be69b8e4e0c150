#include "google/directory/directory_requests.hpp"

#include <set>
#include <utility>

#include "google/wire/parameters.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google {

using host_sdk::percent_encode;

namespace {

// Selects only the fields that the decoder reads, so that no other personal data is transferred. Every
// revision of the API knows these names; an unknown name is a 400. Fields of type "any" are selected as a
// whole: Google does not document selections inside them. The name is always read: it tells who a person is.
constexpr const char* kFirstFields = "kind,id,primaryEmail,name,suspended,archived,orgUnitPath";
constexpr const char* kLastFields = ",aliases,nonEditableAliases";

constexpr const char* kUnitsFields = "kind,organizationUnits(orgUnitId,orgUnitPath,name,parentOrgUnitId)";

Parameters with_page(Parameters parameters, const std::string& page_token) {
  if (!page_token.empty()) parameters.emplace_back("pageToken", page_token);
  return parameters;
}

}  // namespace

DirectoryRequests::DirectoryRequests(std::string base) : base_(std::move(base)) {
  while (base_.ends_with('/')) base_.pop_back();
  base_ += "/admin/directory/v1/";
  ask_for({}, default_mapping());
}

void DirectoryRequests::ask_for(const ExtraUserFields& extra, const FieldMapping& mapping) {
  extra_ = extra;
  doubtful_ = Doubtful::all;
  std::set<Attribute> attributes;
  for (const FieldRule& rule : mapping)
    for (const FieldSource& source : rule.sources) attributes.insert(source.attribute);
  mapped_.clear();
  for (const Attribute attribute : attributes)
    if (attribute != Attribute::name && attribute != Attribute::custom_schemas)
      mapped_.append(",").append(wire_name(attribute));
  std::set<std::string> schemas;
  for (const CustomAttribute& attribute : custom_attributes(mapping)) schemas.insert(attribute.schema);
  schemas_.clear();
  for (const std::string& schema : schemas) schemas_.append(schemas_.empty() ? "" : ",").append(schema);
}

bool DirectoryRequests::leave_out_after(Doubtful rejected) {
  // A request that was sent at the same time has found out already.
  if (rejected != doubtful_) return true;
  const bool custom = !schemas_.empty();
  if (doubtful_ == Doubtful::all && custom)
    doubtful_ = Doubtful::without_custom;
  else if (doubtful_ < Doubtful::without_guests && extra_.guest)
    doubtful_ = Doubtful::without_guests;
  else if (doubtful_ == Doubtful::without_guests && custom)
    doubtful_ = Doubtful::none;
  else
    return false;
  return true;
}

bool DirectoryRequests::asks_for_guests() const {
  return extra_.guest && doubtful_ < Doubtful::without_guests;
}

bool DirectoryRequests::asks_for_custom() const {
  return !schemas_.empty() && (doubtful_ == Doubtful::all || doubtful_ == Doubtful::without_guests);
}

std::string DirectoryRequests::user_fields() const {
  std::string fields = kFirstFields + mapped_;
  if (asks_for_custom()) fields += ",customSchemas";
  fields += kLastFields;
  if (asks_for_guests()) fields += ",isGuestUser";
  if (extra_.mailbox) fields += ",isMailboxSetup";
  if (extra_.last_sign_in) fields += ",lastLoginTime";
  return fields;
}

// Without "nextPageToken" in the mask, a list would end silently after its first page; "kind" tells a list of
// Google from any other JSON object. `query` is never used: Google's search index lags by up to 36 hours.
// The projection `basic` omits only custom fields. Ordering by email keeps pages stable while users are added
// and removed.
std::string DirectoryRequests::users(const std::string& page_token, Order order, int page_size) const {
  Parameters parameters{
      {"customer", "my_customer"},
      {"maxResults", std::to_string(page_size)},
      {"orderBy", "email"},
      {"sortOrder", order == Order::ascending ? "ASCENDING" : "DESCENDING"},
      {"projection", asks_for_custom() ? "custom" : "basic"},
      {"viewType", "admin_view"},
      {"fields", std::string("kind,nextPageToken,users(") + user_fields() + ")"},
      {"prettyPrint", "false"},
  };
  if (asks_for_custom()) parameters.emplace_back("customFieldMask", schemas_);
  return base_ + "users?" + encode_query(with_page(std::move(parameters), page_token));
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
  Parameters parameters{{"projection", asks_for_custom() ? "custom" : "basic"},
                        {"viewType", "admin_view"},
                        {"fields", user_fields()},
                        {"prettyPrint", "false"}};
  if (asks_for_custom()) parameters.emplace_back("customFieldMask", schemas_);
  return base_ + "users/" + percent_encode(id) + "?" + encode_query(parameters);
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

std::string DirectoryRequests::schemas() const {
  return base_ + "customer/my_customer/schemas?" +
         encode_query(
             {{"fields", "kind,schemas(schemaName,displayName,fields(fieldName,displayName,multiValued))"},
              {"prettyPrint", "false"}});
}

std::string DirectoryRequests::one_user() const {
  return base_ + "users?" +
         encode_query({{"customer", "my_customer"},
                       {"maxResults", "1"},
                       {"fields", "kind,nextPageToken,users(id)"},
                       {"prettyPrint", "false"}});
}

std::string DirectoryRequests::some_groups() const {
  return base_ + "groups?" +
         encode_query({{"customer", "my_customer"},
                       {"maxResults", "5"},
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
