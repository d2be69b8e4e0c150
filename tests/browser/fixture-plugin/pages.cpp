#include <charconv>

#include "state.hpp"

namespace fixture {
namespace {

using namespace host_sdk::page;
using std::chrono::hours;
using std::chrono::minutes;

Action button(std::string id, std::string label, std::string icon = "",
              ActionStyle style = ActionStyle::standard) {
  Action action;
  action.id = std::move(id);
  action.label = std::move(label);
  action.icon = std::move(icon);
  action.style = style;
  return action;
}

std::string saved(const State& state, const std::string& field, const std::string& otherwise) {
  const auto found = state.saved.find(field);
  return found == state.saved.end() ? otherwise : found->second;
}

std::vector<SelectedOption> picked(const State& state, const std::string& field,
                                   std::vector<SelectedOption> otherwise) {
  const auto found = state.saved.find(field);
  if (found == state.saved.end()) return otherwise;
  std::vector<SelectedOption> values;
  OptionsRequest request;
  request.picker = field;
  std::string ids = found->second + ",";
  for (std::size_t at = 0, comma; (comma = ids.find(',', at)) != std::string::npos; at = comma + 1)
    if (comma > at) request.ids.push_back(ids.substr(at, comma - at));
  if (request.ids.empty()) return values;
  OptionsAnswer answer;
  if (field == "target_group")
    return {{found->second, found->second.substr(found->second.find(':') + 1), false}};
  list_options(request, answer);
  for (const Option& option : answer.options) values.push_back({option.id, option.label, false});
  return values;
}

Block source_section(const State& state) {
  Picker units{"Organizational units",
               "",
               PickerShape::tree,
               true,
               PickerSelect::subtree,
               true,
               picked(state, "units",
                      {{"eng", "/ Engineering", false},
                       {"emea", "/ Sales / EMEA", false},
                       {"old", "/ Closed office", true}}),
               "",
               "2 units chosen, with their sub-units: 884 users"};
  Choice scope{"Which units",
               "",
               ChoiceStyle::compact,
               false,
               {saved(state, "scope", "chosen")},
               {{"all", "All (46 units, 4,120 users)", "", "", "", {}},
                {"chosen", "Only the ones I choose", "", "", "", {{"units", units, ""}}}}};
  Picker groups{"Groups",           "",   PickerShape::list,           true,
                PickerSelect::node, true, picked(state, "groups", {}), "",
                "0 of 1,284 chosen"};
  Choice source{"",
                "",
                ChoiceStyle::cards,
                false,
                {saved(state, "source", "organizational_units")},
                {{"organizational_units",
                  "Organizational units",
                  "Everyone in the units you choose, with their sub-units.",
                  "sitemap",
                  "",
                  {{"scope", scope, ""}}},
                 {"groups",
                  "Groups",
                  "Everyone who is a member of the groups you choose.",
                  "users-group",
                  "",
                  {{"groups", groups, ""}}}}};
  return {"source_section",
          Section{"Select sync source",
                  {{"source", source, ""}},
                  {},
                  {},
                  "Where the users come from in the directory."},
          ""};
}

Block method_section(const State& state) {
  Picker target{"Target group",
                "",
                PickerShape::list,
                false,
                PickerSelect::node,
                true,
                picked(state, "target_group", {{"All staff", "All staff", false}}),
                "Or make a new group",
                ""};
  Choice method{"",
                "",
                ChoiceStyle::cards,
                false,
                {saved(state, "method", "target_group")},
                {{"target_users",
                  "All users to target users",
                  "Adds them to Target Users; no group is touched.",
                  "users",
                  "",
                  {}},
                 {"target_group",
                  "All users to one target group",
                  "Adds them, and puts everyone in the same group.",
                  "user-check",
                  "",
                  {{"target_group", target, ""}}},
                 {"matching_groups",
                  "Users and matching groups",
                  "",
                  "users-group",
                  "Comes with the next version.",
                  {}}}};
  return {"method_section",
          Section{"Select sync method", {{"method", method, ""}}, {}, {}, "What becomes of them here."}, ""};
}

std::vector<Block> fields(const State& state) {
  std::int64_t limit = 5;
  const std::string typed = saved(state, "limit", "5");
  std::from_chars(typed.data(), typed.data() + typed.size(), limit);
  Choice leaving{
      "On leaving",
      "What happens to users who leave.",
      ChoiceStyle::select,
      false,
      {saved(state, "leaving", "delete")},
      {{"delete", "Delete the user", "", "", "", {}}, {"deactivate", "Deactivate the user", "", "", "", {}}}};
  Choice days{"Days", "",      ChoiceStyle::compact,
              true,   {"mon"}, {{"mon", "Monday", "", "", "", {}}, {"tue", "Tuesday", "", "", "", {}}}};
  return {{"limit",
           Number{"Hold removals of more than", "Held removals wait until you review them.", "",
                  "% of the users from the directory", 0, 100, limit},
           ""},
          {"advanced",
           Section{"More settings",
                   {{"nested",
                     Toggle{"Include nested groups", "Includes members of nested groups.",
                            saved(state, "nested", "true") == "true"},
                     ""},
                    {"leaving", leaving, ""},
                    {"days", days, ""},
                    {"admin_email",
                     Input{"Administrator's email", "", InputType::email, saved(state, "admin_email", ""),
                           false, 320, false},
                     ""},
                    {"key",
                     Input{"Service account key", "Kept sealed; it is never shown again.", InputType::secret,
                           "", true, 8000, true},
                     ""},
                    {"token", Input{"Token", "", InputType::secret, "", false, 200, false}, ""}},
                   {},
                   true,
                   "For unusual cases"},
           ""}};
}

Block settings_form(const State& state) {
  Form form;
  form.revision = state.revision;
  form.blocks = {source_section(state), method_section(state)};
  for (Block& block : fields(state)) form.blocks.push_back(std::move(block));
  Action save = button("save", "Save changes", "", ActionStyle::primary);
  Action preview = button("preview", "Preview changes", "eye");
  save.submit = preview.submit = true;
  form.actions = {save, preview};
  form.note = "Saved changes take effect in the next sync.";
  return {"settings", form, ""};
}

Block history(host_sdk::Timestamp now, const std::map<std::string, std::string>& cursors) {
  Table table;
  table.title = "Sync history";
  table.columns = {{"started", "Started"},
                   {"by", "Started by"},
                   {"result", "Result"},
                   {"added", "Added", Align::end},
                   {"failed", "Failed", Align::end}};
  const bool second = cursors.contains("history");
  for (int at = 0; at < 5; ++at) {
    Action undo = button("undo", "Undo…");
    undo.value = std::to_string((second ? 5 : 0) + at);
    undo.confirm = Confirm{"Undo this sync?",
                           "Users who were added are removed again.",
                           Tone::danger,
                           "Undo sync " + undo.value,
                           {}};
    table.rows.push_back({undo.value,
                          {TimeValue{now - minutes{12} - hours{4 * (at + (second ? 5 : 0))}},
                           at == 2 ? "Dana Reyes" : "Schedule",
                           at == 0   ? BadgeValue{"Completed with errors", Tone::warning}
                           : at == 3 ? BadgeValue{"Failed", Tone::danger}
                                     : BadgeValue{"Completed", Tone::success},
                           NumberValue{at == 1 ? 0 : 14 * at}, NumberValue{at == 0 ? 3 : 0, Tone::danger}},
                          undo});
  }
  table.total = 10;
  if (!second) table.next = "5";
  return {"history", table, ""};
}

void add_side(Page& page, host_sdk::Timestamp now) {
  Section section;
  section.title = "Example directory";
  section.blocks = {
      {"facts",
       Facts{"",
             FactStyle::list,
             {{"Domain", std::string("acme.com"), "and 2 more domains", "", Tone::neutral},
              {"Connected by", std::string("dana.reyes@acme.com"), "", "", Tone::neutral},
              {"Connected", TimeValue{now - hours{24 * 5}}, "", "", Tone::neutral},
              {"Access", std::string("Read users, groups and organizational units"), "", "", Tone::neutral}}},
       ""}};
  section.actions = {button("reconnect", "Reconnect", "key")};
  page.aside = {{"side", section, ""}};
  Action unlink = button("unlink", "Unlink integration…", "unlink", ActionStyle::danger_subtle);
  unlink.confirm = Confirm{"Unlink the example directory?",
                           "The 884 users and 12 target groups that this integration created are "
                           "deleted from Target Users, and syncing stops. Users you added in other ways "
                           "stay. This cannot be undone.",
                           Tone::danger, "Unlink and delete 884 users",
                           TypedConfirmation{"Type acme.com to confirm", "acme.com"}};
  page.unlink = unlink;
}

}  // namespace

Page empty_page() {
  Page page;
  page.title = "Example User Provisioning";
  page.status = {"Not connected", Tone::neutral, false};
  Action connect = button("connect", "Connect to Google", "brand-google", ActionStyle::primary);
  connect.opens_external_site = true;
  page.blocks = {
      {"start",
       Empty{
           "brand-google",
           "Bring your people in from a directory",
           "Connect once, choose who to sync, and target users stay up to date. You need an "
           "administrator's account; we ask for read-only access to users, groups and organizational units.",
           {connect},
           "You are taken away to sign in and allow access, then come back here. Nothing is synced until you "
           "start it."},
       ""}};
  return page;
}

Page settings_page(const State& state, host_sdk::Timestamp now,
                   const std::map<std::string, std::string>& cursors) {
  Page page;
  page.title = "Example User Provisioning";
  page.status = {"Paused for review", Tone::warning, false};
  Action sync = button("sync_now", "Sync now", "refresh", ActionStyle::primary);
  sync.disabled = "Review the held removals first.";
  page.actions = {sync};
  Action review = button("start", "Review 212 removals", "", ActionStyle::primary);
  Action remove = button("approve", "Remove 212 users…", "", ActionStyle::danger_subtle);
  remove.confirm = Confirm{
      "Remove 212 users?", "They are deleted from Target Users.", Tone::danger, "Remove 212 users", {}};
  page.blocks = {
      {"held",
       Notice{Tone::warning,
              "212 removals wait for your review",
              "That is 24% of the 884 users from the directory; your limit is 5%. Everything else was "
              "applied, and no one was removed.",
              {review, button("break", "Sync without removals"), remove}},
       ""},
      {"tiles",
       Facts{"",
             FactStyle::tiles,
             {{"Last sync", TimeValue{now - minutes{12}}, "14 added, 31 updated, 2 removed", "history",
               Tone::info},
              {"Next sync", TimeValue{now + hours{3} + minutes{48}}, "every 4 hours", "clock", Tone::info},
              {"Users from the directory", NumberValue{884}, "of 1,012 target users", "users", Tone::info},
              {"Needs attention", NumberValue{3}, "users failed in the last sync", "alert-triangle",
               Tone::danger}}},
       ""},
      settings_form(state),
      history(now, cursors),
      {"failed",
       Table{"People who failed", {{"user", "User"}}, {}, "No failures in the last sync.", {}, "", {}, ""},
       ""},
      {"words",
       Text{"Last action: " + state.last + " <b>not bold</b>",
            {{"Target users", "/company/target-users"}, {"elsewhere", "https://elsewhere.example/"}}},
       ""},
      {"more", Actions{{button("limit", "Ask too often"), button("slow_options", "Let options fail")}}, ""}};
  add_side(page, now);
  return page;
}

Page running_page(const State& state, host_sdk::Timestamp now) {
  Page page = settings_page(state, now, {});
  page.status = {"Syncing", Tone::info, true};
  page.live = true;
  page.actions = {button("stop_sync", "Stop sync", "player-stop")};
  ProgressBar bar{"Syncing users from the directory",
                  "Step 2 of 3: applying changes",
                  state.done,
                  888,
                  "users",
                  {{"added", 371}, {"updated", 12}, {"removed", 0}, {"skipped", 4}, {"failed", 1}},
                  now - minutes{1},
                  "You can leave this page. The sync continues.",
                  {}};
  page.blocks.erase(page.blocks.begin(), page.blocks.begin() + 2);
  page.blocks.insert(page.blocks.begin(), Block{"progress", bar, ""});
  return page;
}

}  // namespace fixture
