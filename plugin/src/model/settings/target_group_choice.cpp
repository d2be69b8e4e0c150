#include "model/settings/target_group_choice.hpp"

#include "host_sdk/value_rules.hpp"

namespace gup {

TargetGroupChoice target_group_choice(std::string_view setting) {
  TargetGroupChoice choice;
  if (setting.starts_with(kNewGroupPrefix)) {
    choice.new_name = setting.substr(kNewGroupPrefix.size());
  } else if (const auto id = host_sdk::to_integer(setting); id && *id > 0) {
    choice.id = *id;
  }
  return choice;
}

std::string new_target_group(std::string_view name) {
  return std::string(kNewGroupPrefix).append(name);
}

}  // namespace gup
