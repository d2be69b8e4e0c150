#include "web/blocks/block_parts.hpp"

#include "web/times.hpp"

namespace sample_host::web {

void draw_heading(Html& html, const Drawing& drawing, Lit classes, std::string_view text,
                  std::string_view id) {
  const int depth = drawing.heading < 2 ? 2 : drawing.heading > 5 ? 5 : drawing.heading;
  html.raw("<h").text(depth).attr("class", classes.view());
  if (!id.empty()) html.attr("id", id);
  html.raw(">");
  draw_words(html, text);
  html.raw("</h").text(depth).raw(">");
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
  html.raw("<div class=\"form-hint\"").attr("id", "hint-" + id).raw(">");
  draw_words(html, hint);
  html.raw("</div>");
}

}  // namespace sample_host::web
