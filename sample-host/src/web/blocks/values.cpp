#include "web/blocks/values.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// True for a path of the host, or an address with one of the allowed origins.
bool is_allowed(const Drawing& drawing, const std::string& url) {
  if (url.starts_with('/')) return !url.starts_with("//") && url.find('\\') == std::string::npos;
  return std::any_of(
      drawing.link_origins.begin(), drawing.link_origins.end(), [&](const std::string& origin) {
        return !origin.empty() && url.starts_with(origin) &&
               (url.size() == origin.size() || url[origin.size()] == '/' || url[origin.size()] == '?');
      });
}

void draw_link(Html& html, const Drawing& drawing, const LinkValue& link) {
  if (!is_allowed(drawing, link.url)) {
    html.text(link.text);
    return;
  }
  html.raw("<a").attr("href", link.url);
  if (!link.url.starts_with('/')) html.raw(" target=\"_blank\" rel=\"noopener noreferrer\"");
  html.raw(">").text(link.text).raw("</a>");
}

void draw_number_value(Html& html, const NumberValue& value) {
  if (value.number == 0)
    html.raw("<span class=\"text-secondary\">");
  else if (value.tone == Tone::danger)
    html.raw("<span class=\"text-danger fw-bold\">");
  else
    html.raw("<span>");
  html.text(number_text(value.number)).raw("</span>");
}

void draw_user(Html& html, const Drawing& drawing, const UserValue& user) {
  const std::string name = drawing.user_name ? drawing.user_name(user.id) : std::string{};
  if (name.empty() && !user.text.empty()) {
    html.text(user.text);
  } else if (name.empty()) {
    html.raw("<span class=\"text-secondary\">").text(tr("A user who was removed")).raw("</span>");
  } else {
    html.raw("<a").attr("href", "/company/target-users/" + std::to_string(user.id)).raw(">");
    html.text(user.text.empty() ? name : user.text).raw("</a>");
  }
}

}  // namespace

void draw_status(Html& html, const Status& status) {
  if (status.label.empty()) return;
  html.raw("<span class=\"status tone-").raw(tone_class(status.tone)).raw("\"><span class=\"status-dot");
  html.raw(status.pulsing ? Lit(" status-dot-animated") : Lit("")).raw("\"></span>");
  html.text(status.label).raw("</span>");
}

void draw_value(Html& html, Drawing& drawing, const Value& value) {
  if (const auto* words = std::get_if<std::string>(&value))
    draw_words(html, *words);
  else if (const auto* time = std::get_if<TimeValue>(&value))
    draw_time(html, time->at, drawing.now);
  else if (const auto* number = std::get_if<NumberValue>(&value))
    draw_number_value(html, *number);
  else if (const auto* link = std::get_if<LinkValue>(&value))
    draw_link(html, drawing, *link);
  else if (const auto* user = std::get_if<UserValue>(&value))
    draw_user(html, drawing, *user);
  else if (const auto* to = std::get_if<PageLink>(&value))
    html.raw("<a").attr("href", address_of(drawing, to->to)).raw(">").text(to->text).raw("</a>");
  else if (const auto* badge = std::get_if<BadgeValue>(&value)) {
    html.raw("<span class=\"badge tone-").raw(tone_class(badge->tone)).raw("\">");
    html.text(badge->text).raw("</span>");
  }
}

void draw_text(Html& html, Drawing& drawing, const std::string& id, const Text& text) {
  html.raw("<p class=\"block-text\"").attr("id", "b-" + id).raw(">");
  draw_words(html, text.text);
  for (const LinkValue& link : text.links) {
    html.raw(" ");
    draw_link(html, drawing, link);
  }
  html.raw("</p>");
}

}  // namespace sample_host::web
