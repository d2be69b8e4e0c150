#include "hooks/picker/field_options.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "failure.hpp"
#include "hooks/actions/fields/field_form.hpp"
#include "hooks/picker/option_page.hpp"
#include "hooks/picker/unit_search.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "host_sdk/language.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup {
namespace {

using host_sdk::page::Option;
using host_sdk::page::OptionsAnswer;
using host_sdk::page::OptionsRequest;

/// A picker has 10 seconds.
constexpr std::chrono::seconds kFieldOptionsTime{8};

Option field_option_of(const FieldSource& source) {
  Option option;
  option.id = option.hint = sources_text({source});
  option.label = source_label(source);
  return option;
}

Option field_option_of(const KnownAttribute& attribute) {
  Option option =
      field_option_of(FieldSource{Attribute::custom_schemas, attribute.name.schema, attribute.name.field});
  option.label = attribute.multiple
                     ? host_sdk::tr("{attribute} (the first of its values)", {{"attribute", attribute.label}})
                     : attribute.label;
  return option;
}

/// Also the attributes that were typed.
Option resolve_field_option(const std::string& id, const std::vector<Option>& known) {
  const auto found = std::ranges::find(known, id, &Option::id);
  if (found != known.end()) return *found;
  const auto read = read_sources(id);
  if (read.sources.size() == 1) return field_option_of(read.sources.front());
  Option option;
  option.id = option.label = id;
  option.gone = true;
  return option;
}

}  // namespace

bool is_field_picker(const std::string& picker) {
  return picker.starts_with(kSourcesPrefix) &&
         mapped_field(std::string_view(picker).substr(std::string_view(kSourcesPrefix).size())).has_value();
}

OptionsAnswer field_options(const HookContext& context, const OptionsRequest& request) {
  OptionsAnswer answer;
  std::vector<Option> all;
  for (const FieldSource& source : known_sources()) all.push_back(field_option_of(source));
  host_sdk::DeadlineMonitor monitor(context.host.clock(), kFieldOptionsTime);
  try {
    if (const auto listed = context.fields.attributes(request.company.id, monitor)) {
      // An administrator who allowed the list looks for these first.
      std::vector<Option> custom;
      for (const KnownAttribute& attribute : *listed) custom.push_back(field_option_of(attribute));
      all.insert(all.begin(), custom.begin(), custom.end());
    } else {
      answer.note = host_sdk::tr("Custom attributes are not listed. Type the name of one below.");
    }
  } catch (const Cancelled&) {
    answer.note =
        host_sdk::tr("Google did not list the custom attributes in time. Type the name of one below.");
  }
  if (!request.ids.empty()) {
    for (const std::string& id : request.ids) answer.options.push_back(resolve_field_option(id, all));
    return answer;
  }
  const std::string wanted = folded(request.query);
  std::vector<const Option*> hits;
  for (const Option& option : all)
    if (folded(option.label).find(wanted) != std::string::npos ||
        folded(option.id).find(wanted) != std::string::npos)
      hits.push_back(&option);
  answer_page(
      hits, request, [](const Option& option) { return option; }, answer);
  return answer;
}

}  // namespace gup
