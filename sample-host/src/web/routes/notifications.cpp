#include "web/routes/notifications.hpp"

#include "mail/mailer.hpp"
#include "mail/message.hpp"
#include "mail/recipients_table.hpp"
#include "web/blocks/content/table.hpp"
#include "web/routes/audit.hpp"
#include "web/routes/host_forms.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr const char* kAddress = "/company/notifications";
constexpr int kShownMails = 20;

void draw_switch(Html& html, std::string_view name, std::string_view label, const std::string& address,
                 bool checked) {
  html.raw("<label class=\"form-check\"><input type=\"checkbox\" class=\"form-check-input\" value=\"on\"");
  html.attr("name", name).flag("checked", checked);
  if (!address.empty())
    html.attr("aria-label", tr("{setting} for {address}", {{"setting", label}, {"address", address}}));
  html.raw("><span class=\"form-check-label\">").text(label).raw("</span></label>");
}

void draw_button(Html& html, std::string_view name, std::string_view label, const std::string& address) {
  html.raw("<button type=\"submit\" class=\"btn btn-sm\" name=\"do\"").attr("value", name);
  html.attr("aria-label", tr("{action}: {address}", {{"action", label}, {"address", address}}))
      .raw(">")
      .text(label)
      .raw("</button>");
}

void draw_recipient(Html& html, const Drawing& drawing, const MailRecipient& recipient, bool can_send) {
  html.raw("<li class=\"recipient\">");
  draw_post_form(html, drawing, kAddress);
  draw_hidden(html, "address", recipient.address);
  html.raw("<div class=\"toolbar\"><div class=\"grow\"><strong>")
      .text(recipient.address)
      .raw("</strong></div>");
  draw_switch(html, "problems", tr("Problems"), recipient.address, recipient.problems);
  draw_switch(html, "digest", tr("Daily digest"), recipient.address, recipient.digest);
  draw_button(html, "save", tr("Save"), recipient.address);
  if (can_send) draw_button(html, "test", tr("Send test email"), recipient.address);
  draw_button(html, "remove", tr("Remove"), recipient.address);
  html.raw("</div></form></li>");
}

void draw_recipients(Html& html, const Drawing& drawing, const std::vector<MailRecipient>& recipients,
                     bool can_send) {
  html.raw("<div class=\"card\"><div class=\"card-body\"><h2 class=\"subsection-title\">")
      .text(tr("Recipients"))
      .raw("</h2>");
  html.raw("<p class=\"form-hint\">");
  html.text(tr(
      "Problems are sent at once, with reminders at growing intervals while they last, and again when they "
      "are solved. The digest comes once a day while something waits for a review."));
  html.raw("</p></div>");
  if (recipients.empty())
    html.raw("<div class=\"card-body\">").text(tr("No one receives emails.")).raw("</div>");
  html.raw("<ul class=\"pages-list\">");
  for (const MailRecipient& recipient : recipients) draw_recipient(html, drawing, recipient, can_send);
  html.raw("</ul></div>");
}

void draw_new_recipient(Html& html, const Drawing& drawing, const std::string& address) {
  html.raw("<form method=\"post\" class=\"card\"").attr("action", kAddress).raw(">");
  draw_hidden(html, "_csrf", drawing.csrf_token);
  html.raw("<div class=\"card-body\"><h2 class=\"subsection-title\">").text(tr("Add recipient")).raw("</h2>");
  draw_text_field(html, drawing, {"address", tr("Email"), address, "email", 254, true, false});
  draw_switch(html, "problems", tr("Problems"), "", true);
  draw_switch(html, "digest", tr("Daily digest"), "", true);
  html.raw(
      "</div><div class=\"card-footer\"><button type=\"submit\" class=\"btn\" name=\"do\" value=\"add\">");
  html.text(tr("Add recipient")).raw("</button></div></form>");
}

BadgeValue state_of(const StoredMail& mail) {
  switch (mail.state) {
    case StoredMail::State::sent:
      return {tr("Sent"), Tone::success};
    case StoredMail::State::failed:
      return {tr("Not sent"), Tone::danger};
    case StoredMail::State::waiting:
      break;
  }
  return {mail.reason.empty() ? tr("Waiting") : tr("Waiting for another attempt"), Tone::info};
}

