#include "web/drawing.hpp"

namespace sample_host::web {

using host_sdk::page::Tone;

std::string short_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return std::to_string(hash);
}

void draw_hidden(Html& html, Lit name, std::string_view value) {
  html.raw("<input type=\"hidden\"").attr("name", name.view()).attr("value", value).raw(">");
}

http::QueryString& add_view(http::QueryString& query, const PageView& view) {
  for (const auto& [name, value] : view.parameters) query.add(name, value);
  for (const auto& [table, cursor] : view.cursors) query.add("after." + table, cursor);
  for (const auto& [table, place] : view.places) {
    query.add("from." + table, std::to_string(place.rows_before));
    for (const EarlierPage& page : place.earlier)
      query.add("past." + table, std::to_string(page.rows_before) + ":" + page.cursor);
  }
  return query;
}

std::string with_view(const Drawing& drawing, const std::string& address) {
  http::QueryString query;
  return address + add_view(query, drawing.view).str();
}

std::string address_of(const Drawing& drawing, const host_sdk::page::PageAddress& to) {
  http::QueryString query;
  return drawing.root + (to.path.empty() ? "" : "/") + to.path + add_view(query, {{}, to.parameters}).str() +
         (to.block.empty() ? "" : "#b-" + to.block);
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
