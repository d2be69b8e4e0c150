// The Google emulator as a process of its own, and a person who gives consent in it.
#pragma once

#include <string>
#include <vector>

#include "google/google_service.hpp"
#include "host_sdk/monitor.hpp"

namespace gup::google::test {

/// Runs the emulator on a free port until the object ends.
class EmulatorProcess {
 public:
  /// With the words of its command line; the demo workspace unless they say otherwise.
  explicit EmulatorProcess(const std::vector<std::string>& arguments = {"--workspace", DEMO_WORKSPACE});
  ~EmulatorProcess();
  EmulatorProcess(const EmulatorProcess&) = delete;
  EmulatorProcess& operator=(const EmulatorProcess&) = delete;

  [[nodiscard]] GoogleClientSettings settings() const;

  /// Sends JSON to the emulator's control interface: "POST", "/emulator/faults". Answers with its answer.
  std::string control(const std::string& method, const std::string& path, const std::string& body) const;
  [[nodiscard]] std::string look_up(const std::string& path) const;

  /// Opens the consent screen, picks the account, allows everything. Answers with the code of the callback.
  [[nodiscard]] std::string consent(const std::string& authorization_url, const std::string& account) const;

  /// Connects as an administrator of the platform would: from the consent screen to the tokens.
  [[nodiscard]] Grant connect(GoogleService& service, const std::string& account,
                              host_sdk::TaskMonitor& monitor) const;

  /// For measuring what it needs, by the operating system's word.
  [[nodiscard]] int process_id() const { return process_; }

 private:
  int process_ = 0;
  unsigned short port_ = 0;
};

}  // namespace gup::google::test
