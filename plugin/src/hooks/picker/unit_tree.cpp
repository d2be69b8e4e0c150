#include "hooks/picker/unit_tree.hpp"

#include <algorithm>
#include <unordered_set>

#include "host_sdk/text.hpp"

namespace gup {

UnitTree::UnitTree(const PickerDirectory& directory) : directory_(directory) {
  by_id_.reserve(directory.units.size());
  for (const auto& unit : directory.units) by_id_.emplace(unit.id, &unit);
  for (const auto& unit : directory.units)
    if (!is_root(unit)) children_[unit.parent_id].push_back(&unit);
}

bool UnitTree::is_root(const OrganizationalUnit& unit) const {
  return unit.parent_id.empty() || !by_id_.contains(unit.parent_id);
}

const OrganizationalUnit* UnitTree::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

std::vector<const OrganizationalUnit*> UnitTree::children(const std::string& parent_id) const {
  std::vector<const OrganizationalUnit*> list;
  if (parent_id.empty()) {
    for (const auto& unit : directory_.units)
      if (is_root(unit)) list.push_back(&unit);
  } else if (const auto found = children_.find(parent_id); found != children_.end()) {
    list = found->second;
  }
  std::vector<std::pair<std::string, const OrganizationalUnit*>> sorted;
  sorted.reserve(list.size());
  for (const auto* unit : list) sorted.emplace_back(folded(unit->name), unit);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->id < b.second->id;
  });
  std::transform(sorted.begin(), sorted.end(), list.begin(), [](const auto& entry) { return entry.second; });
  return list;
}

bool UnitTree::has_children(const std::string& id) const {
  return children_.contains(id);
}

std::vector<const OrganizationalUnit*> UnitTree::search(const std::string& query) const {
  const std::string wanted = folded(query);
  std::vector<std::pair<std::string, const OrganizationalUnit*>> hits;
  for (const auto& unit : directory_.units) {
    std::string path = folded(unit.path);
    if (path.find(wanted) != std::string::npos || folded(unit.name).find(wanted) != std::string::npos ||
        folded(unit_label(unit)).find(wanted) != std::string::npos)
      hits.emplace_back(std::move(path), &unit);
  }
  std::sort(hits.begin(), hits.end());
  std::vector<const OrganizationalUnit*> list;
  list.reserve(hits.size());
  for (const auto& hit : hits) list.push_back(hit.second);
  return list;
}

std::int64_t UnitTree::people(const std::string& id, bool with_sub_units) const {
  return people_in_all({id}, with_sub_units);
}

std::int64_t UnitTree::people_in_all(const std::vector<std::string>& ids, bool with_sub_units) const {
  std::unordered_set<std::string> seen;
  std::vector<std::string> waiting = ids;
  std::int64_t people = 0;
  while (!waiting.empty()) {
    const std::string id = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(id).second) continue;
    if (const auto own = directory_.users_per_unit.find(id); own != directory_.users_per_unit.end())
      people += own->second;
    if (!with_sub_units) continue;
    if (const auto below = children_.find(id); below != children_.end())
      for (const auto* unit : below->second) waiting.push_back(unit->id);
  }
  return people;
}

std::string unit_label(const OrganizationalUnit& unit) {
  if (unit.path == "/" || unit.path.empty()) return unit.name;
  std::string label;
  for (const char c : unit.path) {
    if (c == '/') {
      label += label.empty() ? "/ " : " / ";
    } else {
      label += c;
    }
  }
  return label;
}

std::string group_label(const DirectoryGroup& group) {
  return group.name.empty() ? group.email : group.name;
}

std::string folded(const std::string& text) {
  return host_sdk::is_clean_utf8(text) ? host_sdk::fold_key(text) : text;
}

}  // namespace gup
