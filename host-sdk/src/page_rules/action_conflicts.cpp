#include "action_conflicts.hpp"

#include <map>
#include <string_view>
#include <tuple>

#include "host_sdk/page_rules/walk.hpp"
#include "host_sdk/text.hpp"

namespace host_sdk::page {

namespace {

/// Whether a person confirms it, and what they type.
std::tuple<bool, bool, std::string_view> confirmation(const Action& action) {
  if (!action.confirm) return {};
  const auto& typed = action.confirm->type_to_confirm;
  return {true, typed.has_value(), typed ? trimmed(typed->value) : std::string_view{}};
}

std::string difference(const Action& one, const Action& other) {
  if (one.leads_to.has_value() != other.leads_to.has_value()) return "one of them is a link";
  if (one.leads_to) return {};
  if (one.needs != other.needs) return "they need different permissions";
  if (confirmation(one) != confirmation(other)) return "they are confirmed differently";
  if (one.opens_external_site != other.opens_external_site) return "only one of them opens an external site";
  return {};
}

}  // namespace

std::string conflict_of_actions(const Page& whole) {
  /// The first action of each id and value. Those that agree with it agree with each other.
  std::map<std::string_view, std::map<std::string_view, const Action*>> first;
  std::string conflict;
  const auto compare = [&](const Action& one, const Action& other) {
    const auto reason = difference(one, other);
    if (conflict.empty() && !reason.empty())
      conflict = "two actions have the id '" + one.id + "', but " + reason;
  };
  walk_page(whole, {}, [&](const Action& action, FormAround) {
    auto& by_value = first[action.id];
    const auto [same, is_new] = by_value.emplace(action.value, &action);
    compare(*same->second, action);
    if (!is_new) return;
    if (!action.value.empty()) {
      if (const auto without = by_value.find(""); without != by_value.end())
        compare(*without->second, action);
    } else {
      for (const auto& [value, other] : by_value) compare(*other, action);
    }
  });
  return conflict;
}

}  // namespace host_sdk::page
