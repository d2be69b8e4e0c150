// The parsed command line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace sample_host {

enum class Command : std::uint8_t {
  serve,
  plugins,
  page_show,
  page_act,
  page_options,
  page_export,
  sync,
  explain,
  unlink,
  task_run,
  task_list,
  users,
  groups,
  audit,
  notices,
  mail_send,
  mail_test,
  secrets_rotate,
  password,
};

struct Options {
  Command command = Command::serve;
  std::filesystem::path config = "host.yaml";
  std::string company;
  std::string page;
  /// The action of `page act`, the picker of `page options`, the table of `page export`.
  std::string action;
  /// For `page options`: what to search for, the option whose children to list, and where the list continues.
  std::string query;
  std::string parent;
  std::string cursor;
  /// The pairs of `--set field=value` and `--set-file field=path`.
  std::map<std::string, std::string> fields;
  std::string provider;
  std::string task;
  /// The recipient of `mail test`.
  std::string to;
  /// The address of `explain`.
  std::string email;
  /// For `explain`: ask the source, and sync the person.
  bool now = false;
  bool apply = false;
  bool preview = false;
  bool erase_unreadable = false;
  /// For `unlink`: deletes no users and groups.
  bool keep_users = false;
  /// For `unlink`: the operator knows what it deletes.
  bool confirmed = false;
  /// For `serve`: restart when a plugin changes.
  bool watch = false;
  bool json = false;
  bool csv = false;
  bool verbose = false;
};

/// Parses the command line. For help, and for a mistake, prints the text, sets `exit_code` and returns
/// nullopt.
[[nodiscard]] std::optional<Options> parse_command_line(int argc, char** argv, int& exit_code);

}  // namespace sample_host
