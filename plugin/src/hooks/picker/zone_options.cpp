#include "hooks/picker/zone_options.hpp"

#include <algorithm>

#include "hooks/picker/option_page.hpp"
#include "hooks/picker/unit_search.hpp"
#include "settings/schedule_form.hpp"

namespace gup {
namespace {

using host_sdk::page::Option;
using host_sdk::page::OptionsAnswer;
using host_sdk::page::OptionsRequest;

Option zone_option_of(const std::string& zone) {
  Option option;
  option.id = option.label = zone;
  return option;
}

/// "new york" finds "America/New_York".
std::string searchable(std::string zone) {
  std::ranges::replace(zone, '_', ' ');
  return folded(zone);
}

}  // namespace

OptionsAnswer zone_options(const HookContext& context, const OptionsRequest& request) {
  OptionsAnswer answer;
  const auto* calendar = host_sdk::find_service<host_sdk::Calendar>(context.host);
  if (calendar == nullptr) return answer;
  std::vector<std::string> zones = calendar->zones();
  std::erase(zones, kUtc);
  zones.insert(zones.begin(), kUtc);
  for (const std::string& id : request.ids) {
    Option option = zone_option_of(id);
    option.gone = std::ranges::find(zones, id) == zones.end();
    answer.options.push_back(std::move(option));
  }
  if (!request.ids.empty()) return answer;
  const std::string wanted = searchable(request.query);
  std::vector<const std::string*> found;
  for (const std::string& zone : zones)
    if (searchable(zone).find(wanted) != std::string::npos) found.push_back(&zone);
  answer_page(found, request, zone_option_of, answer);
  return answer;
}

}  // namespace gup
