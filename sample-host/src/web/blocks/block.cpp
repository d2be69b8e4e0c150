#include "web/blocks/block.hpp"

#include <type_traits>

#include "web/blocks/actions.hpp"
#include "web/blocks/content/facts.hpp"
#include "web/blocks/content/filter_chips.hpp"
#include "web/blocks/content/notice.hpp"
#include "web/blocks/content/progress.hpp"
#include "web/blocks/content/steps.hpp"
#include "web/blocks/content/table.hpp"
#include "web/blocks/fields/choice.hpp"
#include "web/blocks/fields/fields.hpp"
#include "web/blocks/fields/form.hpp"
#include "web/blocks/fields/picker.hpp"
#include "web/blocks/section.hpp"
#include "web/blocks/values.hpp"

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
        else if constexpr (std::is_same_v<Kind, Steps>)
          draw_steps(html, drawing, block.id, kind);
        else if constexpr (std::is_same_v<Kind, FilterChips>)
          draw_filter_chips(html, drawing, block.id, kind);
        else
          draw_actions(html, drawing, kind.items);
      },
      block.kind);
}

void draw_blocks(Html& html, Drawing& drawing, const std::vector<Block>& blocks) {
  for (const Block& block : blocks) draw_block(html, drawing, block);
}

}  // namespace sample_host::web
