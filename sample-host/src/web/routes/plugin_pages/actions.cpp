#include "web/routes/plugin_pages/actions.hpp"

#include <algorithm>
#include <charconv>

#include "page/page_walk.hpp"
#include "web/page_fields.hpp"
#include "web/routes/plugin_pages/settings.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
  return number;
}

/// What to show above the page when it is drawn again.
struct Again {
  int status = 422;
  Notice notice{};
  Errors errors{};
};

/// A posted action, with what is needed to draw the page again.
struct Posted {
  Services& services;
  const Visit& visit;
  const std::string& slug;
  std::string form;
  ActionInput input;

  [[nodiscard]] std::string address() const { return settings_address(slug); }
  [[nodiscard]] PageReply fresh_page() const {
    return services.runtime.plugins().pages.page(slug, visit.company.id, visit.viewer, input.view);
  }
};

/// Asks the plugin for the labels of selected ids that the page does not name.
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
        posted.slug, posted.visit.company.id, posted.visit.viewer, request);
    if (reply.gate != Gate::open) continue;
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

/// Draws the page again with all posted values.
Response draw_again(const Posted& posted, Again again) {
  PageReply reply = posted.fresh_page();
  if (reply.gate != Gate::open)
    return gate_response(posted.services, posted.visit, reply.gate, reply.sentence, reply.reference,
                         posted.address());
  Drawing drawing = drawing_for(posted.services, posted.visit, posted.address());
  drawing.view = posted.input.view;
  if (posted.form.empty()) {
    // Without a form, the errors go above the page.
    for (const auto& [field, sentences] : again.errors)
      for (const std::string& sentence : sentences)
        again.notice.text +=
            (again.notice.text.empty() ? "" : "\n") + (field.empty() ? "" : field + ": ") + sentence;
    if (again.notice.title.empty() && !again.notice.text.empty()) again.notice.title = "Nothing was changed";
    again.notice.tone = again.errors.empty() ? again.notice.tone : Tone::danger;
  } else {
    std::vector<std::pair<std::string, std::vector<std::string>>> unresolved;
    keep_typed(reply.page, posted.input.values, unresolved);
    resolve(posted, reply.page, unresolved);
    drawing.typed = posted.input.values;
    drawing.errors = again.errors;
    drawing.sent_form = posted.form;
  }
  if (!again.notice.title.empty())
    reply.page.blocks.insert(reply.page.blocks.begin(), Block{"host_notice", again.notice, ""});
  const PageParts parts = draw_settings(posted.services, posted.slug, drawing, reply.page);
  Html html;
  draw_page(html, drawing, parts, Freshness::still);
  return page_response(posted.services, posted.visit, again.status, reply.page.title, Place::settings, html,
                       posted.services.runtime.plugins().pages.redirect_origins(posted.slug));
}

int refusal_status(Refusal refusal) {
  if (refusal == Refusal::forbidden) return 403;
  return refusal == Refusal::limit ? 429 : 409;
}

Response show_rendered(const Posted& posted, const ActionAnswer& answer) {
  if (answer.toast) posted.services.flashes.put(posted.visit.viewer.session_hash, *answer.toast);
  QueryString query;
  // An action in a row may have changed the table, so the same page of the table is shown again.
  add_view(query, {posted.input.view.cursors, answer.parameters});
  return see_other(posted.address() + query.str() + (answer.focus.empty() ? "" : "#b-" + answer.focus));
}

Response show_stale(const Posted& posted, const ActionAnswer& answer) {
  std::string text = answer.stale_by.empty() ? "Someone else" : answer.stale_by;
  text += " saved these settings";
  if (answer.stale_at) text += " " + relative_time(*answer.stale_at, posted.services.runtime.clock().now());
  text += ". Your entries are below and were not saved. Saving now replaces the other version.";
  return draw_again(
      posted,
      {409, Notice{Tone::warning, "Someone else saved these settings while you were editing", text, {}}, {}});
}

Response show_answer(const Posted& posted, const ActionReply& reply) {
  const ActionAnswer& answer = reply.answer;
  switch (answer.outcome) {
    case Outcome::render:
      return show_rendered(posted, answer);
    case Outcome::redirect:
      return see_other(answer.url);
    case Outcome::stale:
      return show_stale(posted, answer);
    case Outcome::invalid:
      return draw_again(posted, {422, {}, answer.errors});
    case Outcome::refused:
      break;
  }
  Notice notice{Tone::warning, "Nothing was changed", answer.toast ? answer.toast->text : reply.sentence, {}};
  if (notice.text.empty()) notice.text = "This is not possible right now.";
  return draw_again(posted, {refusal_status(answer.refusal), notice, {}});
}

}  // namespace

Response act_on_settings(Services& services, const Visit& visit, const Request& request,
                         const std::string& slug, const std::string& action) {
  const Fields fields(request.body);
  Posted posted{services, visit, slug, fields.first("_form"), {}};
  posted.input.action = action;
  posted.input.revision = number_of(fields.first("_revision"));
  posted.input.values = form_values(fields);
  posted.input.confirmation = fields.first("_confirmation");
  posted.input.view = view_of(request);

  // The gateway checks typed confirmations; only this route knows whether a plain question was confirmed.
  const PageReply page = posted.fresh_page();
  if (page.gate != Gate::open)
    return gate_response(services, visit, page.gate, page.sentence, page.reference, posted.address());
  const Action* offered = find_action(page.page, action, row_value(posted.input.values)).action;
  if (offered != nullptr && offered->confirm && fields.first("_confirmed") != action)
    return draw_again(
        posted,
        {409,
         Notice{Tone::warning, "Confirm first", "“" + offered->label + "” needs your confirmation.", {}},
         {}});

  const ActionReply reply =
      services.runtime.plugins().pages.act(slug, visit.company.id, visit.viewer, posted.input);
  if (reply.gate == Gate::failed) {
    std::string text = reply.sentence;
    if (!reply.reference.empty()) text += " Reference number: " + reply.reference + ".";
    return draw_again(posted, {502, Notice{Tone::danger, "The action failed", text, {}}, {}});
  }
  if (reply.gate != Gate::open)
    return gate_response(services, visit, reply.gate, reply.sentence, reply.reference, posted.address());
  if (!reply.result.done()) {
    const int status = reply.result.code == host_sdk::ResultCode::try_again ? 503 : 409;
    return draw_again(posted,
                      {status, Notice{Tone::danger, "The action failed", reply.result.sentence, {}}, {}});
  }
  return show_answer(posted, reply);
}

}  // namespace sample_host::web
