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
  sync,
  explain,
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
  /// The action of `page act`, the picker of `page options`.
  std::string action;
  /// The pairs of `--set field=value` and `--set-file field=path`.
  std::map<std::string, std::string> fields;
  std::string provider;
  std::string task;
  /// The recipient of `mail test`.
  std::string to;
  /// The address of `explain`.
  std::string email;
  /// Of `explain`: ask the source, and sync the person.
  bool now = false;
  bool apply = false;
  bool preview = false;
  bool json = false;
  bool csv = false;
  bool verbose = false;
};

/// Parses the command line. For help, and for a mistake, prints the text, sets `exit_code` and returns
/// nullopt.
[[nodiscard]] std::optional<Options> parse_command_line(int argc, char** argv, int& exit_code);

}  // namespace sample_host
