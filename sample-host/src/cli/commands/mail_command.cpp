#include "cli/commands/mail_command.hpp"

#include "cli/output/say.hpp"
#include "mail/mailer.hpp"

namespace sample_host {
namespace {

bool has_mail_server(const Mailer& mailer) {
  if (mailer.config() != nullptr) return true;
  say_error("This host sends no email. Add mail: to host.yaml.");
  return false;
}

}  // namespace

ExitCode mail_send_command(Mailer& mailer) {
  if (!has_mail_server(mailer)) return ExitCode::usage;
  const auto count = mailer.work();
  say(std::to_string(count.sent) + " sent, " + std::to_string(count.waiting) + " to be retried, " +
      std::to_string(count.given_up) + " given up");
  return count.waiting + count.given_up == 0 ? ExitCode::done : ExitCode::failed;
}

ExitCode mail_test_command(const host_sdk::Companies& companies, Mailer& mailer, const Options& options) {
  const auto company = company_or_error(companies, options);
  if (!company || !has_mail_server(mailer)) return ExitCode::usage;
  if (!is_mail_address(options.to)) {
    say_error("--to must be an email address such as it@example.com.");
    return ExitCode::usage;
  }
  const auto result = mailer.send_test(*company, options.to);
  if (result.outcome != SendResult::Outcome::sent) {
    say_error(result.reason);
    return ExitCode::failed;
  }
  say("The mail server accepted the test email to " + options.to + ".");
  return ExitCode::done;
}

}  // namespace sample_host
