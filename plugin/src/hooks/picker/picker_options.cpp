#include "hooks/picker/picker_options.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "hooks/picker/field_options.hpp"
#include "hooks/picker/option_page.hpp"
#include "hooks/picker/unit_search.hpp"
#include "hooks/picker/zone_options.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/settings/target_group_choice.hpp"
#include "settings/form.hpp"
#include "settings/schedule_form.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::page::Option;
using host_sdk::page::OptionsAnswer;
using host_sdk::page::OptionsRequest;

/// A picker has 10 seconds, and the job may use more than one of them.
constexpr std::chrono::seconds kTime{8};
Option gone(const std::string& id) {
  Option option;
  option.id = option.label = id;
  option.gone = true;
  return option;
}

/// A large directory takes longer to read than a picker can wait. A job then reads it, and until the job ends
/// the picker lists what was read before.
std::shared_ptr<const PickerDirectory> directory_for(const HookContext& context, DirectoryJob& job,
                                                     const OptionsRequest& request) {
  DirectoryCache& directories = context.directories;
  if (auto fresh = directories.fresh(request.company.id)) return fresh;
  if (!directories.peek(request.company.id)) {
    host_sdk::DeadlineMonitor monitor(context.host.clock(), kTime);
    try {
      return directories.get(request.company, monitor);
    } catch (const Cancelled&) {
      // Read by the job below.
    }
  }
  job.start_if_due(request.company, request.actor);
  if (auto read = directories.peek(request.company.id)) return read;
  throw Failure(host_sdk::ResultCode::try_again,
                tr("Google's list is long and is still being read. Try again in a minute."));
}

/// The saved settings, with the form's switch for sub-units.
SyncSettings settings_of(const HookContext& context, const OptionsRequest& request) {
  SyncSettings settings = settings_or_defaults(context, request.company.id).settings;
  if (const auto posted = request.values.find("include_sub_units"); posted != request.values.end())
    settings.include_sub_units = posted->second == "true";
  return settings;
}

/// What the units of the request select, with the other values of the form.
std::string selection_of(const HookContext& context, const PickerDirectory& directory,
                         const OptionsRequest& request) {
  const SavedSettings saved = settings_or_defaults(context, request.company.id);
  SyncSettings settings = read_form(request.values, saved.settings, FormOrigin::page).settings;
  settings.organizational_units = request.ids;
  return selection_text(directory, settings, saved);
}

/// What is asked for by id was listed before, so Google is not asked again while someone chooses.
template <typename Object>
std::shared_ptr<const PickerDirectory> directory_with(const HookContext& context, DirectoryJob& job,
                                                      const OptionsRequest& request,
                                                      std::vector<Object> PickerDirectory::*objects) {
  auto known = request.ids.empty() ? nullptr : context.directories.peek(request.company.id);
  if (known) {
    std::unordered_set<std::string_view> ids;
    for (const Object& object : (*known).*objects) ids.insert(object.id);
    const auto is_known = [&](const std::string& id) { return ids.contains(id); };
    if (std::ranges::all_of(request.ids, is_known)) return known;
  }
  return directory_for(context, job, request);
}

std::int64_t count_missing(const std::vector<std::string>& these, const std::vector<std::string>& in) {
  return std::ranges::count_if(these, [&](const std::string& id) { return std::ranges::count(in, id) == 0; });
}

/// "2 of 1,284 groups selected, +1 −0 compared with the saved selection".
std::string groups_selection_text(const HookContext& context, const PickerDirectory& directory,
                                  const OptionsRequest& request) {
  const SyncSettings saved = settings_or_defaults(context, request.company.id).settings;
  const auto chosen = static_cast<std::int64_t>(request.ids.size());
  const auto all = static_cast<std::int64_t>(directory.groups.size());
  return tr_count("{selected} of {count} group selected, +{more} −{fewer} compared with the saved selection",
                  "{selected} of {count} groups selected, +{more} −{fewer} compared with the saved selection",
                  all,
                  {{"selected", chosen},
                   {"more", count_missing(request.ids, saved.groups)},
                   {"fewer", count_missing(saved.groups, request.ids)}});
}

OptionsAnswer unit_options(const HookContext& context, DirectoryJob& job, const OptionsRequest& request) {
  const auto directory = directory_with(context, job, request, &PickerDirectory::units);
  const UnitTree tree(directory->units);
  const SyncSettings settings = settings_of(context, request);
  const bool searching = !request.query.empty();
  const auto option_of = [&](const OrganizationalUnit& unit) {
    Option option;
    option.id = unit.id;
    option.label = searching || !request.ids.empty() ? unit_label(unit) : unit.name;
    if (directory->people_counted) option.count = count_people(*directory, tree, {unit.id}, settings);
    option.children = !searching && tree.has_children(unit.id);
    return option;
  };
  OptionsAnswer answer;
  if (!request.ids.empty()) {
    for (const auto& id : request.ids) {
      const auto unit = tree.with_id(id);
      answer.options.push_back(unit ? option_of(tree[*unit]) : gone(id));
    }
    if (request.picker == "organizational_units") answer.note = selection_of(context, *directory, request);
    return answer;
  }
  answer_page(searching ? search_units(tree, request.query) : units_below(tree, request.parent), request,
              option_of, answer);
  if (!directory->people_counted) answer.note = tr("User counts appear after the first sync.");
  return answer;
}

