// sample-host secrets rotate
#include "cli/commands/commands.hpp"
#include "cli/output/say.hpp"
#include "host_sdk/text.hpp"
#include "runtime.hpp"
#include "services/secrets/rotation.hpp"

namespace sample_host {

ExitCode secrets_rotate_command(HostRuntime& runtime) {
  const Rotation rotation = runtime.rotate_secrets();
  say(host_sdk::counted(rotation.rotated, "secret was", "secrets were") + " encrypted with " +
      runtime.config().key_file.string() + "; " + host_sdk::counted(rotation.current, "was", "were") +
      " already.");
  for (const std::string& secret : rotation.unreadable)
    say_error("None of the key files decrypts the secret (" + secret + "). It is unchanged.");
  if (!rotation.unreadable.empty()) return ExitCode::failed;
  if (!runtime.config().other_key_files.empty())
    say("When all hosts use this key file, other_key_files can be removed from host.yaml.");
  return ExitCode::done;
}

}  // namespace sample_host
