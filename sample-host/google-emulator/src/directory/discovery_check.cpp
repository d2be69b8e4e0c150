#include "directory/discovery_check.hpp"

#include <charconv>
#include <regex>
#include <set>

#include <boost/json/array.hpp>

namespace emulator {

namespace json = boost::json;

namespace {

/// Properties of @googleapis/admin 37.0.0 that revision 20240709 of the document does not have yet.
const std::map<std::string, std::set<std::string>>& newer_properties() {
  static const std::map<std::string, std::set<std::string>> kNewer = {
      {"User", {"archivalTime", "suspensionTime", "isGuestUser", "guestAccountInfo"}},
      {"Group", {"externalIds"}},
  };
  return kNewer;
}

Violation bad_value(const std::string& name) {
  return {"invalid", "Invalid Input: " + name, name};
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Violation> check_value(const std::string& name, const std::string& value,
                                     const ParameterRule& rule, const Switches& switches) {
  if (rule.type == "integer") {
    const auto number = whole_number(value);
    if (!number || (rule.minimum && *number < *rule.minimum)) return bad_value(name);
    if (rule.maximum && *number > *rule.maximum && !switches.is("over_maximum", "clamp"))
      return bad_value(name);
  }
  if (rule.type == "boolean" && value != "true" && value != "false") return bad_value(name);
  if (!rule.allowed.empty() &&
      std::find(rule.allowed.begin(), rule.allowed.end(), value) == rule.allowed.end())
    return bad_value(name);
  if (!rule.pattern.empty() && !std::regex_match(value, std::regex(rule.pattern))) return bad_value(name);
  return std::nullopt;
}

void check_selection(const Discovery& discovery, const std::string& schema, FieldMask& mask,
                     const Switches& switches) {
  const json::object& properties = discovery.properties(schema);
  for (auto& [name, below] : mask.children()) {
    if (name == "*") continue;
    const json::value* property = properties.if_contains(name);
    if (!property) {
      const auto newer = newer_properties().find(schema);
      if (newer == newer_properties().end() || !newer->second.count(name)) throw FieldMaskError(name);
      if (switches.is("newer_fields", "error")) throw FieldMaskError(name, true);
      continue;
    }
    if (below.everything()) continue;
    const json::object* rule = &property->as_object();
    if (const json::value* items = rule->if_contains("items")) rule = &items->as_object();
    if (const json::value* reference = rule->if_contains("$ref")) {
      check_selection(discovery, std::string(reference->as_string()), below, switches);
    } else if (rule->contains("additionalProperties")) {
      continue;  // a map: the names are the customer's own
    } else if (rule->contains("type") && rule->at("type").as_string() == "any") {
      if (switches.is("any_sub_masks", "error")) throw FieldMaskError(below.children().front().first, true);
      if (switches.is("any_sub_masks", "ignored")) below = FieldMask();
    } else {
      throw FieldMaskError(below.children().front().first);
    }
  }
}

}  // namespace

std::optional<Violation> find_violation(const Discovery& discovery, const MethodRule& method,
                                        const Match& match, const Parameters& query,
                                        const Switches& switches) {
  std::set<std::string> seen;
  for (const auto& [name, value] : match.path_parameters) {
    if (const auto violation = check_value(name, value, method.parameters.at(name), switches))
      return violation;
    seen.insert(name);
  }
  for (const auto& [name, value] : query) {
    const auto own = method.parameters.find(name);
    const auto common = discovery.common_parameters().find(name);
    const bool is_own = own != method.parameters.end() && own->second.location == "query";
    if (!is_own && common == discovery.common_parameters().end())
      return Violation{"badRequest",
                       "Invalid JSON payload received. Unknown name \"" + name +
                           "\": Cannot bind query parameter. Field '" + name +
                           "' could not be found in request message.",
                       name};
    const ParameterRule& rule = is_own ? own->second : common->second;
    if (!seen.insert(name).second && !rule.repeated)
      return Violation{"badRequest", "Parameter " + name + " was sent more than once", name};
    if (const auto violation = check_value(name, value, rule, switches)) return violation;
    // Stated in words: "any arbitrary string ..., but should not exceed 40 characters".
    if (name == "quotaUser" && value.size() > 40) return bad_value(name);
    if (name == "alt" && value != "json") return bad_value(name);
    if (name == "access_token" || name == "oauth_token")
      return Violation{"badRequest", "A token in the address is logged; send the Authorization header", name};
  }
  for (const auto& [name, rule] : method.parameters)
    if (rule.required && !seen.count(name))
      return Violation{"badRequest", "Missing required field: " + name, name};
  return std::nullopt;
}

FieldMask checked_field_mask(const Discovery& discovery, const MethodRule& method, const std::string& fields,
                             const Switches& switches) {
  FieldMask mask = FieldMask::parse(fields);
  check_selection(discovery, method.response_schema, mask, switches);
  return mask;
}

}  // namespace emulator
