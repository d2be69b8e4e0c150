#include "cli/commands/page_command.hpp"

#include <algorithm>
#include <iostream>

#include "accounts/accounts.hpp"
#include "cli/callback/callback_wait.hpp"
#include "cli/output/page_text.hpp"
#include "cli/output/progress_line.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/page_rules/actions.hpp"
#include "host_sdk/page_rules/fields.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "plugins/pages/page_json.hpp"
#include "plugins/pages/table_csv.hpp"
#include "plugins/pages/whole_table.hpp"
#include "services/work/job_runner.hpp"

namespace sample_host {

namespace page = host_sdk::page;

namespace {

Viewer operator_viewer() {
  return {command_line_actor(), {}};
}

/// The page with all its sub-pages.
PageView whole_page(const page::Parameters& parameters = {}) {
  return {{}, parameters, "", true};
}

ExitCode gate_code(Gate gate) {
  return gate == Gate::unknown     ? ExitCode::usage
         : gate == Gate::forbidden ? ExitCode::refused
                                   : ExitCode::failed;
}

ExitCode not_open(const PluginCatalog& catalog, Gate gate, const std::string& sentence) {
  say_error(sentence);
  if (gate == Gate::unknown || gate == Gate::busy) say_refusals(catalog);
  return gate == Gate::unknown ? code_of_unknown(catalog) : gate_code(gate);
}

/// A browser asks again later for a list that takes long to read. The command waits for the jobs that the
/// plugin started for it. True if they succeeded, so that it can be asked again.
bool wait_for_jobs(const PluginCatalog& catalog, const JobRunner& jobs, const Options& options) {
  const PageEntry* page = catalog.find_page(options.page);
  if (page == nullptr) return false;
  const auto runs = jobs.runs_of(page->plugin->info.id, options.company);
  if (runs.empty()) return false;
  say_error("This takes longer than a page can wait. Waiting for the answer…");
  return std::ranges::all_of(runs, [](const auto& run) { return watch_to_end(*run).done(); });
}

/// The input that a browser would send with the given fields changed.
ActionInput input_of(const page::Page& shown, const Options& options) {
  ActionInput input;
  input.action = options.action;
  input.view = whole_page();
  const auto row = page::row_value({options.fields.begin(), options.fields.end()});
  const auto offered = page::find_action(shown, options.action, row);
  if (offered.action != nullptr && offered.action->submit && offered.form != nullptr) {
    input.values = page::present_values(*offered.form);
  }
  for (const auto& [field, value] : options.fields) input.values[field] = value;
  const auto confirmation = options.fields.find("confirmation");
  if (confirmation != options.fields.end()) input.confirmation = confirmation->second;
  const auto revision = options.fields.find("revision");
  if (revision != options.fields.end()) {
    try {
      input.revision = std::stoll(revision->second);
    } catch (const std::logic_error&) {
      throw ConfigError("revision: must be a whole number");
    }
    input.values.erase("revision");
  }
  return input;
}

/// Prints the answer to an action.
void say_answer(const page::ActionAnswer& answer) {
  if (answer.file) std::cout << answer.file->content << std::flush;
  for (const auto& [field, sentences] : answer.errors) {
    for (const auto& sentence : sentences) say_error(field.empty() ? sentence : field + ": " + sentence);
  }
  if (answer.outcome == page::Outcome::stale) {
    say_error((answer.stale_by.empty() ? std::string{"Someone else"} : answer.stale_by) +
              " saved these settings meanwhile. Nothing was saved. Run the command again to replace them.");
  }
  if (answer.outcome == page::Outcome::refused && !answer.toast) say_error("The action is not possible now.");
  if (answer.outcome == page::Outcome::invalid && answer.errors.empty())
    say_error("The values are invalid. Nothing was done.");
  if (!answer.toast) return;
  if (answer.outcome == page::Outcome::refused || answer.toast->tone == page::Tone::danger) {
    say_error(answer.toast->text);
  } else {
    say(answer.toast->text);
  }
}

/// Waits for the job that the action started in this process, if it did.
ExitCode wait_for_job(const PluginCatalog& catalog, const JobRunner& jobs, const Options& options,
                      const std::string& kind) {
  const auto& plugin = catalog.find_page(options.page)->plugin->info.id;
  const auto run = jobs.find(plugin, options.company, kind);
  if (!run) return ExitCode::done;
  const auto result = watch_to_end(*run);
  if (!result.done()) {
    say_error(sentence_of(result));
  } else if (!result.sentence.empty()) {
    say(result.sentence);
  }
  return exit_code_of(result.code);
}

}  // namespace

ExitCode page_show_command(PageGateway& pages, const PluginCatalog& catalog, const Options& options) {
  const auto reply = pages.page(options.page, options.company, operator_viewer(), whole_page(options.fields));
  if (reply.gate != Gate::open) return not_open(catalog, reply.gate, reply.sentence);
  if (options.json) {
    std::cout << page_json_text(reply.page) << std::endl;
  } else {
    std::cout << page_text(reply.page) << std::flush;
  }
  return ExitCode::done;
}

ExitCode page_act_command(PageGateway& pages, const PluginCatalog& catalog, const JobRunner& jobs,
                          const CallbackPlaces& callbacks, const Options& options) {
  const auto viewer = operator_viewer();
  const auto shown = pages.page(options.page, options.company, viewer, whole_page());
  if (shown.gate != Gate::open) return not_open(catalog, shown.gate, shown.sentence);
  const auto reply = pages.act(options.page, options.company, viewer, input_of(shown.page, options));
  if (reply.gate != Gate::open) {
    say_error(reply.sentence);
    return exit_code_of(reply);
  }
  const auto print_json = [&] {
    if (options.json) std::cout << answer_json_text(reply.answer) << std::endl;
  };
  if (reply.answer.outcome == page::Outcome::redirect) {
    return wait_for_callback(callbacks, reply.state_hash, [&] {
      print_json();
      if (!options.json) say(reply.answer.url);
    });
  }
  print_json();
  if (!options.json) say_answer(reply.answer);
  const auto code = exit_code_of(reply);
  if (code != ExitCode::done || reply.answer.started_job.empty()) return code;
  const auto ended = wait_for_job(catalog, jobs, options, reply.answer.started_job);
  // A preview holds nothing, so there is nothing to review.
  return options.action == "preview" && ended == ExitCode::review ? ExitCode::done : ended;
}

ExitCode page_options_command(PageGateway& pages, const PluginCatalog& catalog, const JobRunner& jobs,
                              const Options& options) {
  page::OptionsRequest request;
  request.picker = options.action;
  request.query = options.query;
  request.parent = options.parent;
  request.cursor = options.cursor;
  request.values = {options.fields.begin(), options.fields.end()};
  const auto ask = [&] {
    return pages.options(options.page, options.company, operator_viewer(), request, whole_page());
  };
  auto reply = ask();
  if (reply.gate == Gate::failed && wait_for_jobs(catalog, jobs, options)) reply = ask();
  if (reply.gate != Gate::open) return not_open(catalog, reply.gate, reply.sentence);
  if (!reply.left_out.empty()) {
    for (const auto& [field, sentences] : reply.left_out) say_error(field + ": " + sentences.front());
    return ExitCode::usage;
  }
  if (options.json) {
    std::cout << options_json_text(reply.answer) << std::endl;
    return ExitCode::done;
  }
  for (const auto& option : reply.answer.options) {
    say_row({option.id, option.label, option.hint, option.children ? "…" : "",
             option.disabled.empty() ? "" : "not now: " + option.disabled});
  }
  if (!reply.answer.next.empty()) say("… more: --cursor " + reply.answer.next);
  return ExitCode::done;
}

ExitCode page_export_command(PageGateway& pages, const PluginCatalog& catalog, TargetUsersReader& users,
                             const Options& options) {
  const auto reply = whole_table(pages, options.page, options.company, operator_viewer(), options.action,
                                 whole_page(options.fields));
  if (reply.gate != Gate::open) return not_open(catalog, reply.gate, reply.sentence);
  std::cout << table_csv(reply.table, [&](std::int64_t id) { return users.name(options.company, id); })
            << std::flush;
  return ExitCode::done;
}

}  // namespace sample_host
