#include "rules/calls.hpp"

#include <utility>

#include "host_sdk/page_rules/actions.hpp"
#include "host_sdk/page_rules/fields.hpp"
#include "host_sdk/page_rules/walk.hpp"

namespace host_sdk::check {

const Company& company() {
  static const Company acme{"acme", "Acme Inc."};
  return acme;
}

const Actor& administrator() {
  static const Actor actor{"check", "Check", {"company.settings"}, "hostsdk-check"};
  return actor;
}

const Company& unknown_company() {
  static const Company unknown{"no-such-company", "'; DROP TABLE target_users; -- <script>alert(1)</script>"};
  return unknown;
}

const std::vector<std::string>& hostile_texts() {
  using namespace std::string_literals;
  static const std::vector<std::string> texts{"",
                                              "\xff\xfe\xc0\xaf",
                                              "a\0b"s,
                                              "-1",
                                              "99999999999999999999",
                                              "new:",
                                              "'; DROP TABLE target_users; --",
                                              "../../etc/passwd",
                                              "\r\nSet-Cookie: a=b",
                                              std::string(100'000, 'x')};
  return texts;
}

void need_pages(Bench& bench) {
  if (bench.start().hooks().settings_pages.empty()) bench.skip("the plugin has no page");
}

std::optional<page::Page> show(Bench& bench, SettingsPage& hook, const std::string& path) {
  page::PageRequest request;
  request.company = company();
  request.actor = administrator();
  request.path = path;
  page::Page shown;
  const auto result = bench.call(kPage, [&] { return hook.page(request, shown); });
  if (!result) return std::nullopt;
  if (!result->done()) {
    bench.failed_call("page() failed for a new company: " + result->sentence);
    return std::nullopt;
  }
  return shown;
}

void each_page(
    Bench& bench,
    const std::function<void(SettingsPage& hook, const page::Page& shown, const std::string& path)>& visit) {
  for (auto* hook : bench.start().hooks().settings_pages) {
    const auto first = show(bench, *hook);
    if (!first) continue;
    visit(*hook, *first, "");
    for (const auto& tab : first->tabs) {
      if (tab.path.empty()) continue;
      if (const auto sub_page = show(bench, *hook, tab.path)) visit(*hook, *sub_page, tab.path);
    }
  }
}

namespace {

struct Offered {
  SettingsPage* hook;
  std::string id;
  std::string value;
  std::string path;
};

std::vector<Offered> offered_actions(Bench& bench) {
  std::vector<Offered> actions;
  std::vector<Offered> last;
  each_page(bench, [&](SettingsPage& hook, const page::Page& shown, const std::string& path) {
    page::walk_page(shown, {}, [&](const page::Action& action, page::FormAround) {
      const bool unlinks = shown.unlink && shown.unlink->id == action.id;
      if (!action.leads_to) (unlinks ? last : actions).push_back({&hook, action.id, action.value, path});
    });
  });
  actions.insert(actions.end(), last.begin(), last.end());
  return actions;
}

}  // namespace

void each_action(Bench& bench, const std::function<void(const page::Form&, page::Values&)>& values,
                 const std::function<void(const std::string& action, const page::ActionAnswer&)>& answered) {
  for (const auto& one : offered_actions(bench)) {
    const auto fresh = show(bench, *one.hook, one.path);
    if (!fresh) return;
    const std::optional<std::string> value = one.value.empty() ? std::nullopt : std::optional(one.value);
    const auto offered = page::find_action(*fresh, one.id, value);
    if (offered.action == nullptr || !offered.action->disabled.empty()) continue;

    page::ActionRequest request;
    request.company = company();
    request.actor = administrator();
    request.action = one.id;
    request.path = one.path;
    if (offered.form != nullptr && offered.action->submit) {
      request.values = page::present_values(*offered.form);
      request.revision = offered.form->revision;
      values(*offered.form, request.values);
    }
    if (value) request.values["value"] = *value;
    if (offered.action->confirm && offered.action->confirm->type_to_confirm)
      request.confirmation = offered.action->confirm->type_to_confirm->value;
    request.callback = {bench.host().callback_url("return"), "check-state"};
    page::ActionAnswer answer;
    const auto result = bench.call(kAct, [&] { return one.hook->act(request, answer); });
    if (result && result->done()) answered(one.id, answer);
    run_jobs(bench);
  }
}

std::vector<Work> all_work(Bench& bench) {
  const auto& hooks = bench.start().hooks();
  std::vector<Work> works;
  for (auto* task : hooks.scheduled_tasks)
    works.push_back({"run", [task](TaskMonitor& monitor) { return task->run(company(), monitor); }});
  for (auto* provider : hooks.user_providers) {
    for (const auto mode : {SyncMode::preview, SyncMode::apply})
      works.push_back({"synchronize", [provider, mode](TaskMonitor& monitor) {
                         return provider->synchronize(company(), administrator(), monitor, mode).result;
                       }});
    works.push_back({"synchronize_person", [provider](TaskMonitor& monitor) {
                       return provider
                           ->synchronize_person({company(), administrator(), "unknown@example.com"}, monitor,
                                                SyncMode::apply)
                           .result;
                     }});
  }
  for (auto* provider : hooks.user_providers) {
    if (hooks.user_release != nullptr)
      works.push_back({"release_all", [provider, release = hooks.user_release](TaskMonitor& monitor) {
                         return release->release_all(provider->provider_id(), company(), administrator(),
                                                     monitor);
                       }});
    works.push_back({"remove_all", [provider](TaskMonitor& monitor) {
                       return provider->remove_all(company(), administrator(), monitor);
                     }});
  }
  return works;
}

void run_jobs(Bench& bench) {
  auto& jobs = bench.host().jobs();
  while (const auto job = jobs.next()) {
    CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork));
    const auto result = bench.work("job '" + job->kind + "'",
                                   [&] { return job->work->run(job->company, job->actor, monitor); });
    jobs.ended(*job, result.value_or(Result::failed(ResultCode::operator_action, "The job threw.")));
  }
}

}  // namespace host_sdk::check
