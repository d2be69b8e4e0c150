#include "rules/file_rules.hpp"

#include "bench.hpp"
#include "host_sdk/loader/entry_reader.hpp"
#include "host_sdk/loader/load_error.hpp"
#include "host_sdk/text.hpp"

namespace host_sdk::check {
namespace {

void check_manifest(Bench& bench) {
  (void)bench.manifest();
}

/// Reports a refusal of the loader as the problem.
template <class Function>
void refused_as_problem(Bench& bench, Function&& function) {
  try {
    function();
  } catch (const loader::LoadError& error) {
    bench.problem(error.what());
  }
}

void check_library(Bench& bench) {
  refused_as_problem(bench, [&] {
    const auto library = bench.library();
    loader::check_entry_block(loader::read_plugin_file(library).entry, bench.manifest(), library);
  });
}

void check_runtime(Bench& bench) {
  refused_as_problem(bench, [&] {
    const auto library = bench.library();
    loader::check_needed_libraries(loader::read_plugin_file(library).needed_libraries, library);
  });
}

void check_exports(Bench& bench) {
  refused_as_problem(bench, [&] {
    constexpr std::size_t kMostNames = 5;
    std::vector<std::string> names;
    for (const auto& symbol : loader::read_plugin_file(bench.library()).exported_symbols)
      if (symbol != kEntrySymbol) names.push_back(symbol);
    if (names.empty()) return;
    const auto count = counted(static_cast<std::int64_t>(names.size()), "symbol", "symbols");
    if (names.size() > kMostNames) names.resize(kMostNames);
    bench.problem("it exports " + count +
                  " in addition to host_sdk_plugin_entry, which other plugins would use by mistake (" +
                  join(names, ", ") + "): link it with host_sdk_add_plugin()");
  });
}

}  // namespace

std::vector<Rule> file_rules() {
  return {
      {"manifest", "The manifest is valid", "", check_manifest},
      {"library", "The library's file fits the manifest and this version of the SDK", "manifest",
       check_library},
      {"needed_libraries", "It uses the shared C++ runtime", "library", check_runtime},
      {"exports", "It exports nothing but its entry", "library", check_exports},
  };
}

}  // namespace host_sdk::check