OptionsAnswer group_options(const HookContext& context, DirectoryJob& job, const OptionsRequest& request) {
  const auto directory = directory_with(context, job, request, &PickerDirectory::groups);
  const GroupLabels labels(directory->groups);
  const auto option_of = [&labels](const DirectoryGroup& group) {
    Option option;
    option.id = group.id;
    option.label = labels.of(group);
    option.hint = group.email;
    return option;
  };
  OptionsAnswer answer;
  if (!request.ids.empty()) {
    for (const auto& id : request.ids) {
      const auto found = std::find_if(directory->groups.begin(), directory->groups.end(),
                                      [&id](const auto& group) { return group.id == id; });
      answer.options.push_back(found == directory->groups.end() ? gone(id) : option_of(*found));
    }
    if (request.picker == "groups") answer.note = groups_selection_text(context, *directory, request);
    return answer;
  }
  const std::string wanted = folded(request.query);
  std::vector<std::pair<std::string, const DirectoryGroup*>> hits;
  for (const auto& group : directory->groups) {
    std::string name = folded(name_or_email(group));
    if (name.find(wanted) != std::string::npos || folded(group.email).find(wanted) != std::string::npos)
      hits.emplace_back(std::move(name), &group);
  }
  std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->id < b.second->id;
  });
  std::vector<const DirectoryGroup*> list;
  list.reserve(hits.size());
  for (const auto& hit : hits) list.push_back(hit.second);
  answer_page(list, request, option_of, answer);
  return answer;
}

Option option_of(const Store::TargetGroupOption& group) {
  Option option;
  option.id = std::to_string(group.id);
  option.label = group.name;
  option.hint = group.managed ? tr_count("{count} member, created by this integration",
                                         "{count} members, created by this integration", group.members)
                              : tr_count("{count} member", "{count} members", group.members);
  return option;
}

Option resolve_target_group(const HookContext& context, const std::string& company_id,
                            const std::string& id) {
  const TargetGroupChoice choice = target_group_choice(id);
  if (choice.new_name) {
    Option option;
    option.id = id;
    option.label = tr("{group} (new)", {{"group", *choice.new_name}});
    return option;
  }
  const auto group = choice.id > 0 ? context.store.target_group(company_id, choice.id) : std::nullopt;
  return group ? option_of(*group) : gone(id);
}

OptionsAnswer target_group_options(const HookContext& context, const OptionsRequest& request) {
  OptionsAnswer answer;
  if (!request.ids.empty()) {
    for (const auto& id : request.ids)
      answer.options.push_back(resolve_target_group(context, request.company.id, id));
    return answer;
  }
  const int limit = limit_of(request);
  const auto groups =
      context.store.find_target_groups(request.company.id, request.query, request.cursor, limit);
  for (const auto& group : groups) answer.options.push_back(option_of(group));
  if (groups.empty() && request.query.empty()) answer.note = tr("Name a new target group below.");
  // After a full page, the next page starts after the last name of this one.
  if (static_cast<int>(groups.size()) == limit) answer.next = host_sdk::fold_key(groups.back().name);
  return answer;
}

OptionsAnswer removal_options(const HookContext& context, const OptionsRequest& request) {
  const auto option_of = [](const plan::HeldRemoval& held) {
    Option option;
    option.id = held.external_id;
    option.label = held.email.empty() ? held.external_id : held.email;
    option.hint = with_capital(stored_text(held.reason));
    return option;
  };
  auto held = context.store.held_removals(request.company.id, 0, 0);
  Option all;
  all.id = kAllRemovals;
  all.label = tr_count("All {count} removal", "All {count} removals", static_cast<std::int64_t>(held.size()));
  const bool any_held = !held.empty();
  for (auto& dismissed : context.store.dismissed_removals(request.company.id, 0, 0)) {
    dismissed.reason = tr("Removal dismissed");
    held.push_back(std::move(dismissed));
  }
  OptionsAnswer answer;
  if (!request.ids.empty()) {
    std::unordered_map<std::string_view, const plan::HeldRemoval*> by_id;
    for (const auto& one : held) by_id.emplace(one.external_id, &one);
    for (const auto& id : request.ids) {
      const auto found = by_id.find(id);
      answer.options.push_back(id == kAllRemovals     ? all
                               : found == by_id.end() ? gone(id)
                                                      : option_of(*found->second));
    }
    return answer;
  }
  const std::string wanted = folded(request.query);
  std::vector<const plan::HeldRemoval*> list;
  for (const auto& one : held)
    if (wanted.empty() || folded(one.email).find(wanted) != std::string::npos) list.push_back(&one);
  answer_page(list, request, option_of, answer);
  if (any_held && wanted.empty() && request.cursor.empty()) {
    answer.options.insert(answer.options.begin(), std::move(all));
    // The host asks for at most `limit` options.
    if (static_cast<int>(answer.options.size()) > limit_of(request)) {
      answer.options.pop_back();
      answer.next = std::to_string(answer.options.size() - 1);
    }
  }
  return answer;
}

}  // namespace

OptionsAnswer picker_options(const HookContext& context, DirectoryJob& job, const OptionsRequest& request) {
  if (!host_sdk::is_clean_utf8(request.query))
    throw Failure(host_sdk::ResultCode::refused, tr("The search text is not valid UTF-8. Enter it again."));
  if (request.picker == "organizational_units" || request.picker == kExclusionUnitField)
    return unit_options(context, job, request);
  if (request.picker == "groups" || request.picker == kExclusionGroupField)
    return group_options(context, job, request);
  if (request.picker == "target_group") return target_group_options(context, request);
  if (is_field_picker(request.picker)) return field_options(context, request);
  if (request.picker == kScheduleZoneField) return zone_options(context, request);
  if (request.picker == kRemovalsField) return removal_options(context, request);
  throw Failure(host_sdk::ResultCode::refused, tr("This page has no such picker."));
}

}  // namespace gup
