// Explaining and syncing one person.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Shows why a person is synced or not, from what is stored.
[[nodiscard]] ActionAnswer explain(const HookContext& context, const ActionRequest& request);
/// Asks Google about one person, and answers with what a sync would do.
[[nodiscard]] ActionAnswer ask_about_person(const HookContext& context, const ActionRequest& request);
/// Syncs one person, unless a run is active.
[[nodiscard]] ActionAnswer sync_person(const HookContext& context, const ActionRequest& request);

}  // namespace gup
