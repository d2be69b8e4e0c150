// Reads one customer's directory over HTTP.
#pragma once

#include <memory>

#include "google/directory/directory_reader.hpp"
#include "google/directory/traffic.hpp"
#include "google/sign_in/credentials.hpp"
#include "google/transport/pacer.hpp"
#include "google/transport/retry_loop.hpp"
#include "google/wire/http.hpp"
#include "settings/google_settings.hpp"

namespace gup::google {

/// The parts of a reader. `settings`, `clock` and `traffic` must outlive it.
struct DirectoryAccess {
  const GoogleClientSettings& settings;
  host_sdk::Clock& clock;
  std::shared_ptr<Pacer> pacer;
  Credentials credentials;
  Random random;
  HttpLimits limits;
  Traffic& traffic;
};

/// Does not open a connection yet. The caller owns the reader.
[[nodiscard]] std::unique_ptr<DirectoryReader> make_directory_client(DirectoryAccess access);

}  // namespace gup::google
