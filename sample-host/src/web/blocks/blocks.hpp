// Draws the blocks of a page: one function per kind of block, in a file named after it.
#pragma once

#include "host_sdk/page/page.hpp"
#include "web/drawing.hpp"

namespace sample_host::web {

/// Draws a block of any kind.
void draw_block(Html& html, Drawing& drawing, const host_sdk::page::Block& block);
void draw_blocks(Html& html, Drawing& drawing, const std::vector<host_sdk::page::Block>& blocks);

void draw_section(Html& html, Drawing& drawing, const std::string& id,
                  const host_sdk::page::Section& section);
/// The last card of the side column: how to remove the integration.
void draw_last_section(Html& html, Drawing& drawing, const std::string& id,
                       const host_sdk::page::Section& section, const host_sdk::page::Action* unlink);
void draw_text(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Text& text);
void draw_notice(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Notice& notice);
void draw_empty(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Empty& empty);
void draw_facts(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Facts& facts);
void draw_progress(Html& html, Drawing& drawing, const std::string& id,
                   const host_sdk::page::ProgressBar& progress);
void draw_table(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Table& table);
void draw_form(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Form& form);
void draw_choice(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Choice& choice);
void draw_picker(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Picker& picker);
void draw_input(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Input& input);
void draw_number(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Number& number);
void draw_toggle(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Toggle& toggle);

/// The value of a table cell or a fact.
void draw_value(Html& html, Drawing& drawing, const host_sdk::page::Value& value);

/// A button with its form, its confirmation dialog and the reason why it is disabled.
void draw_action(Html& html, Drawing& drawing, const host_sdk::page::Action& action);
/// A row of buttons without a card.
void draw_actions(Html& html, Drawing& drawing, const std::vector<host_sdk::page::Action>& actions);

/// A heading of the current level with this `id`.
void draw_heading(Html& html, const Drawing& drawing, Lit classes, std::string_view text,
                  std::string_view id);

/// The errors of a field, below it; draws nothing if there are none.
void draw_field_errors(Html& html, const Drawing& drawing, const std::string& id);
[[nodiscard]] bool has_errors(const Drawing& drawing, const std::string& id);
/// The value of `aria-describedby` for a field: the ids of its hint and its errors, if it has them.
[[nodiscard]] std::string described_by(const Drawing& drawing, const std::string& id, bool has_hint);
/// The hint below a label.
void draw_hint(Html& html, const std::string& id, const std::string& hint);

}  // namespace sample_host::web
