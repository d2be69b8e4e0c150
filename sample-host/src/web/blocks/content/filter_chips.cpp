#include "web/blocks/content/filter_chips.hpp"

#include "host_sdk/text.hpp"

namespace sample_host::web {

using namespace host_sdk::page;

void draw_filter_chips(Html& html, Drawing& drawing, const std::string& id, const FilterChips& chips) {
  html.raw("<nav class=\"filter-chips\"").attr("id", "b-" + id).attr("aria-label", chips.label).raw(">");
  for (const FilterChip& chip : chips.items) {
    // Zero is grey, whatever it counts.
    const Tone tone = chip.count == 0 ? Tone::neutral : chip.tone;
    html.raw("<a class=\"filter-chip tone-").raw(tone_class(tone)).raw("\"");
    html.attr("href", address_of(drawing, chip.to));
    if (chip.selected) html.raw(" aria-current=\"true\"");
    html.raw("><span class=\"count\">").text(number_text(chip.count)).raw("</span> ");
    html.text(chip.label).raw("</a>");
  }
  html.raw("</nav>");
}

}  // namespace sample_host::web
