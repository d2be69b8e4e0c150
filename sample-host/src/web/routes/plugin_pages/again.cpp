#include "web/routes/plugin_pages/again.hpp"

#include <algorithm>
#include <charconv>

#include "host_sdk/page_rules/walk.hpp"
#include "http/wiping.hpp"
#include "web/page_fields.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
  return number;
}

/// Asks the plugin for the labels of selected ids that the page does not name, and to sum the selection up.
void resolve(const Posted& posted, Page& page,
             const std::vector<std::pair<std::string, std::vector<std::string>>>& unresolved) {
  for (const auto& [id, ids] : unresolved) {
    Picker* picker = find_picker(page, id);
    if (picker == nullptr) continue;
    OptionsRequest request;
    request.picker = id;
    request.ids = ids;
    request.values = posted.input.values;
    const OptionsReply reply = posted.services.runtime.plugins().pages.options(
        posted.place.slug, posted.visit.company.id, posted.visit.viewer, request, posted.input.view);
    if (reply.gate != Gate::open) continue;
    picker->summary = reply.answer.note;
    for (SelectedOption& picked : picker->value) {
      if (!picked.label.empty()) continue;
      const auto& options = reply.answer.options;
      const auto found = std::find_if(options.begin(), options.end(),
                                      [&](const Option& option) { return option.id == picked.id; });
      picked.gone = found == options.end() || found->gone;
      if (found != options.end()) picked.label = found->label;
    }
  }
}

}  // namespace

PageReply Posted::fresh_page() const {
  return services.runtime.plugins().pages.page(place.slug, visit.company.id, visit.viewer, input.view);
}

Posted read_form(Services& services, const Visit& visit, const Request& request, const SettingsPlace& place) {
  const Fields fields(request.body);
  Posted posted{services, visit, place, fields.first("_form"), {}};
  posted.input.revision = number_of(fields.first("_revision"));
  posted.input.values = form_values(fields);
  posted.input.confirmation = fields.first("_confirmation");
  posted.input.view = view_of(request, place);
  return posted;
}

Response draw_again(const Posted& posted, Again again) {
  PageReply reply = posted.fresh_page();
  if (reply.gate != Gate::open)
    return gate_response(posted.services, posted.visit, reply.gate, reply.sentence, reply.reference,
                         posted.address());
  Drawing drawing = drawing_of(posted.services, posted.visit, posted.place, posted.input.view);
  std::optional<http::WipeAtEnd> wipe_typed;
  if (posted.form.empty()) {
    // Without a form, the errors go above the page.
    for (const auto& [field, sentences] : again.errors)
      for (const std::string& sentence : sentences)
        again.notice.text +=
            (again.notice.text.empty() ? "" : "\n") + (field.empty() ? "" : field + ": ") + sentence;
    if (again.notice.title.empty() && !again.notice.text.empty())
      again.notice.title = tr("Nothing was changed");
    again.notice.tone = again.errors.empty() ? again.notice.tone : Tone::danger;
  } else {
    std::vector<std::pair<std::string, std::vector<std::string>>> unresolved;
    keep_typed(reply.page, posted.input.values, unresolved);
    resolve(posted, reply.page, unresolved);
    drawing.typed = posted.input.values;
    wipe_typed.emplace(drawing.typed);
    drawing.errors = again.errors;
    drawing.sent_form = posted.form;
    drawing.open_pickers = std::move(again.open_pickers);
  }
  auto& blocks = reply.page.blocks;
  if (!again.copyable.label.empty()) {
    Facts facts;
    again.copyable.copyable = true;
    facts.items = {std::move(again.copyable)};
    blocks.insert(blocks.begin(), Block{"host_value", std::move(facts), ""});
  }
  if (!again.notice.title.empty()) blocks.insert(blocks.begin(), Block{"host_notice", again.notice, ""});
  const PageParts parts = draw_settings(posted.services, posted.place.slug, drawing, reply.page);
  Html html;
  draw_page(html, drawing, parts, Freshness::still);
  return page_response(posted.services, posted.visit, again.status, reply.page.title, Place::settings, html,
                       posted.services.runtime.plugins().pages.redirect_origins(posted.place.slug));
}

}  // namespace sample_host::web
