// The kinds of changes that the details of a run can be reduced to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"

namespace gup {

struct ChangeFilter {
  std::string id;
  /// Translated where it is drawn.
  const char* label;
  /// The label on the page of a preview.
  const char* planned;
  std::vector<plan::ChangeKind> kinds;
};

inline constexpr const char* kEverything = "everything";

/// The first one is `kEverything`. [any]
[[nodiscard]] const std::vector<ChangeFilter>& change_filters();
/// Null if there is none of that id, and for `kEverything`. [any]
[[nodiscard]] const ChangeFilter* find_change_filter(std::string_view id);

}  // namespace gup
