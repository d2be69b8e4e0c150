#include "cli/commands/secret_commands.hpp"

#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <string>

#include "accounts/password.hpp"
#include "cli/output/say.hpp"
#include "config/config.hpp"
#include "host_sdk/text.hpp"
#include "services/secrets/rotation.hpp"

namespace sample_host {
namespace {

/// Turns the terminal's echo off while it lives.
class Unseen {
 public:
  Unseen() : terminal_(isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!terminal_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~Unseen() {
    if (terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  [[nodiscard]] bool terminal() const { return terminal_; }

 private:
  termios before_{};
  bool terminal_;
};

}  // namespace

ExitCode password_command() {
  std::string password;
  {
    const Unseen unseen;
    if (unseen.terminal()) std::cerr << "Password: " << std::flush;
    std::getline(std::cin, password);
    if (unseen.terminal()) std::cerr << std::endl;
  }
  if (!password.empty() && password.back() == '\r') password.pop_back();
  if (password.size() < 8) {
    say_error("The password must have at least 8 characters.");
    return ExitCode::usage;
  }
  std::cout << hash_password(password) << std::endl;
  return ExitCode::done;
}

ExitCode secrets_rotate_command(const Rotation& rotation, const Config& config, bool erase_unreadable) {
  say(host_sdk::counted(rotation.rotated, "secret was", "secrets were") + " encrypted with " +
      config.key_file.string() + "; " + host_sdk::counted(rotation.current, "was", "were") + " already.");
  for (const std::string& secret : rotation.unreadable)
    say_error("None of the key files decrypts the secret (" + secret + "). It " +
              (erase_unreadable ? "was erased." : "is unchanged."));
  if (!rotation.unreadable.empty() && !erase_unreadable) return ExitCode::failed;
  if (!config.other_key_files.empty())
    say("When all hosts use this key file, other_key_files can be removed from host.yaml.");
  return ExitCode::done;
}

}  // namespace sample_host
