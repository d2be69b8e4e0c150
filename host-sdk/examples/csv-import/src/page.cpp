#include "page.hpp"

#include "host_sdk/page_rules/form_reader.hpp"
#include "host_sdk/text.hpp"

namespace csv_import_plugin {

using namespace host_sdk;

namespace {

/// The host's name for what an administrator may do to a company's settings.
constexpr const char* kPermission = "company.settings";
constexpr const char* kUsersTable = "users";

page::Action import_action(bool running) {
  page::Action action;
  action.id = "import_now";
  action.label = "Import now";
  action.style = page::ActionStyle::primary;
  action.needs = kPermission;
  if (running) action.disabled = "An import is in progress.";
  return action;
}

page::Action remove_action(std::int64_t users) {
  page::Action action;
  action.id = "remove";
  action.label = "Remove " + counted(users, "imported user", "imported users");
  action.style = page::ActionStyle::danger;
  action.needs = kPermission;
  if (users == 0) action.disabled = "There are no imported users.";
  action.confirm = page::Confirm{"Remove the imported users?",
                                 counted(users, "target user is", "target users are") +
                                     " deleted, and the daily import stops. The file stays as it is.",
                                 page::Tone::danger,
                                 "Remove",
                                 {}};
  return action;
}

page::Form choices_form(const Choices& choices) {
  page::Action save;
  save.id = "save";
  save.label = "Save settings";
  save.submit = true;
  save.needs = kPermission;
  page::Choice missing;
  missing.label = "People who are no longer in the file";
  missing.style = page::ChoiceStyle::select;
  missing.value = {word_of(choices.missing)};
  const auto option = [&](const char* id, const char* label) {
    missing.options.push_back({id, label, {}, {}, {}, {}});
  };
  option(kDeactivate, "Deactivate their target users");
  option(kRemove, "Delete their target users");
  option(kKeep, "Keep their target users as they are");
  page::Number most;
  most.label = "Most people that one import may remove";
  most.hint = "An import that would deactivate or delete more people changes nothing.";
  most.suffix = "people";
  most.min = 1;
  most.max = kMostRemovals;
  most.value = choices.most_removals;
  return {{{kMissingField, missing, {}}, {kMostRemovalsField, most, {}}}, {save}, {}, choices.revision};
}

/// The imported users, a page of them at a time. The cursor is the key of the last row before.
page::Table users_table(sql::Session& session, const page::PageRequest& request, std::int64_t total) {
  constexpr int kRows = 20;
  page::Table table;
  table.title = "Imported users";
  table.columns = {
      {"person", "Person"}, {"email", "Email"}, {"department", "Department"}, {"status", "Status"}};
  table.empty_text = "No one was imported yet.";
  table.total = total;
  table.export_name = "imported-users";
  const auto cursor = request.cursors.find(kUsersTable);
  // From the browser.
  const bool usable = cursor != request.cursors.end() && is_clean_utf8(cursor->second);
  const auto rows = static_cast<std::size_t>(request.table_rows > 0 ? request.table_rows : kRows);
  // One more than shown says whether there is a next page.
  auto users =
      read_own_users(session, request.company.id, usable ? cursor->second : "", static_cast<int>(rows) + 1);
  if (users.size() > rows) {
    users.resize(rows);
    table.next = users.back().email_key;
  }
  for (const auto& user : users)
    table.rows.push_back({std::to_string(user.id),
                          {page::UserValue{user.id, full_name(user.person.first_name, user.person.last_name)},
                           user.person.email, user.person.department,
                           user.active ? page::BadgeValue{"Active", page::Tone::success}
                                       : page::BadgeValue{"Inactive", page::Tone::neutral}},
                          {}});
  return table;
}

page::ActionAnswer refused(std::string sentence) {
  page::ActionAnswer answer;
  answer.outcome = page::Outcome::refused;
  answer.toast = page::Toast{page::Tone::danger, std::move(sentence)};
  return answer;
}

}  // namespace

Result ImportPage::page(const page::PageRequest& request, page::Page& page) {
  return with_database([&]() -> Result {
    Choices choices;
    if (auto read = read_choices(company_settings_, request.company.id, choices); !read.done()) return read;
    const auto table = pool_.read([&](sql::Session& session) {
      return users_table(session, request, count_own_users(session, request.company.id));
    });
    const auto users = *table.total;
    const auto job = host_.jobs().status(request.company.id, kImportJob);
    const bool running = job && job->running;
    const bool failed = job && job->result && !job->result->done();

    page = {};
    page.title = identity().title;
    page.live = true;
    page.status = running  ? page::Status{"Importing", page::Tone::info, true}
                  : failed ? page::Status{"Failed", page::Tone::danger}
                           : page::Status{"Ready", page::Tone::success};
    page.actions = {import_action(running)};
    if (running)
      page.blocks.push_back({"progress",
                             page::ProgressBar{.title = "Import",
                                               .step = job->progress.activity,
                                               .done = job->progress.done,
                                               .total = job->progress.total,
                                               .unit = job->progress.unit,
                                               .counts = {},
                                               .started = {},
                                               .note = {},
                                               .actions = {}},
                             {}});
    if (failed)
      page.blocks.push_back(
          {"failure",
           page::Notice{page::Tone::danger, "The last import failed", job->result->sentence, {}},
           {}});
    page::Facts facts;
    facts.title = "Source";
    facts.items.push_back({"File", settings_.file_of(request.company.id).filename().string(), {}, {}});
    facts.items.push_back({"Imported users", page::NumberValue{users}, {}, {}});
    if (const auto next = host_.schedule().next("csv-import.daily", request.company.id))
      facts.items.push_back({"Next import", page::TimeValue{*next}, {}, {}});
    page.blocks.push_back({"source", facts, {}});
    page.blocks.push_back({"choices", choices_form(choices), {}});
    page.blocks.push_back({kUsersTable, table, {}});
    page.unlink = remove_action(users);
    return Result::ok();
  });
}

Result ImportPage::act(const page::ActionRequest& request, page::ActionAnswer& answer) {
  if (request.action == "import_now") return start(request, kImportJob, import_, answer);
  if (request.action == "remove") return start(request, kRemoveJob, remove_, answer);
  if (request.action == "save") return save(request, answer);
  answer = refused("This page has no such action.");
  return Result::ok();
}

Result ImportPage::start(const page::ActionRequest& request, const char* kind, JobWork& work,
                         page::ActionAnswer& answer) {
  if (auto started = host_.jobs().start(request.company, request.actor, kind, work); !started.done()) {
    answer = refused(started.sentence);
    return Result::ok();
  }
  answer.started_job = kind;
  return Result::ok();
}

Result ImportPage::save(const page::ActionRequest& request, page::ActionAnswer& answer) {
  page::FormReader form(request.values);
  Choices choices;
  choices.missing = missing_of(form.choice(kMissingField, {kDeactivate, kRemove, kKeep}));
  choices.most_removals = form.number(kMostRemovalsField, 1, kMostRemovals);
  if (!form.valid()) return form.invalid(answer);
  Choices stored;
  if (auto read = read_choices(company_settings_, request.company.id, stored); !read.done()) return read;
  // The command line sends no revision: it replaces what is stored.
  choices.revision = request.revision.value_or(stored.revision);
  const auto saved = save_choices(company_settings_, request.company.id, choices, request.actor);
  if (saved.code == ResultCode::refused) {
    answer.outcome = page::Outcome::stale;
    return Result::ok();
  }
  if (!saved.done()) return saved;
  host_.audit_trail().record(request.company.id, request.actor, "settings_saved",
                             std::string(kMissingField) + " is " + word_of(choices.missing) + ", " +
                                 kMostRemovalsField + " is " + std::to_string(choices.most_removals) + ".");
  answer.toast = page::Toast{page::Tone::success, "Settings saved."};
  return Result::ok();
}

Result ImportPage::options(const page::OptionsRequest& /*request*/, page::OptionsAnswer& /*answer*/) {
  return Result::failed(ResultCode::refused, "This page has no picker.");
}

Result ImportPage::callback(const page::CallbackRequest& /*request*/, page::ActionAnswer& answer) {
  answer = refused("This page expects no return from another site.");
  return Result::ok();
}

}  // namespace csv_import_plugin
