// What must have become of people who left, straight from the settings and the dates: an independent reading
// of the rules, without any code of the plan.
#pragma once

#include <map>
#include <set>
#include <string>

#include "rules/truth.hpp"
#include "world.hpp"

namespace gup::plan::test {

/// People who left or could leave, as they were before a sync.
class Leavers {
 public:
  explicit Leavers(const World& world);

  /// People whose deactivated target users are gone before their time. Also after a sync whose lists lied.
  [[nodiscard]] std::set<std::string> deleted_too_early(const World& world, const Truth& truth) const;
  /// People who took another step in an honest sync than the settings have for their cause.
  [[nodiscard]] std::string wrong_steps(const World& world, const Truth& truth) const;

 private:
  [[nodiscard]] static bool may_be_deleted(const std::string& id, const StoredLink& link, const World& world,
                                           const Truth& truth);
  [[nodiscard]] static std::string wrong_step(const std::string& id, const StoredLink& before,
                                              const World& world, const Truth& truth);

  std::map<std::string, StoredLink> active_;
  std::map<std::string, StoredLink> inactive_;
};

}  // namespace gup::plan::test
