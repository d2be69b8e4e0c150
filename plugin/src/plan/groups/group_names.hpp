// Gives target groups Google's names, unique within a company.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace gup::plan {

struct GroupName {
  std::string name;
  std::string key;
  /// Another group has the plain name.
  bool clashed = false;
};

/// The names that are taken.
class GroupNames {
 public:
  void take(std::string key) { taken_.insert(std::move(key)); }
  [[nodiscard]] bool is_taken(const std::string& key) const { return taken_.contains(key); }

  /// Takes and returns `base` if it is free, else "base (suffix)", else "base (2)", "base (3)" and so on.
  /// Cuts the base so that the name has at most 256 code points.
  GroupName give(std::string_view base, std::string_view suffix);

  /// True if `give` could have returned this name, depending on the names taken then.
  [[nodiscard]] static bool could_be_given(std::string_view name, std::string_view base,
                                           std::string_view suffix);

 private:
  bool try_give(std::string_view base, std::string_view bracketed, GroupName& given);

  std::unordered_set<std::string> taken_;
};

/// The name of a unit or group for the host: cleaned, or `otherwise` if nothing is left.
[[nodiscard]] std::string usable_name(const std::string& name, const std::string& otherwise);

}  // namespace gup::plan
