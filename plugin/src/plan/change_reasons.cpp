#include "plan/change_reasons.hpp"

#include <algorithm>
#include <string_view>

#include "model/target_fields.hpp"
#include "plan/people/clean_text.hpp"

namespace gup::plan {
namespace {

/// Differences named in one sentence; the rows before and after say the rest.
constexpr std::size_t kDifferencesNamed = 3;
constexpr std::size_t kThingsNamed = 10;

std::string shown(std::string_view value) {
  return value.empty() ? "nothing" : quoted(value);
}

/// "/Engineering/Platform" as people read it.
std::string spaced_path(const std::string& path) {
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

class Differences {
 public:
  void compare(const char* field, std::string_view before, std::string_view after) {
    if (before == after) return;
    if (++number_ > kDifferencesNamed) return;
    if (!sentence_.empty()) sentence_ += "; ";
    sentence_ += std::string(field) + ": " + shown(before) + " becomes " + shown(after);
  }
  [[nodiscard]] std::string sentence() const {
    if (number_ <= kDifferencesNamed) return sentence_;
    return sentence_ + "; and " + std::to_string(number_ - kDifferencesNamed) + " more";
  }

 private:
  std::size_t number_ = 0;
  std::string sentence_;
};

}  // namespace

std::string counted(std::size_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& things) {
  std::string list;
  const std::size_t named = std::min(things.size(), kThingsNamed);
  for (std::size_t i = 0; i < named; ++i) list += (i == 0 ? "" : ", ") + things[i];
  if (things.size() > named) list += " and " + std::to_string(things.size() - named) + " more";
  return list;
}

SourceLabels::SourceLabels(const PlanInput& input) {
  for (const auto& unit : input.directory.units)
    names_.emplace(unit.id, unit.name.empty() ? unit.path : unit.name);
  for (const auto& group : input.directory.groups)
    names_.emplace(group.id, group.name.empty() ? group.email : group.name);
  for (const auto& link : input.stored.group_links) names_.emplace(link.source_id, link.source_name);
}

std::string SourceLabels::of(std::string_view id) const {
  const auto name = names_.find(id);
  return name == names_.end() || name->second.empty() ? printable(id) : quoted(printable(name->second));
}

std::string words_for(Why why, const SyncSettings& settings) {
  switch (why) {
    case Why::none:
      return "";
    case Why::deleted:
      return "deleted in Google";
    case Why::suspended:
      return "suspended in Google";
    case Why::archived:
      return "archived in Google";
    case Why::not_selected:
      break;
  }
  if (settings.source == SyncSource::organizational_units) return "no longer in a chosen organizational unit";
  return settings.scope == SyncScope::all ? "no longer a member of any group"
                                          : "no longer a member of a chosen group";
}

std::string words_for_presence(const Classification& classification, PersonIndex person,
                               const SyncSettings& settings, const SourceLabels& labels) {
  if (settings.source == SyncSource::organizational_units) {
    const auto unit = classification.units.at_path(
        classification.unit_paths[classification.person_table.unit_path(person)]);
    return unit ? "In " + spaced_path(classification.units[*unit].path) : "";
  }
  const auto sources = classification.selection.brought_to(person);
  if (sources.empty()) return "";
  std::string words = "Member of " + labels.of(classification.selection.sources.id(sources.front().source));
  if (sources.size() > 1) words += " and " + counted(sources.size() - 1, "more group", "more groups");
  return words;
}

std::string words_for_difference(const TargetUserRow& before, const TargetUserRow& after) {
  Differences differences;
  for (const TargetField& field : kTargetFields)
    differences.compare(field.label, field.text(before.fields), field.text(after.fields));
  differences.compare("Status", before.status, after.status);
  return differences.sentence();
}

std::string name_of(const TargetUserRow& row) {
  std::string name = row.fields.first_name;
  if (!name.empty() && !row.fields.last_name.empty()) name += ' ';
  name += row.fields.last_name;
  return name.empty() ? row.fields.email : name + " <" + row.fields.email + ">";
}

}  // namespace gup::plan
