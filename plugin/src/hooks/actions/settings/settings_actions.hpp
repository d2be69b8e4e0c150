// Saving the settings.
#pragma once

#include <functional>

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

[[nodiscard]] ActionAnswer save(const HookContext& context, const ActionRequest& request);

/// Gets whether the settings would change. False, with the reason in the answer, if they must not be saved.
using SaveCheck = std::function<bool(bool changes)>;
inline const SaveCheck kAlwaysSave = [](bool) { return true; };

/// Saves the fields of `request`, if `may_save` allows it. True if they are saved or unchanged; otherwise
/// `answer` has the reason (invalid, stale, refused).
[[nodiscard]] bool save_settings(const HookContext& context, const ActionRequest& request,
                                 ActionAnswer& answer, const SaveCheck& may_save);

}  // namespace gup
