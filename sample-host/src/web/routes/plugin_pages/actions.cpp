#include "web/routes/plugin_pages/actions.hpp"

#include "host_sdk/page_rules/walk.hpp"
#include "web/routes/host_forms.hpp"
#include "web/routes/plugin_pages/again.hpp"
#include "web/routes/plugin_pages/settings.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

int refusal_status(Refusal refusal) {
  if (refusal == Refusal::forbidden) return 403;
  return refusal == Refusal::limit ? 429 : 409;
}

Response show_rendered(const Posted& posted, const ActionAnswer& answer) {
  if (answer.file) return file_response(answer.file->content, answer.file->name, "text/plain");
  if (answer.keeps_entries && answer.toast)
    return draw_again(posted,
                      {200, Notice{answer.toast->tone, tr("Not saved yet"), answer.toast->text, {}}, {}});
  if (answer.toast) posted.services.flashes.put(posted.visit.viewer.session_hash, *answer.toast);
  QueryString query;
  // An action in a row may have changed the table, so the same page of the table is shown again.
  add_view(query, {posted.input.view.cursors, answer.parameters});
  const std::string address = settings_address({posted.place.slug, answer.path.value_or(posted.place.path)});
  return see_other(address + query.str() + (answer.focus.empty() ? "" : "#b-" + answer.focus));
}

/// Who saved meanwhile, and as far as it is known when and what.
std::string saved_meanwhile(const ActionAnswer& answer, host_sdk::Timestamp now) {
  const std::string person = answer.stale_by.empty() ? tr("Someone else") : answer.stale_by;
  const std::string& changes = answer.stale_changes;
  if (!answer.stale_at && changes.empty()) return tr("{person} saved these settings", {{"person", person}});
  if (!answer.stale_at)
    return tr("{person} saved these settings: {changes}", {{"person", person}, {"changes", changes}});
  const std::string time = relative_time(*answer.stale_at, now);
  if (changes.empty())
    return tr("{person} saved these settings {time}", {{"person", person}, {"time", time}});
  return tr("{person} saved these settings {time}: {changes}",
            {{"person", person}, {"time", time}, {"changes", changes}});
}

Response show_stale(const Posted& posted, const ActionAnswer& answer) {
  std::string text = saved_meanwhile(answer, posted.services.runtime.clock().now());
  if (!text.ends_with('.')) text += ".";
  text += " " + tr("Your entries are below and were not saved. Saving now replaces the other version.");
  const std::string title = tr("Someone else saved these settings while you were editing");
  return draw_again(posted, {409, Notice{Tone::warning, title, text, {}}, {}});
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
  Notice notice{
      Tone::warning, tr("Nothing was changed"), answer.toast ? answer.toast->text : reply.sentence, {}};
  if (notice.text.empty()) notice.text = tr("This is not possible right now.");
  return draw_again(posted, {refusal_status(answer.refusal), notice, {}});
}

}  // namespace

Response act_on_settings(Services& services, const Visit& visit, const Request& request,
                         const SettingsPlace& place, const std::string& action) {
  const Fields fields(request.body);
  Posted posted = read_form(services, visit, request, place);
  posted.input.action = action;

  // The gateway checks typed confirmations; only this route knows whether a plain question was confirmed.
  const PageReply page = posted.fresh_page();
  if (page.gate != Gate::open)
    return gate_response(services, visit, page.gate, page.sentence, page.reference, posted.address());
  const Action* offered = find_action(page.page, action, row_value(posted.input.values)).action;
  if (offered != nullptr && offered->confirm && fields.first("_confirmed") != action)
    return draw_again(posted, {409,
                               Notice{Tone::warning,
                                      tr("Confirm first"),
                                      tr("“{action}” needs your confirmation.", {{"action", offered->label}}),
                                      {}},
                               {}});

  const ActionReply reply =
      services.runtime.plugins().pages.act(place.slug, visit.company.id, visit.viewer, posted.input);
  if (reply.gate == Gate::failed) {
    const std::string text = sentence_with_reference(reply.sentence, reply.reference);
    return draw_again(posted, {502, Notice{Tone::danger, tr("The action failed"), text, {}}, {}});
  }
  if (reply.gate != Gate::open)
    return gate_response(services, visit, reply.gate, reply.sentence, reply.reference, posted.address());
  if (!reply.result.done()) {
    const int status = reply.result.code == host_sdk::ResultCode::try_again ? 503 : 409;
    return draw_again(posted,
                      {status, Notice{Tone::danger, tr("The action failed"), reply.result.sentence, {}}, {}});
  }
  return show_answer(posted, reply);
}

}  // namespace sample_host::web
