#include "directory/answers/units_answers.hpp"

#include <boost/json/array.hpp>

#include "common/text.hpp"
#include "directory/answers/user_json.hpp"

namespace emulator {

namespace json = boost::json;

json::object unit_json(const Emulator& emulator, const Workspace& workspace, Index index) {
  const Unit& unit = workspace.units()[index];
  json::object answer{{"kind", "admin#directory#orgUnit"},
                      {"etag", make_etag(emulator, unit.id, unit.revision)},
                      {"name", unit.name},
                      {"description", unit.description},
                      {"orgUnitId", unit.id},
                      {"orgUnitPath", unit.path},
                      {"blockInheritance", false}};
  if (unit.parent != kNoIndex) {
    answer["parentOrgUnitId"] = workspace.units()[unit.parent].id;
    answer["parentOrgUnitPath"] = workspace.units()[unit.parent].path;
  }
  return answer;
}

namespace {

ApiError unknown_customer() {
  return invalid("Invalid Customer Id", "customerId");
}

Index unit_by_key(const Call& call, const std::string& key) {
  if (const auto unit = call.workspace.units().find(key)) return *unit;
  if (key.starts_with("id:")) {
    for (const char c : key.substr(3))
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' ||
            c == '-'))
        throw invalid("Invalid Input: INVALID_OU_ID", "orgUnitPath");
  }
  throw not_found_message("Org unit not found");
}

}  // namespace

json::value units_list(const Call& call) {
  check_customer(call, first_value(call.path, "customerId"), unknown_customer());
  const Workspace& workspace = call.workspace;
  const std::string key = first_value(call.query, "orgUnitPath");
  const Index top = key.empty() ? kRootUnit : unit_by_key(call, key);
  const std::string type = first_value(call.query, "type");
  json::array units;
  std::uint64_t sum = 0;
  for (Index index = 0; index < workspace.units().size(); ++index) {
    const Unit& unit = workspace.units()[index];
    if (unit.deleted) continue;
    bool wanted = unit.parent == top;
    if (type == "all") wanted = index != top && workspace.units().is_within(index, top);
    if (type == "allIncludingParent") wanted = workspace.units().is_within(index, top);
    if (!wanted) continue;
    sum =
        sum * 1099511628211ull ^ hash_ignoring_case(unit.id) ^ hash_ignoring_case(unit.path) ^ unit.revision;
    units.push_back(unit_json(call.emulator, workspace, index));
  }
  json::object answer{{"kind", "admin#directory#orgUnits"},
                      {"etag", make_etag(call.emulator, "orgUnits", sum)}};
  if (!units.empty()) answer["organizationUnits"] = std::move(units);
  return answer;
}

json::value units_get(const Call& call) {
  check_customer(call, first_value(call.path, "customerId"), unknown_customer());
  const std::string key = first_value(call.path, "orgUnitPath");
  if (key.empty() || key == "/") {
    if (call.emulator.switches.is("root_unit_by_path", "not_found"))
      throw not_found_message("Org unit not found");
    if (call.emulator.switches.is("root_unit_by_path", "error"))
      throw invalid("Invalid Ou Id", "orgUnitPath");
    return unit_json(call.emulator, call.workspace, kRootUnit);
  }
  return unit_json(call.emulator, call.workspace, unit_by_key(call, key));
}

json::value customers_get(const Call& call) {
  check_customer(call, first_value(call.path, "customerKey"), not_found("customerKey"));
  const Customer& customer = call.workspace.customer();
  return json::object{{"kind", "admin#directory#customer"},
                      {"id", customer.id},
                      {"etag", make_etag(call.emulator, customer.id, 1)},
                      {"customerDomain", customer.domain},
                      {"alternateEmail", "owner@" + customer.domain},
                      {"language", "en"},
                      {"customerCreationTime", "2011-08-17T10:02:03.000Z"},
                      {"postalAddress", {{"organizationName", customer.name}, {"countryCode", "US"}}}};
}

json::value domains_list(const Call& call) {
  check_customer(call, first_value(call.path, "customer"), bad_request());
  const Customer& customer = call.workspace.customer();
  const auto domain = [&](const std::string& name, bool primary) {
    return json::object{{"kind", "admin#directory#domain"},
                        {"etag", make_etag(call.emulator, name, 1)},
                        {"domainName", name},
                        {"isPrimary", primary},
                        {"verified", true},
                        {"creationTime", "1313575323000"}};
  };
  json::array domains{domain(customer.domain, true)};
  for (const std::string& name : customer.secondary_domains) domains.push_back(domain(name, false));
  return json::object{{"kind", "admin#directory#domains"},
                      {"etag", make_etag(call.emulator, "domains" + customer.id, 1)},
                      {"domains", std::move(domains)}};
}

json::object schema_json(const Emulator& emulator, const Schema& schema) {
  const auto identified = [&](const std::string& name, const char* kind) {
    return json::object{{"kind", kind}, {"etag", make_etag(emulator, name, 1)}};
  };
  json::object answer = identified(schema.name, "admin#directory#schema");
  answer["schemaId"] = "schema-" + schema.name;
  answer["schemaName"] = schema.name;
  answer["displayName"] = schema.display_name;
  json::array fields;
  for (const SchemaField& field : schema.fields) {
    json::object one = identified(schema.name + "." + field.name, "admin#directory#schema#fieldspec");
    one["fieldId"] = "field-" + field.name;
    one["fieldName"] = field.name;
    one["displayName"] = field.display_name;
    one["fieldType"] = field.type;
    one["multiValued"] = field.multi_valued;
    one["readAccessType"] = "ALL_DOMAIN_USERS";
    fields.push_back(std::move(one));
  }
  answer["fields"] = std::move(fields);
  return answer;
}

json::value schemas_list(const Call& call) {
  check_customer(call, first_value(call.path, "customerId"), bad_request());
  json::array schemas;
  for (const Schema& schema : call.workspace.schemas().all())
    schemas.push_back(schema_json(call.emulator, schema));
  json::object answer{{"kind", "admin#directory#schemas"},
                      {"etag", make_etag(call.emulator, "schemas", schemas.size())}};
  if (!schemas.empty()) answer["schemas"] = std::move(schemas);
  return answer;
}

}  // namespace emulator
