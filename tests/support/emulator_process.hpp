// The Google emulator as a separate process, and a user who consents in it.
#pragma once

#include <string>
#include <vector>

#include "google/google_service.hpp"
#include "host_sdk/monitor.hpp"

namespace gup::google::test {

/// Runs the emulator on a free port until destruction.
class EmulatorProcess {
 public:
  /// Starts it with these command line arguments; by default it serves the demo workspace.
  explicit EmulatorProcess(const std::vector<std::string>& arguments = {"--workspace", DEMO_WORKSPACE});
  ~EmulatorProcess();
  EmulatorProcess(const EmulatorProcess&) = delete;
  EmulatorProcess& operator=(const EmulatorProcess&) = delete;

  [[nodiscard]] GoogleClientSettings settings() const;

  /// Sends JSON to the emulator's control API ("POST", "/emulator/faults") and returns the response.
  std::string control(const std::string& method, const std::string& path, const std::string& body) const;
  [[nodiscard]] std::string look_up(const std::string& path) const;

  /// Opens the consent screen, selects the account and allows everything. Returns the code of the callback.
  [[nodiscard]] std::string consent(const std::string& authorization_url, const std::string& account) const;

  /// Connects like an administrator, from the consent screen to the tokens.
  [[nodiscard]] Grant connect(GoogleService& service, const std::string& account,
                              host_sdk::TaskMonitor& monitor) const;

  /// The process id, for measurements.
  [[nodiscard]] int process_id() const { return process_; }

 private:
  int process_ = 0;
  unsigned short port_ = 0;
};

}  // namespace gup::google::test
