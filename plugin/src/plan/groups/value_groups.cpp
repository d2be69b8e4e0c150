#include "plan/groups/value_groups.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"

namespace gup::plan {
namespace {

using GroupValue = DirectoryPeople::GroupValue;

/// The ways in which a value is written, and how many people have each.
class Spellings {
 public:
  explicit Spellings(const std::vector<std::string>& values) {
    for (const std::string& value : values) add(value);
  }

  GroupValue number_of(const std::string& text) {
    const auto found = numbers_.find(text);
    return found == numbers_.end() ? add(text) : found->second;
  }
  void count(GroupValue number) { ++people_[number]; }
  [[nodiscard]] const std::string& text(GroupValue number) const { return texts_[number]; }
  [[nodiscard]] std::int64_t people(GroupValue number) const { return people_[number]; }
  [[nodiscard]] GroupValue size() const { return static_cast<GroupValue>(texts_.size()); }

 private:
  GroupValue add(const std::string& text) {
    const GroupValue number = size();
    numbers_.emplace(texts_.emplace_back(text), number);
    people_.push_back(0);
    return number;
  }

  std::deque<std::string> texts_;
  std::vector<std::int64_t> people_;
  std::unordered_map<std::string_view, GroupValue> numbers_;
};

std::unordered_map<std::string_view, const GroupLink*> links_by_source(const PlanInput& input) {
  std::unordered_map<std::string_view, const GroupLink*> links;
  for (const GroupLink& link : input.stored.group_links) links.emplace(link.source_id, &link);
  return links;
}

/// Returns the spelling that names the group: the current one while anyone uses it, else the most frequent
/// one.
const std::string& name_among(const Spellings& spellings, const std::vector<GroupValue>& ways,
                              const GroupLink* link) {
  GroupValue best = ways.front();
  for (const GroupValue way : ways) {
    if (link != nullptr && spellings.text(way) == link->source_name) return spellings.text(way);
    const auto rank = [&](GroupValue one) { return std::pair(-spellings.people(one), spellings.text(one)); };
    if (rank(way) < rank(best)) best = way;
  }
  return spellings.text(best);
}

class ValueGrouping {
 public:
  ValueGrouping(const PlanInput& input, const Classification& classification, const FinalMemberships& people,
                const TargetUserRows& rows, GroupAttribute attribute)
      : input_(input),
        table_(classification.person_table),
        people_(people),
        rows_(rows),
        attribute_(attribute),
        spellings_(input.directory.people.group_values()) {}

  ValueGroups group() && {
    count_people();
    for (GroupValue way = 1; way < spellings_.size(); ++way)
      if (spellings_.people(way) > 0) ways_[host_sdk::fold_key(spellings_.text(way))].push_back(way);
    found_.values = static_cast<std::int64_t>(ways_.size()) + groups_of_others();
    found_.too_many = found_.values > kMostValueGroups;
    if (!found_.too_many) make_groups();
    return std::move(found_);
  }

 private:
  void count_people() {
    value_of_.assign(people_.size(), DirectoryPeople::kUnknownValue);
    for (PersonIndex i = 0; i < people_.size(); ++i) {
      if (people_[i].rule != MembershipRule::wanted) continue;
      value_of_[i] = table_.group_value(i);
      if (value_of_[i] == DirectoryPeople::kUnknownValue)
        value_of_[i] = spellings_.number_of(value_of_row(i));
      spellings_.count(value_of_[i]);
    }
    found_.people_without_value = spellings_.people(DirectoryPeople::kNoValue);
  }

  [[nodiscard]] std::string value_of_row(PersonIndex person) const {
    const TargetUserRow* row = rows_.with_id(people_[person].user_id);
    if (row == nullptr) return {};
    return clean(std::string(field_of(attribute_).text(row->fields)));
  }

