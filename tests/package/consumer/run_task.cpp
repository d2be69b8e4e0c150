// run_task MANIFEST: loads the plugin, runs its first task for a company and prints the result.
#include <exception>
#include <iostream>

#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/loader/guard.hpp"
#include "host_sdk/loader/plugin_loader.hpp"

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  host_sdk::loader::PluginLoader loader;
  host_sdk::loader::LoadedPlugin plugin = loader.load(host_sdk::loader::read_manifest(argv[1]));

  host_sdk::fakes::FakeHostServices host;
  host_sdk::fakes::FakeTaskMonitor monitor;
  host_sdk::Result result = plugin.start(host, "");
  if (result.done())
    result = host_sdk::loader::guarded(plugin.manifest().id, "run", [&] {
      return plugin.hooks().scheduled_tasks.front()->run(host.companies().all().front(), monitor);
    });
  std::cout << result.sentence << '\n';
  return result.done() && plugin.stop().done() ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
