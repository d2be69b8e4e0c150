#include "hooks/actions/fields/attribute_check.hpp"

#include <algorithm>

#include "hooks/actions/google_question.hpp"
#include "hooks/fields/field_cache.hpp"
#include "host_sdk/language.hpp"

namespace gup {
namespace {

bool uses_attribute(const FieldRule& rule, const CustomAttribute& attribute) {
  return std::ranges::any_of(rule.sources, [&](const FieldSource& source) {
    return source.attribute == Attribute::custom_schemas &&
           CustomAttribute{source.entry, source.member} == attribute;
  });
}

}  // namespace

std::map<std::size_t, std::vector<std::string>> unknown_attributes(const HookContext& context,
                                                                   const std::string& company_id,
                                                                   const FieldMapping& saved,
                                                                   const FieldMapping& mapping,
                                                                   host_sdk::TaskMonitor& monitor) {
  std::map<std::size_t, std::vector<std::string>> errors;
  std::vector<CustomAttribute> added = custom_attributes(mapping);
  for (const CustomAttribute& known : custom_attributes(saved)) std::erase(added, known);
  if (added.empty()) return errors;
  const auto listed = ask_in_time([&] { return context.fields.attributes(company_id, monitor); });
  if (!listed) return errors;
  for (const KnownAttribute& known : *listed) std::erase(added, known.name);
  for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i)
    for (const CustomAttribute& attribute : added)
      if (uses_attribute(mapping[i], attribute))
        errors[i].push_back(host_sdk::tr("Google has no custom attribute {attribute}.",
                                         {{"attribute", attribute_text(attribute)}}));
  return errors;
}

}  // namespace gup