  /// Counts the groups of other people, in a plan about one person.
  [[nodiscard]] std::int64_t groups_of_others() const {
    if (!input_.others) return 0;
    std::int64_t groups = 0;
    for (const GroupLink& link : input_.stored.group_links)
      if (is_value_group_id(link.source_id, attribute_) && link.row_updated_at_now &&
          !is_wanted(link.source_id))
        ++groups;
    return groups;
  }
  [[nodiscard]] bool is_wanted(std::string_view source_id) const {
    return std::ranges::any_of(
        ways_, [&](const auto& entry) { return value_group_id(attribute_, entry.first) == source_id; });
  }

  void make_groups() {
    std::vector<std::uint32_t> group_of_way(spellings_.size(), ValueGroups::kNone);
    const auto links = links_by_source(input_);
    for (const auto& [key, ways] : ways_) {
      const std::string& id = found_.ids.emplace_back(value_group_id(attribute_, key));
      const auto link = links.find(id);
      const std::string& name = name_among(spellings_, ways, link == links.end() ? nullptr : link->second);
      for (const GroupValue way : ways) group_of_way[way] = static_cast<std::uint32_t>(found_.groups.size());
      found_.groups.push_back({.source_id = id,
                               .source_name = name,
                               .suffix = field_of(attribute_).label,
                               .order = in_words(attribute_) + " " + quoted(name)});
    }
    found_.group_of.assign(people_.size(), ValueGroups::kNone);
    for (PersonIndex i = 0; i < people_.size(); ++i)
      if (value_of_[i] != DirectoryPeople::kUnknownValue) found_.group_of[i] = group_of_way[value_of_[i]];
  }

  const PlanInput& input_;
  const PersonTable& table_;
  const FinalMemberships& people_;
  const TargetUserRows& rows_;
  const GroupAttribute attribute_;
  Spellings spellings_;
  /// Indexed by person; `kUnknownValue` for people who are not synced.
  std::vector<GroupValue> value_of_;
  /// Keyed by folded value.
  std::map<std::string, std::vector<GroupValue>> ways_;
  ValueGroups found_;
};

}  // namespace

ValueGroups value_groups(const PlanInput& input, const Classification& classification,
                         const FinalMemberships& people, const TargetUserRows& rows) {
  const auto attribute = grouping_attribute(input.settings);
  return attribute ? ValueGrouping(input, classification, people, rows, *attribute).group() : ValueGroups{};
}

std::int64_t new_value_groups_at_most(const PlanInput& input, const Classification& classification) {
  const GroupAttribute attribute = input.settings.group_attribute;
  std::int64_t groups = 0;
  std::unordered_set<GroupValue> values;
  for (PersonIndex i = 0; i < classification.person_table.size(); ++i) {
    if (classification.decisions[i].status != PersonStatus::eligible) continue;
    const GroupValue value = classification.person_table.group_value(i);
    if (value == DirectoryPeople::kUnknownValue)
      ++groups;
    else if (value != DirectoryPeople::kNoValue)
      values.insert(value);
  }
  std::unordered_set<std::string> keys;
  for (const GroupValue value : values)
    keys.insert(host_sdk::fold_key(input.directory.people.group_values()[value]));
  const auto links = links_by_source(input);
  for (const std::string& key : keys) {
    const auto link = links.find(value_group_id(attribute, key));
    if (link == links.end() || !link->second->row_updated_at_now) ++groups;
  }
  return std::min(groups, kMostValueGroups);
}

void report_values(const PlanInput& input, const ValueGroups& values, PlanReport& report) {
  const auto attribute = grouping_attribute(input.settings);
  if (!attribute || input.others) return;
  if (values.too_many) {
    report.doubts.too_many_values =
        "The field " + quoted(field_of(*attribute).label) + " has " + host_sdk::with_commas(values.values) +
        " different values, and at most " + host_sdk::with_commas(kMostValueGroups) +
        " target groups are created: no target group was changed. Select another field for "
        "the target groups.";
    report.remarks.push_back(report.doubts.too_many_values);
  } else if (values.people_without_value > 0) {
    report.remarks.push_back(host_sdk::counted(values.people_without_value, "person has", "people have") +
                             " no " + in_words(*attribute) +
                             (values.people_without_value == 1 ? " and is" : " and are") +
                             " in no target group.");
  }
}

}  // namespace gup::plan
