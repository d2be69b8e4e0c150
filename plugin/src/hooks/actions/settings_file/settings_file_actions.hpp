// The actions of settings as a file, and of earlier settings.
#pragma once

#include "hooks/actions/answers.hpp"

namespace gup {

/// Answers with the settings as a file.
[[nodiscard]] ActionAnswer export_settings(const HookContext& context, const ActionRequest& request);

/// Says in words what an import of the text would change. Changes nothing.
[[nodiscard]] ActionAnswer review_settings(const HookContext& context, const ActionRequest& request);

/// Saves the settings of the text.
[[nodiscard]] ActionAnswer import_settings(const HookContext& context, const ActionRequest& request);

/// Saves an earlier version of the settings again.
[[nodiscard]] ActionAnswer restore_settings(const HookContext& context, const ActionRequest& request);

}  // namespace gup
