// Dispatches each block to its drawing function, and holds what several kinds of blocks share.
#include <type_traits>

#include "web/blocks/blocks.hpp"

namespace sample_host::web {

using namespace host_sdk::page;

void draw_block(Html& html, Drawing& drawing, const Block& block) {
  std::visit(
      [&](const auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        if constexpr (std::is_same_v<Kind, Section>)
          draw_section(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Text>)
          draw_text(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Notice>)
          draw_notice(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Empty>)
          draw_empty(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Facts>)
          draw_facts(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, ProgressBar>)
          draw_progress(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Table>)
          draw_table(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Form>)
          draw_form(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Choice>)
          draw_choice(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Picker>)
          draw_picker(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Input>)
          draw_input(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Number>)
          draw_number(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, Toggle>)
          draw_toggle(html, drawing, block.id, kind);
        else
          draw_actions(html, drawing, kind.items);
      },
      block.kind);
}

void draw_blocks(Html& html, Drawing& drawing, const std::vector<Block>& blocks) {
  for (const Block& block : blocks) draw_block(html, drawing, block);
}

void draw_heading(Html& html, const Drawing& drawing, Lit classes, std::string_view text,
                  std::string_view id) {
  const int depth = drawing.heading < 2 ? 2 : drawing.heading > 5 ? 5 : drawing.heading;
  html.raw("<h").text(depth).attr("class", classes.view());
  if (!id.empty()) html.attr("id", id);
  html.raw(">").text(text).raw("</h").text(depth).raw(">");
}

bool has_errors(const Drawing& drawing, const std::string& id) {
  return drawing.errors.contains(id);
}

void draw_field_errors(Html& html, const Drawing& drawing, const std::string& id) {
  const auto found = drawing.errors.find(id);
  if (found == drawing.errors.end()) return;
  html.raw("<div class=\"invalid-feedback d-block\"").attr("id", "error-" + id).raw(">");
  for (const std::string& sentence : found->second) html.raw("<div>").text(sentence).raw("</div>");
  html.raw("</div>");
}

std::string described_by(const Drawing& drawing, const std::string& id, bool has_hint) {
  std::string ids;
  if (has_hint) ids = "hint-" + id;
  if (has_errors(drawing, id)) ids += (ids.empty() ? "error-" : " error-") + id;
  return ids;
}

void draw_hint(Html& html, const std::string& id, const std::string& hint) {
  if (hint.empty()) return;
  html.raw("<div class=\"form-hint\"").attr("id", "hint-" + id).raw(">").text(hint).raw("</div>");
}

}  // namespace sample_host::web
