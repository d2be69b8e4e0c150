// The Google emulator as a process of its own, and a person who gives consent in it.
#pragma once

#include <string>

#include "google/open_google.hpp"

namespace gup::google::test {

/// Runs the emulator on a free port with the demo workspace until the object ends.
class EmulatorProcess {
 public:
  EmulatorProcess();
  ~EmulatorProcess();
  EmulatorProcess(const EmulatorProcess&) = delete;
  EmulatorProcess& operator=(const EmulatorProcess&) = delete;

  [[nodiscard]] GoogleClientSettings settings() const;

  /// Sends JSON to the emulator's control interface: "POST", "/emulator/faults".
  void control(const std::string& method, const std::string& path, const std::string& body) const;
  [[nodiscard]] std::string look_up(const std::string& path) const;

  /// Opens the consent screen, picks the account, allows everything. Answers with the code of the callback.
  [[nodiscard]] std::string consent(const std::string& authorization_url, const std::string& account) const;

 private:
  int process_ = 0;
  unsigned short port_ = 0;
};

}  // namespace gup::google::test
