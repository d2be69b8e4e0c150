#include "web/drawing.hpp"

#include "web/http/url.hpp"

namespace sample_host::web {

using host_sdk::page::Tone;

void draw_hidden(Html& html, Lit name, std::string_view value) {
  html.raw("<input type=\"hidden\"").attr("name", name.view()).attr("value", value).raw(">");
}

std::string with_cursors(const Drawing& drawing, std::string address) {
  QueryString query;
  for (const auto& [table, cursor] : drawing.cursors) query.add("after." + table, cursor);
  return address + query.str();
}

Lit tone_class(Tone tone) {
  switch (tone) {
    case Tone::info:
      return "info";
    case Tone::success:
      return "success";
    case Tone::warning:
      return "warning";
    case Tone::danger:
      return "danger";
    case Tone::neutral:
      break;
  }
  return "secondary";
}

}  // namespace sample_host::web
