#include "settings/form.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"
#include "model/settings/setting_names.hpp"
#include "model/settings/target_group_choice.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::trimmed;

constexpr std::array kFormFields{"source",
                                 "scope",
                                 "groups_scope",
                                 "organizational_units",
                                 "groups",
                                 "method",
                                 "on_leaving",
                                 "on_leaving_left",
                                 "on_leaving_suspended",
                                 "on_leaving_deselected",
                                 "delete_after_days",
                                 "include_sub_units",
                                 "include_nested_groups",
                                 "target_group",
                                 "group_attribute",
                                 "existing_users",
                                 "removal_limit",
                                 "removal_limit_percent",
                                 "removal_limit_at_least"};
/// Fields of other actions, and the value of a table row: accepted and ignored.
constexpr std::array kOtherFields{
    "confirmation", "confirmed_removals",  "count",       "removals", "run",
    "email",        "service_account_key", "admin_email", "value",    "deleted_groups"};
constexpr std::size_t kMaxId = 256;
constexpr std::size_t kMaxGroupName = 256;
constexpr int kMaxRemovals = 1'000'000;

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

/// Reads the fields of the settings into values of their types, and keeps the current value of a field that
/// is not posted.
class SettingsReader {
 public:
  SettingsReader(const FormValues& values, const SyncSettings& current, FormOrigin origin)
      : values_(values), origin_(origin) {
    reading_.settings = current;
  }

  FormReading read() {
    auto& settings = reading_.settings;
    reject_unknown_fields();
    choice("source", settings.source);
    choice(scope_field(), settings.scope);
    ids("organizational_units", settings.organizational_units);
    ids("groups", settings.groups);
    toggle("include_sub_units", settings.include_sub_units);
    toggle("include_nested_groups", settings.include_nested_groups);
    choice("method", settings.method);
    target_group();
    choice("group_attribute", settings.group_attribute);
    leaving_steps();
    choice("existing_users", settings.existing_users);
    removal_limit();
    check_together();
    return std::move(reading_);
  }

 private:
  void fail(const std::string& field, std::string sentence) {
    reading_.errors[field].push_back(std::move(sentence));
  }
  const std::string* find(const std::string& field) const {
    const auto found = values_.find(field);
    return found == values_.end() ? nullptr : &found->second;
  }

  void reject_unknown_fields() {
    for (const auto& [field, value] : values_)
      if (!contains(kFormFields, field) && !contains(kOtherFields, field))
        fail(field, tr("There is no field with this name."));
  }

  std::string scope_field() const {
    const std::string* for_groups = find("groups_scope");
    if (reading_.settings.source != SyncSource::groups || for_groups == nullptr) return "scope";
    const std::string* scope = find("scope");
    const bool scope_was_given = origin_ == FormOrigin::command_line && scope != nullptr &&
                                 trimmed(*scope) != to_name(reading_.settings.scope);
    return scope_was_given ? "scope" : "groups_scope";
  }

  template <typename Choice>
  void choice(const std::string& field, Choice& into) {
    const std::string* text = find(field);
    if (text == nullptr) return;
    if (const auto value = from_name<Choice>(trimmed(*text))) {
      into = *value;
    } else {
      fail(field, tr("Choose {choices}.", {{"choices", names_of<Choice>()}}));
    }
  }

  /// `on_leaving` sets all steps, unless it is `by_cause`. On a command line, the host may have filled in
  /// the others, so only fields that differ from the current settings count.
  void leaving_steps() {
    const LeavingSteps before = reading_.settings.on_leaving;
    LeavingSteps& steps = reading_.settings.on_leaving;
    number("delete_after_days", kFewestDaysToDeletion, kMostDaysToDeletion, steps.delete_after_days);
    const std::string* posted = find("on_leaving");
    const std::string all = posted == nullptr ? kByCause : std::string(trimmed(*posted));
    const bool from_page = origin_ == FormOrigin::page;
    if (all != kByCause && (from_page || all != leaving_choice(before))) {
      OnLeaving step = OnLeaving::delete_;
      if (!from_name<OnLeaving>(all))
        return fail("on_leaving", tr("Choose {choices}, or {other}.",
                                     {{"choices", names_of<OnLeaving>()}, {"other", kByCause}}));
      choice("on_leaving", step);
      steps.left = steps.suspended = steps.deselected = step;
      if (from_page) return;
    }
    const auto cause = [&](const char* field, OnLeaving present, OnLeaving& into) {
      OnLeaving step = present;
      choice(field, step);
      if (from_page || step != present) into = step;
    };
    cause("on_leaving_left", before.left, steps.left);
    cause("on_leaving_suspended", before.suspended, steps.suspended);
    cause("on_leaving_deselected", before.deselected, steps.deselected);
  }

  /// Switched off, no percentage is above the limit; switched on again, the usual limit counts. On a command
  /// line, the host may have added the switch: there, only a changed one counts.
  void removal_limit() {
    RemovalLimit& limit = reading_.settings.removal_limit;
    const bool before = limit.percent < kNoRemovalLimit;
    bool on = before;
    toggle("removal_limit", on);
    number("removal_limit_percent", 0, kNoRemovalLimit, limit.percent);
    number("removal_limit_at_least", 1, kMaxRemovals, limit.at_least);
    if (find("removal_limit") == nullptr) return;
    if (!on && (before || origin_ == FormOrigin::page)) limit.percent = kNoRemovalLimit;
    if (on && !before && limit.percent == kNoRemovalLimit) limit.percent = RemovalLimit{}.percent;
  }

