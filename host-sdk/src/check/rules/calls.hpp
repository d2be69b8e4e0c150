// Calls of the hooks that several rules make.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench.hpp"
#include "host_sdk/page/exchange.hpp"

namespace host_sdk::check {

/// The company and the administrator of every call.
[[nodiscard]] const Company& company();
[[nodiscard]] const Actor& administrator();

/// A company that the host does not have, with a name that is hostile to SQL and HTML.
[[nodiscard]] const Company& unknown_company();

/// Texts that plugins must survive: not UTF-8, very long, with NUL bytes, numbers beyond 64 bits.
[[nodiscard]] const std::vector<std::string>& hostile_texts();

/// Ends the rule if the plugin has no pages.
void need_pages(Bench& bench);

/// The page, or nullopt if it failed, which is reported.
[[nodiscard]] std::optional<page::Page> show(Bench& bench, SettingsPage& hook, const std::string& path = {});

/// Visits the page of every hook and its sub-pages, as far as they can be shown. `path` is that of the
/// sub-page.
void each_page(
    Bench& bench,
    const std::function<void(SettingsPage& hook, const page::Page& shown, const std::string& path)>& visit);

/// Carries out every action that the pages offer, as a host does, with the values that a browser posts;
/// `unlink` last. `values` may change them. `answered` gets what the plugin answered. Runs the jobs that the
/// actions start.
void each_action(Bench& bench, const std::function<void(const page::Form&, page::Values&)>& values,
                 const std::function<void(const std::string& action, const page::ActionAnswer&)>& answered);

/// A piece of work that can be cancelled: a task, a call of a provider.
struct Work {
  std::string name;
  std::function<Result(TaskMonitor&)> run;
};
/// The tasks and the long calls of providers, for the company; `remove_all` last.
[[nodiscard]] std::vector<Work> all_work(Bench& bench);

/// Runs the jobs that were started, and reports their problems.
void run_jobs(Bench& bench);

}  // namespace host_sdk::check