void draw_mails(Html& html, Drawing& drawing, const std::vector<StoredMail>& mails) {
  Table table;
  table.columns = {{"when", tr("When")},
                   {"to", tr("To")},
                   {"subject", tr("Subject")},
                   {"state", tr("State")},
                   {"reason", tr("Reason")}};
  table.empty_text = tr("No emails yet.");
  for (const StoredMail& mail : mails)
    table.rows.push_back(
        {std::to_string(mail.id),
         {TimeValue{mail.created_at}, mail.mail.recipient, mail.mail.subject, state_of(mail), mail.reason},
         {}});
  drawing.in_card = true;
  html.raw("<div class=\"card\"><div class=\"card-body\"><h2 class=\"subsection-title\">")
      .text(tr("Latest emails"))
      .raw("</h2></div>");
  draw_table(html, drawing, "mail-rows", table);
  html.raw("</div>");
}

Response draw_notifications(Services& services, const Visit& visit, int status, const std::string& address,
                            const Errors& errors) {
  Drawing drawing = drawing_for(services, visit, kAddress);
  drawing.errors = errors;
  HostRuntime& runtime = services.runtime;
  const MailConfig* config = runtime.work().mailer.config();
  Html html;
  draw_page_head(html, tr("Notifications"), true);
  html.raw("<div class=\"stack\"><p>");
  html.text(config != nullptr
                ? tr("Notices appear on the dashboard. They are also sent by email, from {address}.",
                     {{"address", config->from_address}})
                : tr("Notices appear on the dashboard. This platform cannot send email yet: its operator has "
                     "not set up a mail server."));
  html.raw("</p>");
  draw_recipients(html, drawing, runtime.tables().recipients.of_company(visit.company.id), config != nullptr);
  draw_new_recipient(html, drawing, address);
  draw_mails(html, drawing, runtime.tables().outbox.latest(visit.company.id, kShownMails));
  html.raw("</div>");
  return page_response(services, visit, status, tr("Notifications"), Place::notifications, html);
}

std::string kinds_of(const MailRecipient& recipient) {
  if (recipient.problems && recipient.digest) return "problems and the daily digest";
  if (recipient.problems) return "problems";
  return recipient.digest ? "the daily digest" : "nothing";
}

Response done(Services& services, const Visit& visit, const std::string& toast) {
  services.flashes.put(visit.viewer.session_hash, {Tone::success, toast});
  return see_other(kAddress);
}

Response put_recipient(Services& services, const Visit& visit, const Fields& fields,
                       const std::string& address, bool is_new) {
  if (!is_mail_address(address))
    return draw_notifications(services, visit, 422, address,
                              {{"address", {tr("Enter an email such as it@example.com.")}}});
  const MailRecipient recipient{address, fields.first("problems") == "on", fields.first("digest") == "on"};
  auto& recipients = services.runtime.tables().recipients;
  if (!recipients.put(visit.company.id, recipient, services.runtime.clock().now()))
    return draw_notifications(services, visit, 422, address,
                              {{"address",
                                {tr("A company can have at most {count} recipients. Remove one first.",
                                    {{"count", RecipientsTable::kMost}})}}});
  note_in_audit(services, visit, is_new ? "notification_recipient_added" : "notification_recipient_changed",
                address + " gets " + kinds_of(recipient) + ".");
  services.runtime.work().mailer.wake();
  return done(services, visit, is_new ? tr("{name} added", {{"name", address}}) : tr("Changes saved"));
}

Response remove_recipient(Services& services, const Visit& visit, const std::string& address) {
  auto& recipients = services.runtime.tables().recipients;
  if (!recipients.remove(visit.company.id, address, services.runtime.clock().now()))
    return message_response(services, visit, 404, tr("Recipient not found"),
                            tr("Someone else may have removed it."));
  note_in_audit(services, visit, "notification_recipient_removed", address + " gets no more emails.");
  return done(services, visit, tr("{name} removed", {{"name", address}}));
}

}  // namespace

Response show_notifications(Services& services, const Visit& visit) {
  if (!visit.administrator) return only_administrators(services, visit);
  return draw_notifications(services, visit, 200, "", {});
}

Response change_notifications(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const Fields fields(request.body);
  const std::string address = clean_text(fields.first("address"), 320);
  const std::string what = fields.first("do");
  if (what == "remove") return remove_recipient(services, visit, address);
  if (what != "test") return put_recipient(services, visit, fields, address, what != "save");
  // Only to recipients, so that no one can send emails to other addresses.
  bool known = false;
  for (const MailRecipient& recipient : services.runtime.tables().recipients.of_company(visit.company.id))
    known = known || recipient.address == address;
  if (!known || services.runtime.work().mailer.config() == nullptr)
    return message_response(services, visit, 404, tr("Recipient not found"), tr("No email was sent."));
  services.runtime.work().mailer.queue_test(visit.company, address);
  note_in_audit(services, visit, "test_email_sent", address);
  return done(
      services, visit,
      tr("A test email to {address} is on its way. Its state is shown below.", {{"address", address}}));
}

}  // namespace sample_host::web
