#include "hooks/picker/unit_search.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "host_sdk/text.hpp"

namespace gup {
namespace {

std::vector<const OrganizationalUnit*> units_of(
    const std::vector<std::pair<std::string, const OrganizationalUnit*>>& sorted) {
  std::vector<const OrganizationalUnit*> units;
  units.reserve(sorted.size());
  for (const auto& [key, unit] : sorted) units.push_back(unit);
  return units;
}

}  // namespace

std::vector<const OrganizationalUnit*> units_below(const UnitTree& tree, const std::string& parent_id) {
  std::vector<std::pair<std::string, const OrganizationalUnit*>> sorted;
  for (const std::uint32_t unit : parent_id.empty() ? tree.roots() : tree.children(parent_id))
    sorted.emplace_back(folded(tree[unit].name), &tree[unit]);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->id < b.second->id;
  });
  return units_of(sorted);
}

std::vector<const OrganizationalUnit*> search_units(const UnitTree& tree, const std::string& query) {
  const std::string wanted = folded(query);
  std::vector<std::pair<std::string, const OrganizationalUnit*>> hits;
  for (std::uint32_t number = 0; number < tree.size(); ++number) {
    const OrganizationalUnit& unit = tree[number];
    std::string path = folded(unit.path);
    if (path.find(wanted) != std::string::npos || folded(unit.name).find(wanted) != std::string::npos ||
        folded(unit_label(unit)).find(wanted) != std::string::npos)
      hits.emplace_back(std::move(path), &unit);
  }
  std::sort(hits.begin(), hits.end());
  return units_of(hits);
}

std::int64_t count_people(const PickerDirectory& directory, const UnitTree& tree,
                          const std::vector<std::string>& ids, bool with_sub_units) {
  std::unordered_set<std::string> seen;
  std::vector<std::string> waiting = ids;
  std::int64_t people = 0;
  while (!waiting.empty()) {
    const std::string id = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(id).second) continue;
    if (const auto own = directory.users_per_unit.find(id); own != directory.users_per_unit.end())
      people += own->second;
    if (!with_sub_units) continue;
    for (const std::uint32_t unit : tree.children(id)) waiting.push_back(tree[unit].id);
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
