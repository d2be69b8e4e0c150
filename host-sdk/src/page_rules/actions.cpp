#include "host_sdk/page_rules/actions.hpp"

#include <algorithm>
#include <variant>

#include "host_sdk/language.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "host_sdk/text.hpp"

namespace host_sdk::page {

namespace {

bool is_parameter_name(std::string_view name) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto allowed = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= 64 && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace

Parameters usable_parameters(const Parameters& parameters) {
  Parameters usable;
  for (const auto& [name, value] : parameters) {
    if (usable.size() == kMostParameters) break;
    if (is_parameter_name(name) && value.size() <= kLongestParameter && is_clean_utf8(value))
      usable.emplace(name, value);
  }
  return usable;
}

bool is_page_path(std::string_view path) {
  constexpr std::string_view kOwnParts[] = {"actions", "options", "tables", "events", "invitations"};
  constexpr std::size_t kMostParts = 4;
  if (path.empty()) return true;
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= path.size(); ++parts) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    const bool well_formed = std::ranges::all_of(part, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    if (part.empty() || part.size() > 64 || !well_formed || std::ranges::count(kOwnParts, part) > 0)
      return false;
    begin = end + 1;
  }
  return parts <= kMostParts;
}

std::optional<Refused> check_action(const Page& whole, const Actor& actor, std::string_view id,
                                    const std::optional<std::string>& value, std::string_view confirmation) {
  const auto* action = find_action(whole, id, value).action;
  if (action == nullptr || action->leads_to) {
    const auto unavailable = std::find_if(whole.unavailable_actions.begin(), whole.unavailable_actions.end(),
                                          [&](const UnavailableAction& one) { return one.id == id; });
    return Refused{
        Refusal::not_possible,
        unavailable != whole.unavailable_actions.end()
            ? unavailable->reason
            : tr("The page has no action '{action}' at the moment. Nothing was done.", {{"action", id}})};
  }
  if (!may(actor, action->needs)) {
    return Refused{Refusal::forbidden,
                   tr("You need the permission '{permission}' to do this. Nothing was done.",
                      {{"permission", action->needs}})};
  }
  if (!action->disabled.empty()) {
    return Refused{Refusal::not_possible, tr("'{action}' is not possible now: {reason}",
                                             {{"action", action->label}, {"reason", action->disabled}})};
  }
  if (action->confirm && action->confirm->type_to_confirm &&
      trimmed(confirmation) != trimmed(action->confirm->type_to_confirm->value)) {
    return Refused{
        Refusal::not_possible,
        tr("Nothing was done, because the confirmation does not match. Type {confirmation} to confirm.",
           {{"confirmation", action->confirm->type_to_confirm->value}})};
  }
  return {};
}

}  // namespace host_sdk::page
