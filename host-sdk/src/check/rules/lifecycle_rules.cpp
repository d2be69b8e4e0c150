#include "rules/lifecycle_rules.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "bench.hpp"
#include "host_sdk/text.hpp"
#include "rules/process_state.hpp"

namespace host_sdk::check {
namespace {

void check_load(Bench& bench) {
  (void)bench.load();
}

void check_quiet_load(Bench& bench) {
  const auto before = process_state();
  (void)bench.load();
  if (const auto found = added_since(before); !found.empty())
    bench.problem("loading it left " + found + ": start threads and open files in start()");
}

/// Starts the plugin with settings that it must refuse.
void refuses_settings(Bench& bench, const std::string& file) {
  auto& plugin = bench.load();
  const auto result = bench.call(kStart, [&] { return plugin.start(bench.host(), file); });
  if (!result) return;
  if (result->done())
    bench.problem("start() accepted them; return operator_action with file, line and key");
  else if (result->code != ResultCode::operator_action)
    bench.problem("start() answered " + std::string(name_of(result->code)) + "; return operator_action");
  else if (result->sentence.find(std::filesystem::path(file).filename().string()) == std::string::npos)
    bench.problem("the sentence does not name the file: " + result->sentence);
}

void need_settings(Bench& bench) {
  if (bench.options().settings.empty()) bench.skip("no settings file was given");
}

void check_absent_settings(Bench& bench) {
  need_settings(bench);
  refuses_settings(bench, bench.folder() / "absent.yaml");
}

void check_broken_settings(Bench& bench) {
  need_settings(bench);
  const auto file = bench.folder() / "broken.yaml";
  std::ofstream(file) << "{ this is: [not YAML\n";
  refuses_settings(bench, file);
}

void check_unknown_settings(Bench& bench) {
  need_settings(bench);
  const auto file = bench.folder() / "unknown.yaml";
  std::ofstream(file) << std::ifstream(bench.options().settings).rdbuf()
                      << "\nhostsdk_check_unknown_key: 1\n";
  refuses_settings(bench, file);
}

void check_absent_database(Bench& bench) {
  auto& plugin = bench.load();
  bench.host().take_the_database_away();
  const auto settings =
      bench.options().settings.empty() ? "" : std::filesystem::absolute(bench.options().settings).string();
  const auto result = bench.call(kStart, [&] { return plugin.start(bench.host(), settings); });
  if (result && !result->done() && result->code != ResultCode::try_again &&
      result->code != ResultCode::operator_action)
    bench.problem("start() answered " + std::string(name_of(result->code)) + " (" + result->sentence +
                  "); return try_again, so that the host starts the plugin when the database is back, or "
                  "operator_action if only an operator can mend it");
}

void check_start(Bench& bench) {
  (void)bench.start();
}

bool is_word(const std::string& text, std::string_view letters, std::size_t most) {
  return !text.empty() && text.size() <= most && text.find_first_not_of(letters) == std::string::npos;
}

/// Whether two calls return the same.
template <class Function>
auto asked_twice(Bench& bench, const std::string& what, const Function& function) {
  const auto first = function();
  if (function() != first) bench.problem(what + " differs from one call to the next");
  return first;
}

void check_hooks(Bench& bench) {
  constexpr std::string_view kSlug = "abcdefghijklmnopqrstuvwxyz0123456789-";
  const auto& hooks = bench.start().hooks();
  std::set<std::string> ids;
  const auto unique = [&](const std::string& what, const std::string& id) {
    if (!ids.insert(what + id).second) bench.problem("two hooks have the " + what + " '" + id + "'");
  };
  (void)bench.call(kIdentity, [&] {
    for (auto* page : hooks.settings_pages) {
      const auto identity = page->identity();
      const auto slug = asked_twice(bench, "the slug of a page", [&] { return page->identity().slug; });
      if (!is_word(slug, kSlug, 64))
        bench.problem("the page's slug '" + slug + "' is not 1 to 64 of a-z, 0-9 and '-'");
      if (identity.title.empty() || count_code_points(identity.title) > 80)
        bench.problem("the title of the page '" + slug + "' has not 1 to 80 characters");
      if (identity.menu_path.empty()) bench.problem("the page '" + slug + "' has no menu path");
      if (identity.required_role.empty()) bench.problem("the page '" + slug + "' has no required role");
      unique("slug", slug);
    }
    for (auto* task : hooks.scheduled_tasks) {
      const auto id = asked_twice(bench, "the id of a task", [&] { return task->task_id(); });
      if (!id.starts_with(bench.manifest().id + ".") || id.size() == bench.manifest().id.size() + 1)
        bench.problem("the task id '" + id + "' does not start with the plugin's id and a dot");
      if (task->title().empty()) bench.problem("the task '" + id + "' has no title");
      const auto period = task->default_period();
      if (period.count() != 0 && (period < std::chrono::minutes{1} || period > std::chrono::days{31}))
        bench.problem("the period of the task '" + id + "' is not 1 minute to 31 days");
      unique("task id", id);
    }
    for (auto* provider : hooks.user_providers) {
      const auto id = asked_twice(bench, "the id of a provider", [&] { return provider->provider_id(); });
      if (id.empty() || id.size() > 64)
        bench.problem("the provider id '" + id + "' has not 1 to 64 characters");
      if (provider->display_name().empty()) bench.problem("the provider '" + id + "' has no display name");
      unique("provider id", id);
    }
  });
}

void check_stop(Bench& bench) {
  auto& plugin = bench.start();
  const auto result = bench.call(kStop, [&] { return plugin.stop(); });
  if (result && !result->done()) bench.problem(result->sentence);
}

void check_leftovers(Bench& bench) {
  auto& plugin = bench.load();
  const auto before = process_state();
  (void)bench.start();
  (void)bench.call(kStop, [&] { return plugin.stop(); });
  if (const auto found = added_since(before); !found.empty())
    bench.problem("stop() left " + found + ": join every thread, and close every file and session");
}

}  // namespace

std::vector<Rule> lifecycle_rules() {
  return {
      {"load", "The library loads", "library needed_libraries", check_load},
      {"quiet_load", "No thread runs and no file is open before start()", "load", check_quiet_load},
      {"exit", "A process with the library ends well", "load", check_load, true},
      {"start", "start() succeeds, with the hooks of the manifest", "load", check_start},
      {"absent_settings", "start() refuses a settings file that is missing", "start", check_absent_settings},
      {"broken_settings", "start() refuses settings that are not YAML", "start", check_broken_settings},
      {"unknown_settings", "start() refuses a settings file with an unknown key", "start",
       check_unknown_settings},
      {"absent_database", "start() says who can act when the database cannot be opened", "start",
       check_absent_database},
      {"hooks", "The hooks have well-formed ids, titles and periods", "start", check_hooks},
      {"stop", "stop() returns", "start", check_stop},
      {"leftovers", "No thread and no open file is left after stop()", "stop", check_leftovers},
  };
}

}  // namespace host_sdk::check
