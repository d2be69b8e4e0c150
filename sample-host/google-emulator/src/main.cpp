#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "common/text.hpp"
#include "emulator.hpp"
#include "serve.hpp"

namespace {

/// USERS[,GROUPS[,MEMBERS_PER_GROUP[,UNITS]]]
emulator::GenerateRequest parse_sizes(const std::string& text, std::uint64_t seed) {
  emulator::GenerateRequest request;
  request.seed = seed;
  const auto parts = emulator::split(text, ',');
  std::size_t* const targets[] = {&request.users, &request.groups, &request.members_per_group,
                                  &request.units};
  if (parts.size() > std::size(targets))
    throw CLI::ValidationError("--generate", "takes at most four numbers");
  request.units = 50;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string part(parts[i]);
    if (part.empty() || part.size() > 9 || part.find_first_not_of("0123456789") != std::string::npos)
      throw CLI::ValidationError("--generate", "'" + part + "' is not a number");
    *targets[i] = std::stoul(part);
  }
  return request;
}

std::int64_t system_seconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app{"A strict emulator of Google's OAuth endpoints and Directory API, for local use and tests."};
  std::string workspace;
  std::string generate;
  std::string listen = "127.0.0.1:8090";
  std::string discovery = GOOGLE_EMULATOR_DISCOVERY;
  std::uint64_t seed = 1;
  app.add_option("--workspace", workspace, "the directory to serve, in YAML")->check(CLI::ExistingFile);
  app.add_option("--generate", generate,
                 "USERS[,GROUPS[,MEMBERS_PER_GROUP[,UNITS]]], generated from the seed");
  app.add_option("--seed", seed, "the seed of --generate")->capture_default_str();
  app.add_option("--listen", listen, "address and port; port 0 chooses a free port")->capture_default_str();
  app.add_option("--discovery", discovery, "Google's discovery document")->capture_default_str();
  std::optional<emulator::GenerateRequest> sizes;
  try {
    app.parse(argc, argv);
    if (workspace.empty() && generate.empty()) throw CLI::ValidationError("give --workspace or --generate");
    if (!generate.empty()) sizes = parse_sizes(generate, seed);
    const auto colon = listen.rfind(':');
    if (colon == std::string::npos) throw CLI::ValidationError("--listen", "must be ADDRESS:PORT");
    const int port = std::stoi(listen.substr(colon + 1));
    if (port < 0 || port > 65535) throw CLI::ValidationError("--listen", "must have a port from 0 to 65535");

    const auto load = [&] {
      return workspace.empty() ? emulator::parse_setup(emulator::kBareWorkspace, "built-in workspace", sizes)
                               : emulator::read_setup(workspace, sizes);
    };
    emulator::Emulator google(emulator::Discovery::load(discovery), load, system_seconds);
    emulator::serve(google, listen.substr(0, colon), static_cast<std::uint16_t>(port));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::cerr << "google-emulator: " << error.what() << std::endl;
    return 1;
  }
  return 0;
}
