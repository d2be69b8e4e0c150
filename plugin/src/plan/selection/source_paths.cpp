#include "plan/selection/source_paths.hpp"

#include <deque>
#include <map>
#include <set>

#include "host_sdk/language.hpp"

namespace gup::plan {
namespace {

constexpr std::size_t kMostWays = 10;

struct Tree {
  explicit Tree(const std::vector<SourceGroup>& rows) {
    for (const SourceGroup& row : rows) {
      if (row.parent_id.empty())
        selected.insert(row.group_id);
      else
        parents[row.group_id].push_back(row.parent_id);
    }
  }
  std::set<std::string_view> selected;
  std::map<std::string_view, std::vector<std::string_view>> parents;
};

}  // namespace

std::vector<std::string> group_ways(const std::vector<SourceGroup>& tree,
                                    const std::vector<std::string>& direct,
                                    const std::function<std::string(std::string_view)>& label) {
  const Tree groups(tree);
  std::vector<std::string> ways;
  std::int64_t more = 0;
  for (const std::string& start : direct) {
    // From the person's group upwards; `below` leads back down.
    std::map<std::string_view, std::string_view> below{{start, {}}};
    std::deque<std::string_view> to_visit{start};
    while (!to_visit.empty()) {
      const std::string_view group = to_visit.front();
      to_visit.pop_front();
      if (groups.selected.contains(group)) {
        if (ways.size() == kMostWays) {
          ++more;
        } else {
          std::string way = host_sdk::tr("Group {name}", {{"name", label(group)}});
          for (auto next = below.at(group); !next.empty(); next = below.at(next)) way += " → " + label(next);
          ways.push_back(std::move(way));
        }
      }
      if (const auto above = groups.parents.find(group); above != groups.parents.end())
        for (const std::string_view parent : above->second)
          if (below.emplace(parent, group).second) to_visit.push_back(parent);
    }
  }
  if (more > 0) ways.push_back(host_sdk::tr_count("And {count} more way", "And {count} more ways", more));
  return ways;
}

}  // namespace gup::plan
