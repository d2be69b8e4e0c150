#include "web/routes/people/group.hpp"

#include "database/target_rows/hand_made_rows.hpp"
#include "database/target_rows/target_groups.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"
#include "web/blocks/content/notice.hpp"
#include "web/routes/audit.hpp"
#include "web/routes/host_forms.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr const char* kGroupAddress = "/company/target-groups";
constexpr int kMembers = 200;

std::string group_address(std::int64_t id) {
  return std::string(kGroupAddress) + "/" + std::to_string(id);
}

Response no_such_group(Services& services, const Visit& visit) {
  return message_response(services, visit, 404, tr("Group not found"),
                          tr("It may have been deleted, here or by a sync."));
}

/// The members and where they come from. Only members added by hand can be removed here.
void draw_members(Html& html, Services& services, const Visit& visit, Drawing& drawing,
                  const TargetGroup& group, const std::string& after) {
  UserFilter filter;
  filter.group_id = group.id;
  const UserList list =
      services.runtime.tables().target_users.list(visit.company.id, filter, after, kMembers);
  HandMadeRows rows(services.runtime.tables().pool);
  html.raw("<section class=\"card\" aria-labelledby=\"members\"><div class=\"card-header\">");
  html.raw("<h2 class=\"card-title\" id=\"members\">")
      .text(members_so_far({group.member_count, group.member_count == kMembersCounted}));
  html.raw("</h2></div>");
  if (list.users.empty())
    html.raw("<div class=\"card-body text-secondary\">").text(tr("This group has no members.")).raw("</div>");
  html.raw("<ul class=\"pages-list members\">");
  for (const TargetUser& user : list.users) {
    const bool by_hand = rows.is_member_by_hand(group.id, user.id);
    html.raw("<li class=\"member\"><a")
        .attr("href", "/company/target-users/" + std::to_string(user.id))
        .raw(">");
    html.text(user.email).raw("</a><span class=\"badge tone-").raw(by_hand ? Lit("secondary") : Lit("info"));
    html.raw("\">").text(by_hand ? tr("By hand") : tr("By sync")).raw("</span>");
    if (by_hand && visit.administrator) {
      draw_post_form(html, drawing, group_address(group.id) + "/members/remove");
      draw_hidden(html, "user", std::to_string(user.id));
      html.raw("<button type=\"submit\" class=\"btn btn-sm\"")
          .attr("aria-label", tr("Remove {option}", {{"option", user.email}}));
      html.raw(">").text(tr("Remove")).raw("</button></form>");
    }
    html.raw("</li>");
  }
  html.raw("</ul>");
  if (!list.next.empty()) {
    html.raw("<div class=\"card-footer\">");
    draw_link_button(html, "/company/target-users?group=" + std::to_string(group.id), "",
                     tr("Show all members"));
    html.raw("</div>");
  }
  html.raw("</section>");
}

Response draw_group(Services& services, const Visit& visit, int status, std::int64_t id,
                    const std::string& email, const Errors& errors) {
  const auto group = services.runtime.tables().target_groups.find(visit.company.id, id);
  if (!group) return no_such_group(services, visit);
  Drawing drawing = drawing_for(services, visit, kGroupAddress);
  drawing.errors = errors;
  Html actions;
  draw_link_button(actions, "/company/target-users.csv?group=" + std::to_string(id), "download",
                   tr("Export members as CSV"));
  if (visit.administrator && group->provider.empty())
    draw_delete(actions, drawing, group_address(id) + "/delete", tr("Delete group"),
                tr("Delete “{group}”?", {{"group", group->name}}),
                tr("This deletes the group. Its members stay target users. This cannot be undone."));
  Html html;
  draw_page_head(html, group->name, true, actions);
  html.raw("<div class=\"stack\">");
  if (!group->provider.empty()) {
    const std::string name = provider_name(services, group->provider);
    Notice notice{
        Tone::info,
        tr("This group comes from {provider}", {{"provider", name}}),
        tr("Its name and its synced members follow {provider}. You can add members by hand; the sync "
           "keeps them.",
           {{"provider", name}}),
        {}};
    draw_notice(html, drawing, "managed", notice);
  }
  draw_members(html, services, visit, drawing, *group, "");
  if (visit.administrator) {
    html.raw("<div class=\"card\">");
    draw_post_form(html, drawing, group_address(id) + "/members");
    html.raw("<div class=\"card-body\"><h2 class=\"subsection-title\">")
        .text(tr("Add a member by hand"))
        .raw("</h2>");
    draw_text_field(html, drawing, {"email", tr("Email of a target user"), email, "email", 320, true, false});
    html.raw("</div><div class=\"card-footer\"><button type=\"submit\" class=\"btn\">")
        .text(tr("Add member"))
        .raw("</button></div>");
    html.raw("</form></div>");
  }
  html.raw("</div>");
  return page_response(services, visit, status, group->name, Place::groups, html);
}

}  // namespace

Response show_group(Services& services, const Visit& visit, std::int64_t id) {
  return draw_group(services, visit, 200, id, "", {});
}

Response delete_group(Services& services, const Visit& visit, std::int64_t id) {
  if (!visit.administrator) return only_administrators(services, visit);
  const auto group = services.runtime.tables().target_groups.find(visit.company.id, id);
  HandMadeRows rows(services.runtime.tables().pool);
  if (!group || rows.delete_group(visit.company.id, id) != HandMade::done)
    return no_such_group(services, visit);
  note_in_audit(services, visit, "group_deleted", group->name);
  services.flashes.put(visit.viewer.session_hash, {Tone::success, tr("Group deleted")});
  return see_other(kGroupAddress);
}

Response add_member(Services& services, const Visit& visit, const Request& request, std::int64_t id) {
  if (!visit.administrator) return only_administrators(services, visit);
  const std::string email = clean_text(Fields(request.body).first("email"), 320);
  const auto user = email.empty() ? std::nullopt
                                  : services.runtime.tables().target_users.find_by_key(
                                        visit.company.id, host_sdk::fold_key(email));
  if (!user)
    return draw_group(services, visit, 422, id, email, {{"email", {tr("No target user has this email.")}}});
  const auto group = services.runtime.tables().target_groups.find(visit.company.id, id);
  if (!group) return no_such_group(services, visit);
  HandMadeRows(services.runtime.tables().pool).add_member(id, user->id);
  note_in_audit(services, visit, "member_added", user->email + " to " + group->name);
  services.flashes.put(visit.viewer.session_hash,
                       {Tone::success, tr("{user} added to the group", {{"user", user->email}})});
  return see_other(group_address(id));
}

Response remove_member(Services& services, const Visit& visit, const Request& request, std::int64_t id) {
  if (!visit.administrator) return only_administrators(services, visit);
  const auto group = services.runtime.tables().target_groups.find(visit.company.id, id);
  if (!group) return no_such_group(services, visit);
  const std::string text = Fields(request.body).first("user");
  const std::int64_t user = host_sdk::to_integer(text).value_or(0);
  HandMadeRows(services.runtime.tables().pool).remove_member(id, user);
  const auto person = services.runtime.tables().target_users.find(visit.company.id, user);
  note_in_audit(services, visit, "member_taken_out",
                (person ? person->email : text) + " from " + group->name);
  services.flashes.put(visit.viewer.session_hash, {Tone::success, tr("Member removed")});
  return see_other(group_address(id));
}

}  // namespace sample_host::web
