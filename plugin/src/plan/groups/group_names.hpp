// Names for target groups: like Google's, and each once in a company.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace gup::plan {

struct GroupName {
  std::string name;
  std::string key;
  /// Somebody else bears the plain name.
  bool clashed = false;
};

/// The names that are taken, growing as they are given.
class GroupNames {
 public:
  void take(std::string key) { taken_.insert(std::move(key)); }
  [[nodiscard]] bool is_taken(const std::string& key) const { return taken_.contains(key); }

  /// Gives `base` if it is free, else "base (suffix)", else "base (2)", "base (3)" and so on, cut at 256 code
  /// points in such a way that what is in brackets fits. The name is taken from then on.
  GroupName give(std::string_view base, std::string_view suffix);

  /// True for a name that `give` could have given, whatever was taken then.
  [[nodiscard]] static bool could_be_given(std::string_view name, std::string_view base,
                                           std::string_view suffix);

 private:
  bool try_give(std::string_view base, std::string_view bracketed, GroupName& given);

  std::unordered_set<std::string> taken_;
};

/// A unit's or group's name as it may stand in the host: cleaned, `otherwise` when nothing is left.
[[nodiscard]] std::string usable_name(const std::string& name, const std::string& otherwise);

}  // namespace gup::plan
