#include "cli/options.hpp"

#include <string.h>  // explicit_bzero

#include <CLI/CLI.hpp>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <vector>

#include "host_sdk/secret_text.hpp"
#include "http/wiping.hpp"

namespace sample_host {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 done; 2 usage, settings or invalid fields; 3 refused, stale or access lost; 4 failed or "
    "cancelled; 5 an administrator has to review something.";

/// Far more than any field takes.
constexpr std::size_t kLargestFieldFile = std::size_t{1024} * 1024;

std::string field_of(const std::string& option, const std::string& pair) {
  const auto equals = pair.find('=');
  if (equals == std::string::npos || equals == 0) {
    const std::string form = option == "--set" ? "field=value" : "field=path";
    throw CLI::ValidationError(option, "'" + pair + "' is not of the form " + form);
  }
  return pair.substr(0, equals);
}

std::string after_equals(const std::string& pair) {
  return pair.substr(pair.find('=') + 1);
}

/// Returns the text of a file without its last line break.
std::string read_field_file(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& source = path == "-" ? std::cin : file;
  std::string text(kLargestFieldFile + 1, '\0');
  source.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() && path != "-") throw CLI::FileError::Missing(path);
  if (source.bad() || !source.eof())
    throw CLI::ValidationError("--set-file", path + " cannot be read, or is longer than 1 MiB");
  text.resize(static_cast<std::size_t>(source.gcount()));
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

/// Takes the values of `--set` out of the words, in their order: they may be secrets. CLI11 would copy them,
/// and a list of processes shows the words as long as the process runs.
std::vector<host_sdk::SecretText> take_values(int argc, char** argv) {
  constexpr std::string_view kOption = "--set";
  std::vector<host_sdk::SecretText> values;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    std::size_t start = 0;
    if (word.starts_with(kOption) && word.substr(kOption.size()).starts_with('=')) start = kOption.size() + 1;
    if (start == 0 && argv[i - 1] != kOption) continue;
    const auto equals = word.find('=', start);
    if (equals == std::string_view::npos) continue;
    const std::string_view value = word.substr(equals + 1);
    values.emplace_back(value);
    explicit_bzero(argv[i] + equals + 1, value.size());
  }
  return values;
}

/// Adds the commands to `app`; each stores its name and arguments in `options`.
class Grammar {
 public:
  Grammar(CLI::App& app, Options& options) : app_(app), options_(options) {
    app.require_subcommand(1);
    app.footer(kFooter);
    app.set_help_all_flag("--help-all", "Print the help of all commands");
  }

  void build() {
    add(app_, "serve", "Serve the web pages and run due tasks, until Ctrl-C", Command::serve)
        ->add_flag("--watch", options_.watch,
                   "For plugin developers: restart when a library, a manifest or settings change");
    json(*add(app_, "plugins", "List loaded plugins, and refused ones with the reason (then exit code 3)",
              Command::plugins));
    build_pages();
    auto* sync = add(app_, "sync", "Run a sync and wait for its end", Command::sync);
    company(*sync);
    sync->add_option("--provider", options_.provider, "The provider's id")->required();
    sync->add_flag("--preview", options_.preview, "Show what would change, and change nothing");
    json(*sync);
    build_explain();
    build_unlink();
    build_tasks();
    build_lists();
    build_mail();
    auto* secrets = app_.add_subcommand("secrets", "Manage the secret store");
    secrets->require_subcommand(1);
    add(*secrets, "rotate", "Encrypt all secrets with the current key file; may be repeated",
        Command::secrets_rotate)
        ->add_flag("--erase-unreadable", options_.erase_unreadable,
                   "Erase secrets that none of the key files decrypts, after a key was lost");
    auto* password = app_.add_subcommand("password", "Read a password and print its hash for host.yaml");
    password->callback([this] { options_.command = Command::password; });
  }

