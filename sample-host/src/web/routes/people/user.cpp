#include "web/routes/people/user.hpp"

#include "database/target_rows/hand_made_rows.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "web/blocks/content/facts.hpp"
#include "web/host/why.hpp"
#include "web/icons.hpp"
#include "web/routes/audit.hpp"
#include "web/routes/host_forms.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr const char* kUserAddress = "/company/target-users";

void draw_fields(Html& html, const Drawing& drawing, const TargetUser& user, bool locked) {
  html.raw("<div class=\"card-body\"><div class=\"fields-grid\">");
  draw_text_field(html, drawing, {"email", tr("Email"), user.email, "email", kLongestEmail, true, locked});
  for (const UserField& field : kUserFields)
    draw_text_field(
        html, drawing,
        {field.column, tr(field.label), user.*field.member, "text", field.maximum, false, locked});
  html.raw("<div class=\"field\"><label class=\"form-label\" for=\"in-status\">")
      .text(tr("Status"))
      .raw("</label>");
  html.raw("<select class=\"form-select\" id=\"in-status\" name=\"status\"")
      .flag("disabled", locked)
      .raw(">");
  draw_option(html, "active", tr("Active"), user.status);
  draw_option(html, "inactive", tr("Inactive"), user.status);
  html.raw("</select></div></div></div>");
}

void draw_editor(Html& html, const Drawing& drawing, const TargetUser& user, std::string_view label) {
  html.raw("<form method=\"post\" class=\"card\"");
  html.attr("action", user.id == 0 ? std::string(kUserAddress) : target_user_address(user.id)).raw(">");
  draw_hidden(html, "_csrf", drawing.csrf_token);
  draw_fields(html, drawing, user, false);
  html.raw(
      "<div class=\"card-footer\"><div class=\"btn-list\"><button type=\"submit\" class=\"btn "
      "btn-primary\">");
  html.text(label).raw("</button>");
  draw_link_button(html, kUserAddress, "", tr("Cancel"));
  html.raw("</div></div></form>");
}

/// Why the fields are locked.
void draw_lock(Html& html, Services& services, const TargetUser& user) {
  const std::string name = provider_name(services, user.provider);
  html.raw("<div class=\"alert tone-info\" role=\"status\"><div class=\"alert-icon\">");
  draw_icon(html, "lock");
  html.raw("</div><div class=\"alert-words\"><h2 class=\"alert-heading\">");
  html.text(tr("These fields come from {provider}", {{"provider", name}}))
      .raw("</h2><div class=\"alert-text\">");
  html.text(tr("They are locked because each sync overwrites them. Change them in {provider}.",
               {{"provider", name}}));
  html.raw("</div></div></div>");
}

Response draw_user_page(Services& services, const Visit& visit, int status, const TargetUser& user,
                        const Errors& errors) {
  Drawing drawing = drawing_for(services, visit, kUserAddress);
  drawing.errors = errors;
  const bool locked = !user.provider.empty() || !visit.administrator;
  Html actions;
  if (!locked && user.id != 0)
    draw_delete(actions, drawing, target_user_address(user.id) + "/delete", tr("Delete user"),
                tr("Delete {user}?", {{"user", user.email}}),
                tr("This deletes the user and all group memberships. This cannot be undone."));
  Html html;
  draw_page_head(html, user.id == 0 ? tr("Add a target user") : user.email, true, actions);
  html.raw("<div class=\"stack\">");
  if (!user.provider.empty()) {
    draw_why(html, services, visit, user);
    draw_lock(html, services, user);
  }
  if (locked) {
    html.raw("<div class=\"card\">");
    draw_fields(html, drawing, user, true);
    html.raw("</div>");
  } else {
    draw_editor(html, drawing, user, user.id == 0 ? tr("Add user") : tr("Save changes"));
  }
  if (user.id != 0) {
    Facts facts;
    const std::string groups = host_sdk::join(user.groups, ", ");
    facts.items = {
        {tr("Source"), BadgeValue{provider_name(services, user.provider), Tone::info}, "", "", Tone::neutral},
        {tr("Groups"), groups.empty() ? tr("None") : groups, "", "", Tone::neutral},
        {tr("Added"), TimeValue{user.created_at}, "", "", Tone::neutral},
        {tr("Last changed"), TimeValue{user.updated_at}, "", "", Tone::neutral}};
    draw_facts(html, drawing, "facts", facts);
  }
  html.raw("</div>");
  return page_response(services, visit, status, user.id == 0 ? tr("Add a target user") : user.email,
                       Place::users, html);
}

TargetUser read_fields(const Visit& visit, const Fields& fields, std::int64_t id) {
  TargetUser user;
  user.id = id;
  user.company_id = visit.company.id;
  user.email = clean_text(fields.first("email"), kLongestEmail);
  for (const UserField& field : kUserFields)
    user.*field.member = clean_text(fields.first(field.column), static_cast<std::size_t>(field.maximum));
  user.status = fields.first("status") == "inactive" ? "inactive" : "active";
  return user;
}

Response no_such_user(Services& services, const Visit& visit) {
  return message_response(services, visit, 404, tr("User not found"),
                          tr("It may have been deleted, here or by a sync."));
}

}  // namespace

Response show_user(Services& services, const Visit& visit, std::int64_t id) {
  const auto user = services.runtime.tables().target_users.find(visit.company.id, id);
  return user ? draw_user_page(services, visit, 200, *user, {}) : no_such_user(services, visit);
}

Response show_new_user(Services& services, const Visit& visit) {
  if (!visit.administrator) return only_administrators(services, visit);
  return draw_user_page(services, visit, 200, TargetUser{}, {});
}

Response save_user(Services& services, const Visit& visit, const Request& request, std::int64_t id) {
  if (!visit.administrator) return only_administrators(services, visit);
  TargetUser user = read_fields(visit, Fields(request.body), id);
  if (!host_sdk::is_email_address(user.email))
    return draw_user_page(services, visit, 422, user,
                          {{"email", {tr("Enter an email such as ada@example.com.")}}});
  HandMadeRows rows(services.runtime.tables().pool);
  const auto now = services.runtime.clock().now();
  const HandMade outcome = id == 0 ? rows.create_user(user, now) : rows.update_user(user, now);
  if (outcome == HandMade::taken)
    return draw_user_page(services, visit, 422, user,
                          {{"email", {tr("Another target user has this email.")}}});
  if (outcome == HandMade::not_by_hand) return no_such_user(services, visit);
  note_in_audit(services, visit, id == 0 ? "user_added" : "user_changed", user.email);
  services.flashes.put(
      visit.viewer.session_hash,
      {Tone::success, id == 0 ? tr("{name} added", {{"name", user.email}}) : tr("Changes saved")});
  return see_other(target_user_address(user.id));
}

Response delete_user(Services& services, const Visit& visit, std::int64_t id) {
  if (!visit.administrator) return only_administrators(services, visit);
  const auto user = services.runtime.tables().target_users.find(visit.company.id, id);
  HandMadeRows rows(services.runtime.tables().pool);
  if (!user || rows.delete_user(visit.company.id, id) != HandMade::done) return no_such_user(services, visit);
  note_in_audit(services, visit, "user_deleted", user->email);
  services.flashes.put(visit.viewer.session_hash, {Tone::success, tr("User deleted")});
  return see_other(kUserAddress);
}

}  // namespace sample_host::web
