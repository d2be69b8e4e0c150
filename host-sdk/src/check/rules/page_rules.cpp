#include "rules/page_rules.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/network.hpp"
#include "host_sdk/page_rules/limits.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "rules/calls.hpp"

namespace host_sdk::check {
namespace {

std::vector<std::string> origins(Bench& bench) {
  return loader::redirect_origins(bench.manifest(), bench.options().settings);
}

void check_pages(Bench& bench) {
  need_pages(bench);
  each_page(bench, [](SettingsPage&, const page::Page&, const std::string&) {});
}

void check_page_rules(Bench& bench) {
  need_pages(bench);
  const auto declared = origins(bench);
  each_page(bench, [&](SettingsPage& hook, const page::Page& shown, const std::string& path) {
    for (const auto& problem : page::validate(shown, declared))
      bench.problem("the page " + hook.identity().slug + (path.empty() ? "" : "/" + path) + ": " + problem);
    if (shown.title.empty()) bench.problem("the page " + hook.identity().slug + " has no title");
  });
}

void check_hostile_pages(Bench& bench) {
  need_pages(bench);
  for (auto* hook : bench.start().hooks().settings_pages) {
    const auto ask = [&](const page::PageRequest& request) {
      page::Page shown;
      (void)bench.call(kPage, [&] { return hook->page(request, shown); });
    };
    page::PageRequest plain;
    plain.company = company();
    plain.actor = administrator();
    auto other = plain;
    other.company = unknown_company();
    ask(other);
    other = plain;
    other.actor = {};
    ask(other);
    std::vector<std::string> tables;
    if (const auto shown = show(bench, *hook))
      page::walk_page(*shown,
                      [&](const page::Block& block, page::FormAround) {
                        if (std::holds_alternative<page::Table>(block.kind)) tables.push_back(block.id);
                      },
                      {});
    tables.emplace_back("no_such_table");
    for (const auto& text : hostile_texts()) {
      other = plain;
      for (const auto& table : tables) other.cursors[table] = text;
      other.parameters = {{"run", text}, {"email", text}, {"no_such_parameter", text}};
      other.table_rows = 5'000;
      ask(other);
    }
    other = plain;
    other.path = "no-such/page";
    ask(other);
    other = plain;
    other.whole = true;
    ask(other);
  }
}

/// Reports what a host could not show of an answer.
void check_answer(Bench& bench, const std::string& call, const page::ActionAnswer& answer) {
  const auto declared = origins(bench);
  if (answer.outcome == page::Outcome::redirect) {
    const auto origin = origin_of(answer.url);
    if (!origin || std::find(declared.begin(), declared.end(), *origin) == declared.end())
      bench.problem(call + " redirects to " + origin.value_or("a malformed address") +
                    ", which is not in the manifest's key 'redirect_origins'");
  }
  if (answer.outcome == page::Outcome::refused && (!answer.toast || answer.toast->text.empty()))
    bench.problem(call + " was refused without a sentence: set `toast`");
  if (answer.outcome == page::Outcome::invalid && answer.errors.empty())
    bench.problem(call + " is invalid without a sentence: set `errors`");
  if (answer.file && page::usable_file_name(answer.file->name) != answer.file->name)
    bench.problem(call + " answers with a file of the malformed name '" + answer.file->name + "'");
}

void check_actions(Bench& bench) {
  need_pages(bench);
  each_action(
      bench, [](const page::Form&, page::Values&) {},
      [&](const std::string& action, const page::ActionAnswer& answer) {
        check_answer(bench, "the action '" + action + "'", answer);
      });
  for (const auto& problem : bench.host().jobs().problems()) bench.problem(problem);
}

void check_hostile_actions(Bench& bench) {
  need_pages(bench);
  for (auto* hook : bench.start().hooks().settings_pages) {
    const auto shown = show(bench, *hook);
    if (!shown) continue;
    std::set<std::string> actions{"no_such_action", ""};
    std::vector<std::string> fields{"value", "no_such_field"};
    page::walk_page(
        *shown, [&](const page::Block& block, page::FormAround) { fields.push_back(block.id); },
        [&](const page::Action& action, page::FormAround) { actions.insert(action.id); });
    for (const auto& action : actions) {
      for (const auto& text : hostile_texts()) {
        page::ActionRequest request;
        request.company = company();
        request.actor = administrator();
        request.action = action;
        request.revision = -1;
        for (const auto& field : fields) request.values[field] = text;
        request.confirmation = text;
        request.parameters = {{"run", text}};
        page::ActionAnswer answer;
        (void)bench.call(kAct, [&] { return hook->act(request, answer); });
      }
    }
    page::ActionRequest request;
    request.company = unknown_company();
    for (const auto& action : actions) {
      request.action = action;
      page::ActionAnswer answer;
      (void)bench.call(kAct, [&] { return hook->act(request, answer); });
    }
  }
}

void check_options(Bench& bench) {
  need_pages(bench);
  bool any = false;
  each_page(bench, [&](SettingsPage& hook, const page::Page& shown, const std::string&) {
    page::walk_page(shown,
                    [&](const page::Block& block, page::FormAround) {
                      if (!std::holds_alternative<page::Picker>(block.kind)) return;
                      any = true;
                      const auto ask = [&](page::OptionsRequest request) {
                        request.company = company();
                        request.actor = administrator();
                        request.picker = block.id;
                        page::OptionsAnswer answer;
                        const auto result =
                            bench.call(kOptions, [&] { return hook.options(request, answer); });
                        const auto most = request.ids.empty() ? static_cast<std::size_t>(request.limit)
                                                              : request.ids.size();
                        if (result && result->done() && answer.options.size() > most)
                          bench.problem("options() of the picker '" + block.id + "' returned " +
                                        std::to_string(answer.options.size()) + " options, and " +
                                        std::to_string(most) + " were asked for");
                      };
                      ask({});
                      page::OptionsRequest one;
                      one.limit = 1;
                      ask(one);
                      for (const auto& text : hostile_texts()) {
                        page::OptionsRequest request;
                        request.query = text;
                        request.parent = text;
                        request.cursor = text;
                        ask(request);
                        request.ids = {text};
                        ask(request);
                      }
                    },
                    {});
  });
  if (!any) bench.skip("no page has a picker");
}

void check_callbacks(Bench& bench) {
  need_pages(bench);
  for (auto* hook : bench.start().hooks().settings_pages) {
    const auto come_back = [&](const std::map<std::string, std::string>& params) {
      page::CallbackRequest request;
      request.company = company();
      request.actor = administrator();
      request.name = "return";
      request.params = params;
      request.url = bench.host().callback_url("return");
      page::ActionAnswer answer;
      const auto result = bench.call(kCallback, [&] { return hook->callback(request, answer); });
      if (result && result->done()) check_answer(bench, "callback()", answer);
    };
    come_back({});
    come_back({{"error", "access_denied"}});
    for (const auto& text : hostile_texts()) come_back({{"code", text}, {"error", text}, {"scope", text}});
  }
}

void check_concurrent_pages(Bench& bench) {
  need_pages(bench);
  constexpr int kThreads = 8;
  constexpr int kRounds = 5;
  for (auto* hook : bench.start().hooks().settings_pages) {
    std::mutex mutex;
    std::set<std::string> thrown;
    (void)bench.call({kPage.name, kPage.limit * kRounds}, [&] {
      std::vector<std::thread> threads;
      for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([&] {
          for (int round = 0; round < kRounds; ++round) {
            page::PageRequest request;
            request.company = company();
            request.actor = administrator();
            page::Page shown;
            if (const auto text = loader::thrown_by([&] { (void)hook->page(request, shown); })) {
              const std::scoped_lock lock(mutex);
              thrown.insert(*text);
            }
          }
        });
      for (auto& thread : threads) thread.join();
    });
    for (const auto& text : thrown) bench.problem("page() threw when several threads called it: " + text);
  }
}

}  // namespace

std::vector<Rule> page_rules() {
  return {
      {"pages", "Every page and sub-page is shown to a new company", "start", check_pages},
      {"page_rules", "Every page keeps the rules and limits of the vocabulary", "pages", check_page_rules},
      {"hostile_pages", "Pages survive unknown companies, cursors, parameters and paths", "pages",
       check_hostile_pages},
      {"actions", "Every action answers, and so do the jobs that it starts", "pages", check_actions},
      {"hostile_actions", "Actions survive hostile values, unknown actions and companies", "actions",
       check_hostile_actions},
      {"options", "Pickers list options within the limit, also for hostile requests", "pages", check_options},
      {"callbacks", "Pages survive every return of a browser", "pages", check_callbacks},
      {"concurrent_pages", "Several threads can show a page at once", "pages", check_concurrent_pages},
  };
}

}  // namespace host_sdk::check
