// Reads one customer's directory over HTTP.
#pragma once

#include <memory>
#include <string>

#include "google/directory/directory_reader.hpp"
#include "google/open_google.hpp"
#include "google/sign_in/token_client.hpp"
#include "google/transport/pacer.hpp"

namespace gup::google {

/// What a reader is made of. `settings` and `clock` must outlive it.
struct DirectoryAccess {
  const GoogleClientSettings& settings;
  host_sdk::Clock& clock;
  std::shared_ptr<Pacer> pacer;
  Credentials credentials;
  Random random;
  HttpLimits limits;
};

/// Opens no connection yet. The caller owns the reader.
[[nodiscard]] std::unique_ptr<DirectoryReader> make_directory_client(DirectoryAccess access);

}  // namespace gup::google
