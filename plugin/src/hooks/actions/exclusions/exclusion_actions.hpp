// Excluding people from syncs, and including them again.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Adds the rule of the form.
[[nodiscard]] ActionAnswer exclude(const HookContext& context, const ActionRequest& request);
/// Adds a rule for the address in the action's value.
[[nodiscard]] ActionAnswer exclude_person(const HookContext& context, const ActionRequest& request);
/// Adds a rule for the domain in the action's value.
[[nodiscard]] ActionAnswer exclude_domain(const HookContext& context, const ActionRequest& request);
/// Removes the rule in the action's value, else the one with the form's kind and value.
[[nodiscard]] ActionAnswer remove_exclusion(const HookContext& context, const ActionRequest& request);
/// Adds a removed rule again, named in the same way.
[[nodiscard]] ActionAnswer restore_exclusion(const HookContext& context, const ActionRequest& request);
/// Adds the rules of a CSV text, all or none.
[[nodiscard]] ActionAnswer import_exclusions(const HookContext& context, const ActionRequest& request);

}  // namespace gup
