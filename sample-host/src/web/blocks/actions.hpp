// Buttons. Each button has its own form, or uses the enclosing form when it sends fields. Its form and its
// dialog are drawn after the block, because HTML forms cannot contain forms or dialogs.
#pragma once

#include <vector>

#include "host_sdk/page/action.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// A button with its form, its confirmation dialog and the reason why it is disabled.
void draw_action(Html& html, Drawing& drawing, const host_sdk::page::Action& action);
/// A row of buttons without a card.
void draw_actions(Html& html, Drawing& drawing, const std::vector<host_sdk::page::Action>& actions);

}  // namespace sample_host::web
