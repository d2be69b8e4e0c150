#include "web/blocks/fields/options.hpp"

#include "host_sdk/encoding.hpp"
#include "host_sdk/text.hpp"
#include "http/url.hpp"
#include "web/icons.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// Makes an id that is valid in an `id` attribute and in a selector, whatever characters the option's id has.
std::string element_id(const OptionsView& view, const std::string& option) {
  return "below-" + view.picker + "-" + host_sdk::hex_encode(option);
}

bool is_tree(const OptionsView& view) {
  return view.shape == PickerShape::tree && view.query.empty();
}

void draw_box(Html& html, const OptionsView& view, const Option& option, bool focus) {
  html.raw("<label class=\"form-check option-row\"><input class=\"form-check-input\" data-option");
  html.attr("type", view.multiple ? "checkbox" : "radio").attr("name", "_pick-" + view.picker);
  // Search results in a tree are shown without their parents; the hint shows the path.
  const bool by_path = view.shape == PickerShape::tree && !view.query.empty() && !option.hint.empty();
  html.attr("value", option.id).attr("data-label", by_path ? option.hint : option.label);
  html.flag("disabled data-fixed", !option.disabled.empty()).flag("autofocus", focus);
  html.raw("><span class=\"form-check-label\"><span>").text(option.label).raw("</span>");
  const std::string& below = option.disabled.empty() ? option.hint : option.disabled;
  if (!below.empty()) html.raw(" <span class=\"option-hint\">").text(below).raw("</span>");
  html.raw("</span></label>");
}

void draw_count(Html& html, const Option& option) {
  if (option.count)
    html.raw("<span class=\"option-count\">")
        .text(tr_count("{count} user", "{count} users", *option.count))
        .raw("</span>");
}

void draw_node(Html& html, const OptionsView& view, const Option& option, bool focus, const Html* below) {
  const std::string children = element_id(view, option.id);
  html.raw("<li class=\"node\"><div class=\"node-row\">");
  if (option.children) {
    html.raw("<button type=\"button\" class=\"twist\"").attr("aria-controls", children);
    html.attr("aria-expanded", below != nullptr ? "true" : "false")
        .attr("aria-label", tr("Below {option}", {{"option", option.label}}));
    if (below == nullptr) {
      html.attr("data-hx-get", options_address(view, option.id, "")).attr("data-hx-target", "#" + children);
      html.raw(" data-hx-trigger=\"click once\" data-hx-swap=\"innerHTML\"");
    }
    html.raw(">");
    draw_icon(html, "chevron-right");
    html.raw("</button>");
  } else {
    html.raw("<span class=\"twist\"></span>");
  }
  draw_box(html, view, option, focus);
  draw_count(html, option);
  html.raw("</div>");
  if (option.children) {
    html.raw("<ul").attr("id", children).flag("hidden", below == nullptr).raw(">");
    if (below != nullptr)
      html.add(*below);
    else
      html.raw("<li class=\"picker-note\">").text(tr("Loading…")).raw("</li>");
    html.raw("</ul>");
  }
  html.raw("</li>");
}

void draw_rows(Html& html, const OptionsView& view, const OptionsAnswer& answer, const Html* below) {
  bool focus = !view.cursor.empty();
  for (const Option& option : answer.options) {
    if (is_tree(view)) {
      draw_node(html, view, option, focus, below);
    } else {
      html.raw("<li class=\"node\"><div class=\"node-row\">");
      draw_box(html, view, option, focus);
      draw_count(html, option);
      html.raw("</div></li>");
    }
    focus = false;
  }
  if (answer.next.empty()) return;
  html.raw("<li class=\"more\"><button type=\"button\" class=\"btn btn-sm\" data-hx-target=\"closest li\"");
  html.raw(" data-hx-swap=\"outerHTML\"")
      .attr("data-hx-get", options_address(view, view.parent, answer.next));
  html.raw(">").text(tr("Show more")).raw("</button></li>");
}

}  // namespace

std::string options_address(const OptionsView& view, std::string_view parent, std::string_view cursor) {
  http::QueryString query;
  query.add("shape", view.shape == PickerShape::tree ? "tree" : "list");
  query.add("multiple", view.multiple ? "yes" : "no");
  if (!view.query.empty()) query.add("_search", view.query);
  if (!parent.empty()) query.add("parent", parent);
  if (!cursor.empty()) query.add("cursor", cursor);
  return view.page_address + "/options/" + view.picker + query.str();
}

void draw_options(Html& html, const OptionsView& view, const OptionsAnswer& answer,
                  const OptionsAnswer* open) {
  Html below;
  if (open != nullptr) {
    OptionsView inner = view;
    inner.parent = answer.options.empty() ? "" : answer.options.front().id;
    draw_rows(below, inner, *open, nullptr);
  }
  const Html* children = open != nullptr ? &below : nullptr;
  // Children of a node, and further rows, are added to an existing list.
  if (!view.parent.empty() || !view.cursor.empty()) {
    draw_rows(html, view, answer, children);
    return;
  }
  if (answer.options.empty()) {
    html.raw("<p class=\"picker-note\" role=\"status\">");
    if (view.query.empty())
      html.text(tr("There are no options."));
    else
      html.text(tr("No match for “{query}”.", {{"query", view.query}}));
    html.raw("</p>");
  } else {
    html.raw("<ul class=\"option-list\"");
    if (answer.total && view.query.empty()) html.attr("data-total", *answer.total);
    html.raw(">");
    draw_rows(html, view, answer, children);
    html.raw("</ul>");
  }
  if (!answer.note.empty()) html.raw("<p class=\"picker-note\">").text(answer.note).raw("</p>");
}

void draw_options_error(Html& html, const OptionsView& view, std::string_view sentence) {
  const bool inside = !view.parent.empty() || !view.cursor.empty();
  html.raw(inside ? Lit("<li class=\"picker-error\" role=\"alert\">")
                  : Lit("<div class=\"picker-error\" role=\"alert\">"));
  html.text(sentence).raw(" <button type=\"button\" class=\"btn btn-sm\"");
  html.raw(" data-hx-target=\"closest .picker-error\" data-hx-swap=\"outerHTML\"");
  html.attr("data-hx-get", options_address(view, view.parent, view.cursor))
      .raw(">")
      .text(tr("Retry"))
      .raw("</button>");
  html.raw(inside ? Lit("</li>") : Lit("</div>"));
}

}  // namespace sample_host::web
