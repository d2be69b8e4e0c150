#include "cli/commands/lists/plugins_command.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"

namespace sample_host {

namespace json = boost::json;

namespace {

/// A plugin's hooks: slugs of pages, ids of tasks and providers.
struct Brought {
  std::vector<std::string> pages;
  std::vector<std::string> tasks;
  std::vector<std::string> providers;
};

Brought brought_by(const PluginCatalog& catalog, const LoadedPlugin& plugin) {
  Brought brought;
  for (const auto& entry : catalog.pages()) {
    if (entry.plugin == &plugin) brought.pages.push_back(entry.identity.slug);
  }
  for (const auto& entry : catalog.tasks()) {
    if (entry.plugin == &plugin) brought.tasks.push_back(entry.id);
  }
  for (const auto& entry : catalog.providers()) {
    if (entry.plugin == &plugin) brought.providers.push_back(entry.id);
  }
  return brought;
}

json::array array_of(const std::vector<std::string>& words) {
  return json::array(words.begin(), words.end());
}

std::string listed(const char* what, const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? std::string{"  "} + what + ": " : std::string{", "}) + word;
  return text.empty() ? text : text + "\n";
}

}  // namespace

ExitCode plugins_command(const PluginCatalog& catalog, const Options& options) {
  json::array loaded;
  for (const auto& plugin : catalog.plugins()) {
    const auto brought = brought_by(catalog, *plugin);
    if (options.json) {
      loaded.emplace_back(json::object{{"id", plugin->info.id},
                                       {"name", plugin->info.name},
                                       {"version", plugin->info.version},
                                       {"manifest", plugin->info.manifest.string()},
                                       {"library", plugin->info.library.string()},
                                       {"pages", array_of(brought.pages)},
                                       {"tasks", array_of(brought.tasks)},
                                       {"providers", array_of(brought.providers)}});
      continue;
    }
    say(plugin->info.id + " " + plugin->info.version + ": " + plugin->info.name + " (" +
        plugin->info.library.string() + ")");
    std::cout << listed("pages", brought.pages) << listed("tasks", brought.tasks)
              << listed("providers", brought.providers) << std::flush;
  }
  if (options.json) {
    json::array refused;
    for (const auto& refusal : catalog.refusals()) {
      refused.emplace_back(json::object{{"manifest", refusal.manifest.string()},
                                        {"sentence", refusal.sentence},
                                        {"waiting", refusal.waiting}});
    }
    std::cout << json::serialize(json::object{{"plugins", loaded}, {"refused", refused}}) << std::endl;
  } else {
    say_refusals(catalog);
  }
  if (catalog.has_waiting()) return ExitCode::failed;
  return catalog.refusals().empty() ? ExitCode::done : ExitCode::refused;
}

}  // namespace sample_host
