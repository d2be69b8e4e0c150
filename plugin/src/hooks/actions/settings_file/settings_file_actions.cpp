#include "hooks/actions/settings_file/settings_file_actions.hpp"

#include <algorithm>
#include <utility>

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/exclusions/exclusion_check.hpp"
#include "hooks/actions/fields/attribute_check.hpp"
#include "hooks/actions/google_question.hpp"
#include "hooks/actions/settings/choice_check.hpp"
#include "hooks/in_english.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "hooks/settings_file/company_settings.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"
#include "model/settings/target_group_choice.hpp"
#include "settings/file/settings_file.hpp"
#include "settings/schedule_form.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_later;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

constexpr const char* kFileName = "settings.yaml";
constexpr const char* kFromNextSync =
    tr_later("They take effect in the next sync; preview it to see who leaves.");

/// A file may name a new target group that exists in the meantime, because an earlier import made it.
void find_made_group(const HookContext& context, const std::string& company_id, SyncSettings& settings) {
  const auto name = target_group_choice(settings.target_group).new_name;
  if (!name) return;
  if (const auto group = context.store.target_group_by_name(company_id, host_sdk::fold_key(*name)))
    settings.target_group = std::to_string(group->id);
}

/// Asks about the units and groups of rules that the company does not have yet.
std::map<std::size_t, std::string> check_new_exclusions(const HookContext& context,
                                                        const std::string& company_id,
                                                        const std::vector<Exclusion>& present,
                                                        std::vector<Exclusion>& rules,
                                                        host_sdk::TaskMonitor& monitor) {
  std::vector<Exclusion> fresh;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto known = std::ranges::find_if(present, [&](const Exclusion& rule) {
      return rule.kind == rules[i].kind && rule.value == rules[i].value;
    });
    if (known != present.end()) {
      rules[i].name = known->name;
      continue;
    }
    fresh.push_back(rules[i]);
    places.push_back(i);
  }
  std::map<std::size_t, std::string> problems;
  if (fresh.empty()) return problems;
  for (auto& [place, problem] : check_exclusions(context, company_id, fresh, monitor))
    problems.emplace(places[place], std::move(problem));
  for (std::size_t i = 0; i < fresh.size(); ++i) rules[places[i]] = std::move(fresh[i]);
  return problems;
}

/// An import refuses rules about units and groups that Google does not show. A version that is used again
/// keeps them, as a sync does.
enum class MissingSources : std::uint8_t { refused, kept };

/// What a text would change. Empty, with the reason in `answer`, if it cannot be used.
struct Change {
  SavedSettings before;
  std::vector<Exclusion> exclusions_before;
  FieldMapping fields_before;
  CompanySettings after;
  /// What changes apart from the schedule, in the reader's language and in English; empty if nothing does.
  std::string words;
  std::string english_words{};
  /// Nothing if it does not change.
  std::optional<CompanySchedule> schedule{};
  CompanySchedule schedule_before{};
  std::string schedule_words{};
  std::string english_schedule_words{};
  /// About rules that have no effect at the moment, with a space before each sentence.
  std::string kept_words{};

  [[nodiscard]] std::string all_words() const { return joined(words, schedule_words); }
  [[nodiscard]] std::string all_english_words() const {
    return joined(english_words, english_schedule_words);
  }

 private:
  static std::string joined(const std::string& one, const std::string& other) {
    return one + (one.empty() || other.empty() ? "" : " ") + other;
  }
};

/// Reads the new schedule into `change`, and returns its errors.
FieldErrors read_schedule(const HookContext& context, const FormValues& values, Change& change) {
  const auto every = context.deployment.every;
  const CompanySchedule& before = change.schedule_before;
  ScheduleReading reading = read_schedule_form(
      values, before, every, [&](std::string_view zone) { return context.host.schedule().knows_zone(zone); });
  if (!reading.errors.empty()) return std::move(reading.errors);
  const auto words = [&] { return schedule_changes(before, reading.schedule, every); };
  change.schedule_words = words();
  change.english_schedule_words = in_english(words);
  if (!change.schedule_words.empty()) change.schedule = std::move(reading.schedule);
  return std::move(reading.errors);
}

std::optional<Change> read_change(const HookContext& context, const ActionRequest& request,
                                  const std::string& text, const std::string& file, MissingSources missing,
                                  ActionAnswer& answer) {
  const std::string& company_id = request.company.id;
  Change change;
  change.before = settings_or_defaults(context, company_id);
  change.exclusions_before = context.store.exclusions(company_id);
  change.fields_before = context.store.field_mapping(company_id);
  change.schedule_before = company_schedule(context, company_id);
  // All checks share the time of the action.
  auto monitor = time_for_google(context);
  const SettingsChecks checks{
      .form =
          [&](FormReading& reading) {
            find_made_group(context, company_id, reading.settings);
            check_choices(context, request.company, change.before.settings, reading, monitor);
          },
      .exclusions =
          [&](std::vector<Exclusion>& rules) {
            auto problems =
                check_new_exclusions(context, company_id, change.exclusions_before, rules, monitor);
            if (missing == MissingSources::refused) return problems;
            for (const auto& [place, problem] : problems)
              change.kept_words += " " + problem + " " + tr("Its exclusion is kept.");
            return std::map<std::size_t, std::string>();
          },
      .schedule = [&](const FormValues& values) { return read_schedule(context, values, change); },
      .fields =
          [&](const FieldMapping& mapping) {
            return unknown_attributes(context, company_id, change.fields_before, mapping, monitor);
          }};
  SettingsFileReading reading = read_settings_file(text, file, context.deployment.defaults, checks);
  if (!reading.errors.empty()) {
    reading.errors.push_back(tr("Nothing was saved."));
    answer.outcome = Outcome::invalid;
    answer.errors[kSettingsField] = std::move(reading.errors);
    return std::nullopt;
  }
  change.after = std::move(reading.settings);
  change.after.sync = with_deployment(std::move(change.after.sync), context.deployment.defaults);
  const CompanySettings before{change.before.settings, change.exclusions_before, {}, change.fields_before};
  const auto words = [&, names = names_for(context, company_id, {&before, &change.after})] {
    return company_changes(before, change.after, names);
  };
  change.words = words();
  change.english_words = in_english(words);
  return change;
}

