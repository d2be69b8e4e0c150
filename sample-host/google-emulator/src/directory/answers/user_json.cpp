#include "directory/answers/user_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "common/json_members.hpp"
#include "common/text.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

void add_full_name(json::object& user) {
  json::value* name = user.if_contains("name");
  if (!name || !name->is_object() || name->get_object().contains("fullName")) return;
  const std::string given = text_or_empty(name->get_object(), "givenName");
  const std::string family = text_or_empty(name->get_object(), "familyName");
  name->get_object()["fullName"] = given.empty() || family.empty() ? given + family : given + " " + family;
}

json::array emails(const User& user, const json::object& document) {
  json::array all{json::object{{"address", user.primary_email}, {"primary", true}}};
  if (const json::value* aliases = document.if_contains("aliases"); aliases && aliases->is_array())
    for (const json::value& alias : aliases->get_array()) all.push_back(json::object{{"address", alias}});
  return all;
}

void bend_to_switches(json::object& user, const Switches& switches) {
  if (switches.is("employee_id_type", "custom")) {
    json::value* ids = user.if_contains("externalIds");
    if (ids && ids->is_array())
      for (json::value& id : ids->get_array())
        if (id.is_object() && text_or_empty(id.get_object(), "type") == "organization") {
          id.get_object()["type"] = "custom";
          id.get_object()["customType"] = "employee";
        }
  }
  if (switches.is("multi_valued_custom_fields", "bare")) {
    json::value* schemas = user.if_contains("customSchemas");
    if (!schemas || !schemas->is_object()) return;
    for (auto& schema : schemas->get_object()) {
      if (!schema.value().is_object()) continue;
      for (auto& field : schema.value().get_object()) {
        if (!field.value().is_array()) continue;
        for (json::value& element : field.value().get_array())
          if (element.is_object() && element.get_object().contains("value"))
            element = json::value(element.get_object()["value"]);
      }
    }
  }
}

}  // namespace

std::string make_etag(const Emulator& emulator, const std::string& id, std::uint64_t revision) {
  if (emulator.switches.is("etags", "stable_on_change")) revision = 0;
  if (emulator.switches.is("etags", "change_every_call")) revision += emulator.etag_counter << 20;
  static const char* const kDigits = "0123456789abcdef";
  std::uint64_t hash = hash_ignoring_case(id) ^ (revision + 1) * 0x9e3779b97f4a7c15ull;
  std::string etag = "\"";
  for (int i = 0; i < 16; ++i, hash >>= 4) etag += kDigits[hash & 15];
  return etag + "\"";
}

json::object user_json(const Emulator& emulator, const Workspace& workspace, Index index,
                       const FieldMask& mask, json::storage_ptr memory) {
  const User& user = workspace.users()[index];
  const Switches& switches = emulator.switches;
  if (user.deleted())
    return {{{"id", user.id},
             {"primaryEmail", user.primary_email},
             {"deletionTime", rfc3339(user.deleted_at)},
             {"kind", "admin#directory#user"},
             {"etag", make_etag(emulator, user.id, user.revision)}},
            std::move(memory)};
  json::value parsed = json::parse(user.document, std::move(memory));
  json::object& answer = parsed.as_object();
  const auto offer = [&](const char* name, auto make) {
    if (mask.selects(name) && !answer.contains(name)) answer[name] = make();
  };
  add_full_name(answer);
  offer("kind", [] { return "admin#directory#user"; });
  offer("id", [&] { return user.id; });
  offer("etag", [&] { return make_etag(emulator, user.id, user.revision); });
  offer("primaryEmail", [&] { return user.primary_email; });
  offer("orgUnitPath", [&] { return workspace.units()[user.unit].path; });
  offer("customerId", [&] { return workspace.customer().id; });
  offer("emails", [&] { return emails(user, answer); });
  for (const char* name :
       {"isAdmin", "isDelegatedAdmin", "suspended", "archived", "changePasswordAtNextLogin", "ipWhitelisted",
        "isEnrolledIn2Sv", "isEnforcedIn2Sv"})
    offer(name, [] { return false; });
  for (const char* name : {"agreedToTerms", "isMailboxSetup", "includeInGlobalAddressList"})
    offer(name, [] { return true; });
  if (user.suspended) offer("suspensionReason", [] { return "ADMIN"; });
  offer("creationTime", [] { return "2019-03-05T09:30:04.000Z"; });
  if (switches.is("never_logged_in", "epoch"))
    offer("lastLoginTime", [] { return "1970-01-01T00:00:00.000Z"; });
  if (switches.is("newer_fields", "known")) {
    offer("isGuestUser", [] { return false; });
  } else {
    for (const char* name : {"isGuestUser", "guestAccountInfo", "archivalTime", "suspensionTime"})
      answer.erase(name);
  }
  bend_to_switches(answer, switches);
  for (auto entry = answer.begin(); entry != answer.end();)
    entry = entry->value().is_null() ? answer.erase(entry) : entry + 1;
  return std::move(answer);
}

}  // namespace emulator
