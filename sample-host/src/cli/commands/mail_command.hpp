// sample-host mail send|test
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "host_sdk/services/companies.hpp"

namespace sample_host {

class Mailer;

[[nodiscard]] ExitCode mail_send_command(Mailer& mailer);
[[nodiscard]] ExitCode mail_test_command(const host_sdk::Companies& companies, Mailer& mailer,
                                         const Options& options);

}  // namespace sample_host
