#include "web/routes/plugin_pages/invitations.hpp"

#include "accounts/password.hpp"
#include "database/access/invitations_table.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "web/host/theme.hpp"
#include "web/routes/audit.hpp"
#include "web/routes/plugin_pages/again.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// A valid link, with the page as it is now.
struct OpenInvitation {
  sample_host::Invitation invitation;
  Viewer viewer;
  Page page;
};

Response bare_message(const Request& request, int status, std::string_view title, std::string_view text) {
  Html html;
  draw_message(html, status == 200 ? "circle-check" : "alert-circle", title, text);
  return html_response(status, draw_bare_document(title, html, appearance_of(request)));
}

Response closed(const Request& request) {
  return bare_message(
      request, 404, tr("This link no longer works"),
      tr("It was used, replaced by a newer one, or is older than 7 days. Ask for a new link."));
}

/// nullopt, with the answer in `response`, if the link allows nothing now.
std::optional<OpenInvitation> open_invitation(Services& services, const Request& request,
                                              const std::string& token, Response& response) {
  HostRuntime& runtime = services.runtime;
  const auto invitation = runtime.tables().invitations.find(token, runtime.clock().now());
  if (!invitation) {
    response = closed(request);
    return std::nullopt;
  }
  OpenInvitation open{*invitation, {}, {}};
  open.viewer.actor = {"invitation",
                       "a guest of " + invitation->invited_by,
                       {std::string{kCompanySettings}},
                       "invitation, " + client_of(services, request)};
  open.viewer.session_hash = invitation->token_hash;
  PageReply reply = runtime.plugins().pages.page(invitation->page_slug, invitation->company_id, open.viewer);
  if (reply.gate != Gate::open) {
    response = bare_message(request, 503, tr("This is not possible right now"),
                            tr("Open the link again in a moment."));
    return std::nullopt;
  }
  if (!reply.page.invitation) {
    response = bare_message(request, 200, tr("There is nothing left to do"),
                            tr("This was already done. You can close this window."));
    return std::nullopt;
  }
  open.page = std::move(reply.page);
  return open;
}

std::string address_of_token(const std::string& token) {
  return "/invitations/" + token;
}

}  // namespace

Response make_invitation(Services& services, const Visit& visit, const Request& request,
                         const SettingsPlace& place) {
  const Posted posted = read_form(services, visit, request, place);
  const PageReply reply = posted.fresh_page();
  if (reply.gate != Gate::open)
    return gate_response(services, visit, reply.gate, reply.sentence, reply.reference, posted.address());
  if (!visit.administrator || !reply.page.invitation)
    return message_response(services, visit, visit.administrator ? 409 : 403,
                            tr("No one can be invited here"), tr("Nothing was changed."));
  HostRuntime& runtime = services.runtime;
  const std::string token = runtime.tables().invitations.create(
      {"", visit.company.id, place.slug, visit.viewer.actor.name, {}}, runtime.clock().now());
  note_in_audit(services, visit, "invitation_made",
                "A link for “" + reply.page.invitation->title + "”, for 7 days.");
  Again again;
  again.status = 200;
  again.notice = {
      Tone::success,
      tr("Send this link"),
      tr("Anyone who opens it within 7 days can do this one thing, once, and nothing else. Creating "
         "another link invalidates this one. It is shown only now."),
      {}};
  again.copyable.label = tr("Link");
  again.copyable.value = runtime.public_url() + address_of_token(token);
  return draw_again(posted, std::move(again));
}

Response show_invitation(Services& services, const Request& request, const std::string& token) {
  Response response;
  const auto open = open_invitation(services, request, token, response);
  if (!open) return response;
  HostRuntime& runtime = services.runtime;
  const auto company = runtime.companies().find(open->invitation.company_id);
  const auto& asked = *open->page.invitation;
  const Action* action = find_action(open->page, asked.action, std::nullopt).action;
  Html html;
  html.raw("<div class=\"card\"><div class=\"card-body stack\"><h1 class=\"page-title\">").text(asked.title);
  html.raw("</h1><p>")
      .text(tr("{person} of {company} asks you.",
               {{"person", open->invitation.invited_by}, {"company", company ? company->name : ""}}));
  html.raw("</p><p>").text(asked.text).raw("</p><p class=\"text-secondary\">");
  draw_with_time(html, tr("This link works once, and expires {time}."), open->invitation.expires_at,
                 runtime.clock().now());
  html.raw("</p><form method=\"post\"").attr("action", address_of_token(token)).raw(">");
  html.raw("<button type=\"submit\" class=\"btn btn-primary w-100\">");
  html.text(action == nullptr ? asked.title : action->label).raw("</button></form></div></div>");
  return html_response(200, draw_bare_document(asked.title, html, appearance_of(request)),
                       runtime.plugins().pages.redirect_origins(open->invitation.page_slug));
}

Response accept_invitation(Services& services, const Request& request, const std::string& token) {
  Response response;
  const auto open = open_invitation(services, request, token, response);
  if (!open) return response;
  ActionInput input;
  input.action = open->page.invitation->action;
  const ActionReply reply = services.runtime.plugins().pages.act(
      open->invitation.page_slug, open->invitation.company_id, open->viewer, input);
  if (reply.gate != Gate::open || !reply.result.done() || reply.answer.outcome != Outcome::redirect) {
    const std::string sentence = reply.answer.toast       ? reply.answer.toast->text
                                 : reply.sentence.empty() ? reply.result.sentence
                                                          : reply.sentence;
    return bare_message(request, 409, tr("This is not possible right now"),
                        sentence.empty() ? tr("Open the link again in a moment.") : sentence);
  }
  Response away = see_other(reply.answer.url);
  away.header("Set-Cookie", cookie_header(services, kInvitationCookie, token, true));
  return away;
}

Response end_invitation(Services& services, const Request& request, const CallbackReply& reply,
                        const Toast& toast) {
  const std::string token = request.cookie(kInvitationCookie);
  const bool done =
      reply.gate == Gate::open && reply.result.done() && reply.answer.outcome == Outcome::render;
  if (done) services.runtime.tables().invitations.remove(sha256_hex(token));
  Response response =
      done ? bare_message(
                 request, 200, tr("Thank you"),
                 toast.text + " " + tr("You have nothing else to do here, and can close this window."))
           : bare_message(request, 400, tr("This did not work"),
                          toast.text + " " + tr("Nothing was changed. Open the link again to try again."));
  response.header("Set-Cookie", cookie_header(services, kInvitationCookie, "", false));
  return response;
}

}  // namespace sample_host::web
