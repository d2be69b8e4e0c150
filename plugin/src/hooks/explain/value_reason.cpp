#include "hooks/explain/value_reason.hpp"

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "plan/groups/group_names.hpp"

namespace gup {

using host_sdk::tr;

std::string value_group_reason(GroupAttribute attribute, std::string_view value,
                               const std::vector<std::string>& groups) {
  const std::string field = in_words(attribute);
  if (value.empty())
    return tr("In no target group for a value, because the {field} is empty.", {{"field", field}});
  const std::string key = host_sdk::fold_key(value);
  const std::string suffix = host_sdk::fold_key(field_of(attribute).label);
  for (const std::string& group : groups)
    if (plan::GroupNames::could_be_given(host_sdk::fold_key(group), key, suffix))
      return tr("In the target group “{group}” because the {field} is “{value}”.",
                {{"group", printable(group)}, {"field", field}, {"value", printable(value)}});
  return tr("Not yet in the target group for the {field} “{value}”.",
            {{"field", field}, {"value", printable(value)}});
}

}  // namespace gup
