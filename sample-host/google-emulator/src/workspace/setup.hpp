#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workspace/workspace.hpp"

/// The content of a workspace file: customers, accounts and clients.
namespace emulator {

struct OauthClient {
  std::string client_id;
  std::string secret;
  std::vector<std::string> redirect_uris;  ///< `*` matches a port or one path segment
};

struct ServiceAccount {
  std::string client_email;
  std::string client_id;                           ///< the numeric one
  std::map<std::string, std::string> public_keys;  ///< key id (may be empty) to PEM
  std::vector<std::string> scopes;                 ///< delegated by the customer's super admin
  std::string customer;                            ///< the delegating customer; empty: the first
  bool admin = false;                              ///< has its own admin role, so `sub` is optional
};

struct ConsumerAccount {
  std::string id;
  std::string email;
  std::string name;
};

struct GenerateRequest {
  std::size_t users = 0;
  std::size_t groups = 0;
  std::size_t members_per_group = 20;
  std::size_t units = 0;
  std::uint64_t seed = 1;
};

struct Setup {
  std::vector<std::unique_ptr<Workspace>> workspaces;  ///< the first is the customer, the others are foreign
  std::vector<OauthClient> clients;
  std::vector<ServiceAccount> service_accounts;
  std::vector<ConsumerAccount> consumers;
  std::vector<std::string> sign_in;  ///< addresses that the account chooser lists
};

/// Reads a workspace file; `generate` replaces the file's section of that name.
/// Throws std::runtime_error with file and line.
Setup read_setup(const std::filesystem::path& file, const std::optional<GenerateRequest>& generate);
/// Parses a workspace from text, for tests and for `--generate` without a file.
Setup parse_setup(const std::string& yaml, const std::string& name,
                  const std::optional<GenerateRequest>& generate);
/// A small customer with one administrator and the demo's OAuth client.
extern const char* const kBareWorkspace;

}  // namespace emulator
