// A host for one plugin: a database with tables, services, and a settings file.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "database/store.hpp"
#include "host_sdk/fakes/fake_host_services.hpp"
#include "temporary_folder.hpp"

namespace gup::testing {

/// A temporary folder with an SQLite database.
class PluginWorld {
 public:
  PluginWorld();

  [[nodiscard]] host_sdk::fakes::FakeHostServices& host() { return *host_; }

  /// Writes settings for a Google at this loopback port; `rest` is appended to the file.
  [[nodiscard]] std::string settings_file(int port, const std::string& rest = "") const;
  /// The plugin's own tables, as another process sees them; they exist once the plugin has started.
  [[nodiscard]] std::unique_ptr<Store> store();
  /// Connects the company and sets it up, as an administrator would have done.
  void connect(const std::string& company_id);

 private:
  TemporaryFolder folder_;
  std::unique_ptr<host_sdk::fakes::FakeHostServices> host_;
};

/// How many threads this process has.
[[nodiscard]] std::size_t threads();

/// A loopback port without a listener.
[[nodiscard]] int silent_port();

}  // namespace gup::testing