  /// Returns the fields with their values, `values` for those of --set, and reads the files of --set-file.
  [[nodiscard]] std::map<std::string, std::string> fields(
      const std::vector<host_sdk::SecretText>& values) const {
    std::map<std::string, std::string> fields;
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      std::string& value = fields[field_of("--set", settings_[i])];
      http::wipe(value);
      value = values.at(i).reveal();
    }
    for (const auto& pair : files_) {
      const auto field = field_of("--set-file", pair);
      if (fields.contains(field)) throw CLI::ValidationError("--set-file", "'" + field + "' is set twice");
      fields[field] = read_field_file(after_equals(pair));
    }
    return fields;
  }

 private:
  CLI::App* add(CLI::App& above, const std::string& name, const std::string& help, Command command) {
    auto* sub = above.add_subcommand(name, help);
    sub->add_option("--config", options_.config, "The host's settings")->capture_default_str();
    sub->add_flag("--verbose", options_.verbose, "Write the log to standard error, at every level");
    sub->callback([this, command] { options_.command = command; });
    return sub;
  }
  void company(CLI::App& sub, bool required = true) {
    sub.add_option("--company", options_.company, "The company's id")->required(required);
  }
  void json(CLI::App& sub) { sub.add_flag("--json", options_.json, "Print JSON"); }

  void build_pages() {
    auto* page = app_.add_subcommand(
        "page", "Show a plugin's page, act on it, list a picker's options, export a table");
    page->require_subcommand(1);
    const auto common = [this](CLI::App& sub) {
      company(sub);
      sub.add_option("--page", options_.page, "The page's slug")->required();
      json(sub);
    };
    auto* show = add(*page, "show", "Print the page", Command::page_show);
    common(*show);
    show->add_option("--set", settings_, "A parameter of the page's address: --set run=12")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    auto* act = add(*page, "act", "Carry out an action of the page", Command::page_act);
    common(*act);
    act->add_option("--action", options_.action, "The action's id")->required();
    auto* options = add(*page, "options", "List the options of a picker", Command::page_options);
    common(*options);
    options->add_option("--action", options_.action, "The picker's id")->required();
    options->add_option("--query", options_.query, "Only options that contain this text");
    options->add_option("--parent", options_.parent, "The children of this option, in a tree");
    options->add_option("--cursor", options_.cursor, "Continue a list, as its last line says");
    auto* table =
        add(*page, "export", "Print a table of the page as CSV, with all its rows", Command::page_export);
    table_export(*table);
    for (auto* sub : {act, options}) {
      sub->add_option("--set", settings_, "A field and its value: --set field=value")
          ->type_name("FIELD=VALUE")
          ->allow_extra_args(false);
      sub->add_option("--set-file", files_,
                      "A field and the file that holds its value, '-' for standard input: for secrets, which "
                      "every user could read in the list of processes otherwise")
          ->type_name("FIELD=PATH")
          ->allow_extra_args(false);
    }
  }

  void table_export(CLI::App& sub) {
    company(sub);
    sub.add_option("--page", options_.page, "The page's slug")->required();
    sub.add_option("--table", options_.action, "The table's id, as `page show --json` prints it")->required();
    sub.add_option("--set", settings_, "A parameter of the page's address: --set run=12")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
  }

  void build_explain() {
    auto* explain = add(app_, "explain", "Explain why a person is a target user or not", Command::explain);
    company(*explain);
    explain->add_option("--provider", options_.provider, "The provider's id")->required();
    explain->add_option("--email", options_.email, "A current or former address of the person")->required();
    auto* now = explain->add_flag("--now", options_.now, "Ask the source about this person");
    explain->add_flag("--apply", options_.apply, "Sync only this person")->needs(now);
    json(*explain);
  }

  void build_unlink() {
    auto* unlink = add(app_, "unlink", "Remove a company's integration, with the users and groups it created",
                       Command::unlink);
    company(*unlink);
    unlink->add_option("--provider", options_.provider, "The provider's id")->required();
    unlink->add_flag("--keep-users", options_.keep_users,
                     "Keep the users, groups and memberships, as rows made by hand");
    unlink->add_flag("--yes", options_.confirmed, "Do it; without this flag nothing is removed");
  }

  void build_tasks() {
    auto* task = app_.add_subcommand("task", "Run or list scheduled tasks");
    task->require_subcommand(1);
    auto* run = add(*task, "run", "Run a task now and wait for its end", Command::task_run);
    company(*run, false);
    run->add_option("--task", options_.task, "The task's id; optional if there is only one task");
    auto* list = add(*task, "list", "List tasks, due times and last runs", Command::task_list);
    company(*list, false);
    list->add_option("--task", options_.task, "Only this task");
    json(*list);
  }

  void build_mail() {
    auto* mail = app_.add_subcommand("mail", "Send emails about notices, or a test email");
    mail->require_subcommand(1);
    add(*mail, "send", "Send all emails that are due; a serving host does this on its own",
        Command::mail_send);
    auto* test = add(*mail, "test", "Send a test email now and print the result", Command::mail_test);
    company(*test);
    test->add_option("--to", options_.to, "The recipient's address")->required();
  }

  void build_lists() {
    for (const auto& [name, help, command] :
         {std::tuple{"users", "List a company's target users", Command::users},
          std::tuple{"groups", "List a company's target groups", Command::groups},
          std::tuple{"audit", "List who did what in a company, newest first", Command::audit},
          std::tuple{"notices", "List the notices to a company's administrators", Command::notices}}) {
      auto* list = add(app_, name, help, command);
      company(*list);
      json(*list);
      list->add_flag("--csv", options_.csv, "Print CSV")->excludes("--json");
    }
  }

  CLI::App& app_;
  Options& options_;
  std::vector<std::string> settings_;
  std::vector<std::string> files_;
};

}  // namespace

std::optional<Options> parse_command_line(int argc, char** argv, int& exit_code) {
  Options options;
  CLI::App app("A small real host for plugins", "sample-host");
  Grammar grammar(app, options);
  grammar.build();
  const auto values = take_values(argc, argv);
  try {
    app.parse(argc, argv);
    options.fields = grammar.fields(values);
    return options;
  } catch (const CLI::ParseError& e) {
    // CLI11 reports help as an error with code 0.
    exit_code = app.exit(e) == 0 ? 0 : 2;
    return {};
  }
}

}  // namespace sample_host