  void toggle(const std::string& field, bool& into) {
    const std::string* text = find(field);
    if (text == nullptr) return;
    if (*text != "true" && *text != "false") return fail(field, tr("Enter true or false."));
    into = *text == "true";
  }

  void number(const std::string& field, int min, int max, int& into) {
    const std::string* posted = find(field);
    if (posted == nullptr) return;
    const auto value = host_sdk::to_integer(trimmed(*posted));
    if (!value || *value < min || *value > max)
      return fail(field, tr("Enter a whole number from {min} to {max}.",
                            {{"min", std::to_string(min)}, {"max", std::to_string(max)}}));
    into = static_cast<int>(*value);
  }

  void ids(const std::string& field, std::vector<std::string>& into) {
    const std::string* text = find(field);
    if (text == nullptr) return;
    std::vector<std::string> list;
    for (std::string_view rest = *text; !rest.empty();) {
      const auto comma = rest.find(',');
      const std::string id(trimmed(rest.substr(0, comma)));
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
      if (id.empty() || contains(list, id)) continue;
      if (!is_usable_id(id)) return fail(field, tr("Enter Google IDs, not names or paths."));
      list.push_back(id);
    }
    into = std::move(list);
  }

  static bool is_usable_id(const std::string& id) {
    return id.size() <= kMaxId && host_sdk::is_clean_utf8(id) && !has_control_characters(id) &&
           id.front() != '/' && id.find('@') == std::string::npos;
  }

  void target_group() {
    const std::string* posted = find("target_group");
    if (posted == nullptr) return;
    const std::string text(trimmed(*posted));
    const bool is_named = text.starts_with(kNamedGroupPrefix);
    if (!is_named && !text.starts_with(kNewGroupPrefix)) {
      const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (!digits || text.size() > 18)
        return fail("target_group", tr("Choose a target group from the list, or name a new one."));
      reading_.settings.target_group = text;
      return;
    }
    const std::string prefix(is_named ? kNamedGroupPrefix : kNewGroupPrefix);
    const std::string name(trimmed(std::string_view(text).substr(prefix.size())));
    if (name.empty()) return fail("target_group", tr("Enter a name for the new target group."));
    if (!host_sdk::is_clean_utf8(name) || has_control_characters(name))
      return fail("target_group",
                  tr("The name of the new target group contains characters that cannot be stored."));
    if (host_sdk::count_code_points(name) > kMaxGroupName)
      return fail("target_group", tr("The name of a target group can have at most 256 characters."));
    reading_.settings.target_group = prefix + name;
  }

  void check_together() {
    const auto& settings = reading_.settings;
    if (settings.scope == SyncScope::chosen) {
      const bool groups = settings.source == SyncSource::groups;
      const std::string field = groups ? "groups" : "organizational_units";
      if ((groups ? settings.groups : settings.organizational_units).empty() &&
          reading_.errors.count(field) == 0)
        fail(field, groups ? tr("Choose at least one group, or all of them.")
                           : tr("Choose at least one organizational unit, or all of them."));
    }
    if (settings.method == SyncMethod::target_group && settings.target_group.empty() &&
        reading_.errors.count("target_group") == 0)
      fail("target_group", tr("Choose the target group that everyone joins, or name a new one."));
  }

  const FormValues& values_;
  const FormOrigin origin_;
  FormReading reading_;
};

}  // namespace

FormReading read_form(const FormValues& values, const SyncSettings& current, FormOrigin origin) {
  return SettingsReader(values, current, origin).read();
}

std::string leaving_choice(const LeavingSteps& steps) {
  return steps.same_for_all() ? to_name(steps.left) : kByCause;
}

FormValues form_values(const SyncSettings& settings) {
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  return {{"source", to_name(settings.source)},
          {"scope", to_name(settings.scope)},
          {"organizational_units", host_sdk::join(settings.organizational_units, ",")},
          {"groups", host_sdk::join(settings.groups, ",")},
          {"include_sub_units", flag(settings.include_sub_units)},
          {"include_nested_groups", flag(settings.include_nested_groups)},
          {"method", to_name(settings.method)},
          {"target_group", settings.target_group},
          {"group_attribute", to_name(settings.group_attribute)},
          {"on_leaving", leaving_choice(settings.on_leaving)},
          {"on_leaving_left", to_name(settings.on_leaving.left)},
          {"on_leaving_suspended", to_name(settings.on_leaving.suspended)},
          {"on_leaving_deselected", to_name(settings.on_leaving.deselected)},
          {"delete_after_days", std::to_string(settings.on_leaving.delete_after_days)},
          {"existing_users", to_name(settings.existing_users)},
          {"removal_limit_percent", std::to_string(settings.removal_limit.percent)},
          {"removal_limit_at_least", std::to_string(settings.removal_limit.at_least)}};
}

bool has_form_fields(const FormValues& values) {
  return std::any_of(values.begin(), values.end(),
                     [](const auto& value) { return !contains(kOtherFields, value.first); });
}

}  // namespace gup