ActionAnswer save_change(const HookContext& context, const ActionRequest& request, Change change,
                         const std::string& event_text, const std::string& toast) {
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  const std::string words = change.all_words();
  if (words.empty() && change.before.revision > 0)
    return rendered(Tone::info, tr("These are the current settings. Nothing was changed."));
  SavedSettings after;
  after.settings = std::move(change.after.sync);
  after.saved_by = request.actor.name;
  after.saved_at = context.host.clock().now();
  for (Exclusion& rule : change.after.exclusions) {
    rule.added_by = request.actor.name;
    rule.added_at = after.saved_at;
  }
  // Asking Google takes seconds, in which the company may have been unlinked.
  if (!may_change_settings(context, company_id, answer)) return answer;
  keep_schedule_version(context, company_id, change.schedule_before, request.actor.name);
  const CompanySchedule& schedule = change.schedule ? *change.schedule : change.schedule_before;
  const bool saves = !change.words.empty() || change.before.revision == 0;
  if (saves && !context.store.save_all_settings(
                   company_id, after, change.after.exclusions, change.after.fields,
                   schedule_values(schedule, context.deployment.every), change.before.revision)) {
    const SavedSettings now = settings_or_defaults(context, company_id);
    answer.outcome = Outcome::stale;
    answer.stale_by = now.saved_by;
    answer.stale_at = now.saved_at;
    return answer;
  }
  if (change.schedule) save_company_schedule(context, company_id, change.schedule_before, schedule);
  if (!saves) keep_schedule_version(context, company_id, schedule, request.actor.name);
  context.host.audit_trail().record(company_id, request.actor, "settings_saved",
                                    event_text + " " + change.all_english_words());
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(Tone::success,
                  toast + " " + words + change.kept_words + (saves ? " " + tr(kFromNextSync) : ""));
}

std::string posted_text(const ActionRequest& request) {
  const auto found = request.values.find(kSettingsField);
  return found == request.values.end() ? "" : found->second;
}

}  // namespace

ActionAnswer export_settings(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  CompanySettings settings{settings_or_defaults(context, company_id).settings,
                           context.store.exclusions(company_id),
                           schedule_values(company_schedule(context, company_id), context.deployment.every),
                           context.store.field_mapping(company_id)};
  const NameInComment comments = comments_for(context, company_id, settings);
  std::string& target_group = settings.sync.target_group;
  // Another company has another group of this name.
  if (const std::string name = comments(target_group); !name.empty())
    target_group = std::string(kNamedGroupPrefix) + name;
  ActionAnswer answer;
  host_sdk::page::File file;
  file.name = std::string(kPageSlug) + "-" + kFileName;
  file.content = settings_file_text(settings, comments);
  answer.file = std::move(file);
  return answer;
}

ActionAnswer review_settings(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  const auto change =
      read_change(context, request, posted_text(request), kFileName, MissingSources::refused, answer);
  if (!change) return answer;
  const std::string words = change->all_words();
  answer = rendered(
      Tone::info,
      words.empty() ? tr("These are the current settings. Importing them changes nothing.")
                    : tr("The import would change: {changes} Nothing was saved yet.", {{"changes", words}}));
  answer.keeps_entries = true;
  return answer;
}

ActionAnswer import_settings(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  auto change =
      read_change(context, request, posted_text(request), kFileName, MissingSources::refused, answer);
  if (!change) return answer;
  return save_change(context, request, *std::move(change), "Imported from a file.", tr("Settings imported."));
}

ActionAnswer restore_settings(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  std::string wanted = value_of(request, "value");
  if (wanted.empty()) wanted = value_of(request, kVersionField);
  const std::int64_t number = host_sdk::to_integer(wanted).value_or(0);
  if (number <= 0 || number == INT64_MAX)
    return invalid_field(kVersionField, tr("Enter the number of a version."));
  const auto found = context.store.settings_versions(request.company.id, number + 1, 1);
  if (found.empty() || found.front().number != number)
    return refused(Refusal::not_possible,
                   tr("There is no version {number} of the settings. Nothing was changed.",
                      {{"number", std::to_string(number)}}));
  const std::string name = "Version " + std::to_string(number);
  auto change = read_change(context, request, found.front().text, name, MissingSources::kept, answer);
  if (!change) {
    // The page has no field for them.
    std::string sentences;
    for (const auto& [field, errors] : answer.errors) sentences += host_sdk::join(errors, " ");
    return refused(Refusal::not_possible, sentences);
  }
  return save_change(context, request, *std::move(change), name + " used again.",
                     tr("Version {number} is used again.", {{"number", std::to_string(number)}}));
}

}  // namespace gup
