#include "web/routes/plugin_pages/callback.hpp"

#include "accounts/password.hpp"
#include "http/wiping.hpp"
#include "web/routes/host_forms.hpp"
#include "web/routes/plugin_pages/invitations.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// A page for people who connect from a terminal, or return without a session.
Response closing_page(int status, std::string_view title, std::string_view text) {
  Html html;
  draw_message(html, status == 200 ? "circle-check" : "alert-circle", title, text);
  return html_response(status, draw_bare_document(title, html, {}));
}

/// The toast after the return.
Toast toast_of(const CallbackReply& reply) {
  if (reply.gate != Gate::open) {
    return {Tone::danger, sentence_with_reference(reply.sentence, reply.reference)};
  }
  if (!reply.result.done()) return {Tone::danger, reply.result.sentence};
  if (reply.answer.toast) return *reply.answer.toast;
  return {Tone::neutral, {}};
}

}  // namespace

Response finish_callback(Services& services, const Request& request, const std::string& plugin,
                         const std::string& name) {
  std::map<std::string, std::string> params;
  for (const auto& [key, value] : request.query.items()) params.try_emplace(key, value);
  const http::WipeAtEnd wipe_code(params);
  const auto visit = find_visit(services, request);
  const host_sdk::LanguageScope language(visit ? visit->language : language_of(services, request));
  std::vector<std::string> sessions;
  if (visit) sessions.push_back(visit->viewer.session_hash);
  const std::string invitation = request.cookie(kInvitationCookie);
  const std::string invitation_hash = invitation.empty() ? std::string{} : sha256_hex(invitation);
  if (!invitation.empty()) sessions.push_back(invitation_hash);
  const CallbackReply reply = services.runtime.plugins().pages.callback(plugin, name, params, sessions);

  const Toast toast = toast_of(reply);
  if (!invitation.empty() && reply.session_hash == invitation_hash)
    return end_invitation(services, request, reply, toast);
  if (reply.for_command_line) {
    const bool good = reply.gate == Gate::open && reply.result.done();
    return closing_page(good ? 200 : 400, good ? tr("You can close this window") : tr("Connecting failed"),
                        toast.text.empty() ? reply.sentence : toast.text);
  }
  if (reply.page_slug.empty() || !visit) {
    const std::string text = reply.sentence.empty() ? toast.text : reply.sentence;
    if (!visit) return closing_page(400, tr("This link has expired"), text);
    services.flashes.put(visit->viewer.session_hash, {Tone::danger, text});
    return see_other("/company/settings");
  }
  if (!toast.text.empty()) services.flashes.put(visit->viewer.session_hash, toast);
  return see_other(settings_address({reply.page_slug, reply.answer.path.value_or("")}));
}

}  // namespace sample_host::web
