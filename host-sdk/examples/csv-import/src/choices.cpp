#include "choices.hpp"

#include "host_sdk/value_rules.hpp"

namespace csv_import_plugin {

using namespace host_sdk;

const char* word_of(Missing missing) {
  switch (missing) {
    case Missing::deactivate:
      return kDeactivate;
    case Missing::remove:
      return kRemove;
    case Missing::keep:
      return kKeep;
  }
  return kDeactivate;
}

Missing missing_of(const std::string& word) {
  return word == kRemove ? Missing::remove : word == kKeep ? Missing::keep : Missing::deactivate;
}

Result read_choices(CompanySettings& settings, const std::string& company_id, Choices& choices) {
  SettingsVersion stored;
  auto result = settings.read(company_id, stored);
  choices = {};
  choices.revision = stored.revision;
  // What is not stored yet has its default.
  if (const auto found = stored.values.find(kMissingField); found != stored.values.end())
    choices.missing = missing_of(found->second);
  if (const auto found = stored.values.find(kMostRemovalsField); found != stored.values.end())
    choices.most_removals = to_integer(found->second).value_or(choices.most_removals);
  return result;
}

Result save_choices(CompanySettings& settings, const std::string& company_id, const Choices& choices,
                    const Actor& actor) {
  SettingsVersion stored;
  return settings.save(company_id,
                       {{kMissingField, word_of(choices.missing)},
                        {kMostRemovalsField, std::to_string(choices.most_removals)}},
                       choices.revision, actor, stored);
}

}  // namespace csv_import_plugin
