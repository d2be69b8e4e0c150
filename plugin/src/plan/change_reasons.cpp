#include "plan/change_reasons.hpp"

#include <algorithm>
#include <string_view>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup::plan {
namespace {

/// The rows before and after show the other differences.
constexpr std::size_t kDifferencesNamed = 3;
constexpr const char* kDeletedOn = "; to be deleted on ";

std::string describe(const char* field, std::string_view before, std::string_view after) {
  const std::string name = field;
  if (before.empty()) return name + " set to " + quoted(after);
  if (after.empty()) return name + " " + quoted(before) + " removed";
  return name + " changed from " + quoted(before) + " to " + quoted(after);
}

class Differences {
 public:
  void compare(const char* field, std::string_view before, std::string_view after) {
    if (before == after) return;
    if (++number_ > kDifferencesNamed) return;
    const std::string difference = describe(field, before, after);
    text_ += text_.empty() ? difference : "; " + lower_first(difference);
  }
  [[nodiscard]] std::string text() const {
    if (number_ <= kDifferencesNamed) return text_;
    return text_ + "; and " + std::to_string(number_ - kDifferencesNamed) + " more";
  }

 private:
  std::size_t number_ = 0;
  std::string text_;
};

}  // namespace

void ShortList::add(std::string_view thing) {
  if (++size_ <= shown_) text_.append(size_ == 1 ? "" : ", ").append(thing);
}

std::string ShortList::text() const {
  if (size_ <= shown_) return text_;
  return host_sdk::tr("{items} and {count} more", {{"items", text_}, {"count", size_ - shown_}});
}

std::string listed(const std::vector<std::string>& things) {
  ShortList list;
  for (const std::string& thing : things) list.add(thing);
  return list.text();
}

SourceLabels::SourceLabels(const PlanInput& input) {
  for (const auto& unit : input.directory.units) names_.emplace(unit.id, spaced_path(unit.path));
  for (const auto& group : input.directory.groups) names_.emplace(group.id, name_or_email(group));
  for (const auto& known : input.stored.source_names) names_.emplace(known.source_id, known.name);
  for (const auto& link : input.stored.group_links) names_.emplace(link.source_id, link.source_name);
}

std::string SourceLabels::of(std::string_view id) const {
  const auto name = names_.find(id);
  return name == names_.end() || name->second.empty() ? printable(id) : quoted(name_of(id));
}

std::string SourceLabels::name_of(std::string_view id) const {
  const auto name = names_.find(id);
  return printable(name == names_.end() || name->second.empty() ? id : std::string_view(name->second));
}

std::string spaced_path(std::string_view path) {
  std::string spaced;
  std::string_view rest = path;
  while (!rest.empty()) {
    const auto slash = rest.find('/');
    const auto part = rest.substr(0, slash);
    if (!part.empty()) spaced.append(spaced.empty() ? "/ " : " / ").append(part);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  return spaced.empty() ? "/" : spaced;
}

std::string reason_for_leaving(const PlanInput& input, const Classification& classification,
                               PersonIndex person) {
  switch (classification.decisions[person].reason) {
    case LeavingReason::none:
      return "";
    case LeavingReason::deleted:
      return "Deleted in Google";
    case LeavingReason::suspended:
      return "Suspended in Google";
    case LeavingReason::archived:
      return "Archived in Google";
    case LeavingReason::excluded:
      return exclusion_reason(input.directory.exclusions[excluding_rule(classification, person)]);
    case LeavingReason::not_selected:
      break;
  }
  const SyncSettings& settings = input.settings;
  if (settings.source == SyncSource::organizational_units)
    return "No longer in a selected organizational unit";
  return settings.scope == SyncScope::all ? "No longer a member of any group"
                                          : "No longer a member of a selected group";
}

std::string full_reason_for_leaving(const PlanInput& input, const Classification& classification,
                                    PersonIndex person, const SourceLabels& labels) {
  std::string reason = reason_for_leaving(input, classification, person);
  const PersonEntry entry = classification.person_table[person];
  if (classification.decisions[person].reason != LeavingReason::not_selected || entry.person == nullptr)
    return reason;
  const Selection& selection = classification.selection;
  if (input.settings.source == SyncSource::organizational_units) {
    const auto unit = classification.units.at_path(
        classification.unit_paths[classification.person_table.unit_path(person)]);
    return unit ? reason + "; now in " + printable(spaced_path(classification.units[*unit].path)) : reason;
  }
  ShortList groups;
  const auto& before = selection.before;
  for (auto match = std::ranges::lower_bound(before, person, {}, &SourceMatch::person);
       match != before.end() && match->person == person; ++match)
    if (const std::string& id = selection.sources.id(match->source); !is_unit_id(id))
      groups.add(labels.of(id));
  const std::string names = groups.text();
  return names.empty() ? reason : reason + "; was in " + names;
}

std::string reason_for_selection(const Classification& classification, PersonIndex person,
                                 const SyncSettings& settings, const SourceLabels& labels) {
  if (settings.source == SyncSource::organizational_units) {
    const auto unit = classification.units.at_path(
        classification.unit_paths[classification.person_table.unit_path(person)]);
    return unit ? "In " + spaced_path(classification.units[*unit].path) : "";
  }
  const auto sources = classification.selection.sources_of(person);
  if (sources.empty()) return "";
  std::string reason = "Member of " + labels.of(classification.selection.sources.id(sources.front().source));
  if (sources.size() > 1)
    reason += " and " +
              host_sdk::counted(static_cast<std::int64_t>(sources.size()) - 1, "more group", "more groups");
  return reason;
}

std::string describe_difference(const TargetUserRow& before, const TargetUserRow& after) {
  Differences differences;
  for (const TargetField& field : kTargetFields)
    differences.compare(field.label, field.text(before.fields), field.text(after.fields));
  differences.compare("Status", before.status, after.status);
  return differences.text();
}

std::string labels_of(const FieldSet& fields) {
  std::string labels;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i]) labels.append(labels.empty() ? "" : ", ").append(lower_first(kTargetFields[i].label));
  return labels;
}

FieldSet unusable_fields(const FieldProblems& problems) {
  FieldSet fields = problems.kept;
  if (!problems.no_name) return fields;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (is_name(kTargetFields[i])) fields.reset(i);
  return fields;
}

std::string with_problems(std::string reason, const FieldProblems& problems) {
  const auto append = [&reason](const std::string& problem) {
    reason += reason.empty() ? problem : "; " + problem;
  };
  if (problems.cut.any()) append(labels_of(problems.cut) + " cut, because it is too long");
  if (const FieldSet fields = unusable_fields(problems); fields.any())
    append(labels_of(fields) + " in Google cannot be used");
  if (problems.no_name) append("no name in Google");
  return reason;
}

std::string with_deletion_date(std::string reason, const std::optional<host_sdk::Timestamp>& date) {
  if (!date) return reason;
  return std::move(reason) + kDeletedOn + host_sdk::to_day(*date) + " unless the person returns";
}

std::string without_deletion_date(const std::string& reason) {
  return reason.substr(0, reason.find(kDeletedOn));
}

std::string with_deactivation_date(std::string reason, host_sdk::Timestamp since) {
  return std::move(reason) + "; inactive since " + host_sdk::to_day(since);
}

std::string name_of(const TargetUserRow& row) {
  return name_and_address(host_sdk::full_name(row.fields.first_name, row.fields.last_name), row.fields.email);
}

}  // namespace gup::plan
